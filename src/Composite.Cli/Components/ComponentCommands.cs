using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Composite.Cli.Answers;
using Composite.Cli.Commands;
using Composite.Cli.Connections;
using Composite.Cli.Screens;

namespace Composite.Cli.Components;

/// <summary>Builds <c>components</c>.</summary>
internal static class ComponentCommands
{
    public static OperatorCommand Build(CommandContext context) => OperatorCommand.Group(
        "components", "The parts of composite solutions: SDKs, applications, A&M services, back-ends.",
        ListCommand.Build(context, new ListSubject
        {
            One = "component",
            Many = "components",
            Path = ApiPath.Of("components"),
            Description = "List components, each with its newest listing's status.",
            Columns =
            [
                Cells.Text("ID", "componentId"), Cells.Text("KIND", "kind"), Cells.Flexible("NAME", "name"), Cells.Flexible("VENDOR", "vendor"),
                Cells.Number("VERSIONS", "versions"), Cells.Text("LISTING", "listingReference"),
                Cells.Status("STATUS", "listingStatus"), Cells.Text("EXPIRES", "listingExpiresOn"),
            ],
            Filters =
            [
                new ListFilter("--kind", "kind", "Only this kind")
                {
                    Values = ["mpocSoftware", "mpocApplication", "attestationService", "paymentBackEnd", "decryptionService", "scrpReader", "kernel"],
                },
            ],
            Examples = ["components list", "components list --kind mpocSoftware"],
        }),
        ShowCommand.Build(
            context, "component", "components", "Show a component: its versions, listings and compliance.", ComponentSheet.Show, "components show sdk-tap", "components show sdk-tap --json"),
        RevokeListing(context));

    private static OperatorCommand RevokeListing(CommandContext context)
    {
        OperatorCommand command = new(
            "revoke-listing", "Record that a component's listing is revoked: payments that rely on it stop at once.",
            "components revoke-listing sdk-tap 2025-00123.001 --reason \"Withdrawn by the vendor\"",
            "components revoke-listing sdk-tap 2025-00123.001 --reason \"Announced by PCI SSC\" --effective-at 2026-08-01T00:00:00Z");
        Argument<string> id = CommandContext.Id("component");
        Argument<string> reference = new("REFERENCE") { Description = "The listing's reference, YYYY-NNNNN.NNN." };
        reference.Validators.Add(result => CommandContext.RequireSegment(result, reference));
        Option<string> reason = ChangeCommand.Reason();
        Option<DateTimeOffset?> effectiveAt = new("--effective-at") { HelpName = "INSTANT", Description = "From when, RFC 3339; now when left out.", CustomParser = InstantArgument.Parse };
        command.Arguments.Add(id);
        command.Arguments.Add(reference);
        command.Options.Add(reason);
        command.Options.Add(effectiveAt);
        command.SetAction(context.Connected(async (session, parse, cancellationToken) =>
        {
            JsonObject body = new() { ["reason"] = parse.GetRequiredValue(reason) };
            if (parse.GetValue(effectiveAt) is { } instant) body["effectiveAt"] = instant;
            string path = ApiPath.Of("components", parse.GetRequiredValue(id), "listings", parse.GetRequiredValue(reference), "revocation");
            Outcome<JsonElement> outcome = await session.Api.SendAsync(HttpMethod.Post, path, body, cancellationToken);
            return session.Show(outcome, answer => ChangeCommand.Tell(session, answer, $"listing {parse.GetRequiredValue(reference)}", "revoked"));
        }));
        return command;
    }
}

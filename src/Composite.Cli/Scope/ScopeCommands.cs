using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Composite.Cli.Answers;
using Composite.Cli.Commands;
using Composite.Cli.Connections;

namespace Composite.Cli.Scope;

/// <summary>Builds <c>scope</c>.</summary>
internal static class ScopeCommands
{
    private static readonly (string Option, string Member, string What)[] Parts =
    [
        ("--software", "software", "The SDK"), ("--application", "application", "The application that integrates it"), ("--attestation", "attestation", "The A&M service"),
        ("--back-end", "backEnd", "The payment back-end"), ("--decryption", "decryption", "Decryption and HSMs; left out where the back-end covers them"),
    ];

    public static OperatorCommand Build(CommandContext context) => OperatorCommand.Group(
        "scope", "Which domains the provider has evaluated itself, and which it relies on listings or third parties for.", Show(context), Declare(context), Plan(context));

    private static OperatorCommand Show(CommandContext context)
    {
        OperatorCommand command = new("show", "Show the plan of a solution's scope, domain by domain.", "scope show tap-to-pay", "scope show tap-to-pay --valid-at 2027-01-01");
        Argument<string> id = CommandContext.Id("solution");
        (Option<string?> validAt, Option<string?> knownAt) = AsOf(command);
        command.Arguments.Add(id);
        command.SetAction(context.Connected(async (session, parse, cancellationToken) =>
        {
            string path = ApiPath.Query(ApiPath.Of("solutions", parse.GetRequiredValue(id), "scope"), [("validAt", parse.GetValue(validAt)), ("knownAt", parse.GetValue(knownAt))]);
            return session.Show(await session.Api.GetAsync(path, cancellationToken), answer => ScopeSheet.Show(session.Screen, answer));
        }));
        return command;
    }

    private static OperatorCommand Declare(CommandContext context)
    {
        OperatorCommand command = new(
            "declare", "Say where each part of a solution comes from: own, a listing's reference, or a third party's id.",
            "scope declare tap-to-pay --software 2025-00123.001 --application own --attestation 2025-00124.001 --back-end own",
            "scope declare tap-to-pay --software own --application own --attestation own --back-end own --decryption hsm-house");
        Argument<string> id = CommandContext.Id("solution");
        command.Arguments.Add(id);
        IReadOnlyList<(Option<string?> Option, string Member)> parts = PartOptions(command);
        command.SetAction(context.Connected(async (session, parse, cancellationToken) =>
        {
            string solution = parse.GetRequiredValue(id);
            Outcome<JsonElement> outcome = await session.Api.SendAsync(HttpMethod.Put, ApiPath.Of("solutions", solution, "scope"), Body(parse, parts), cancellationToken);
            return session.Show(outcome, answer => ChangeCommand.Tell(session, answer, $"solution {solution}", "scope declared"));
        }));
        return command;
    }

    private static OperatorCommand Plan(CommandContext context)
    {
        OperatorCommand command = new(
            "plan", "Plan a scope without saving it.", "scope plan --software 2025-00123.001 --application own --attestation own --back-end own");
        IReadOnlyList<(Option<string?> Option, string Member)> parts = PartOptions(command);
        Option<string?> solution = new("--solution") { HelpName = "ID", Description = "The solution whose composition the parts must be in." };
        command.Options.Add(solution);
        (Option<string?> validAt, Option<string?> knownAt) = AsOf(command);
        command.SetAction(context.Connected(async (session, parse, cancellationToken) =>
        {
            JsonObject body = new() { ["scope"] = Body(parse, parts) };
            if (parse.GetValue(solution) is { } id) body["solutionId"] = id;
            string path = ApiPath.Query(ApiPath.Of("scope", "plan"), [("validAt", parse.GetValue(validAt)), ("knownAt", parse.GetValue(knownAt))]);
            return session.Show(await session.Api.SendAsync(HttpMethod.Post, path, body, cancellationToken), answer => ScopeSheet.Show(session.Screen, answer));
        }));
        return command;
    }

    private static (Option<string?> ValidAt, Option<string?> KnownAt) AsOf(OperatorCommand command)
    {
        Option<string?> validAt = new("--valid-at") { HelpName = "INSTANT", Description = "As it is at this instant or on this day, RFC 3339; now when left out." };
        Option<string?> knownAt = new("--known-at") { HelpName = "INSTANT", Description = "As far as was known at this instant or on this day, RFC 3339." };
        command.Options.Add(validAt);
        command.Options.Add(knownAt);
        return (validAt, knownAt);
    }

    private static List<(Option<string?> Option, string Member)> PartOptions(OperatorCommand command)
    {
        List<(Option<string?> Option, string Member)> options = [];
        foreach ((string name, string member, string what) in Parts)
        {
            Option<string?> option = new(name) { Required = member != "decryption", HelpName = "SOURCE", Description = $"{what}: own, a listing's reference, or a third party's id." };
            command.Options.Add(option);
            options.Add((option, member));
        }

        return options;
    }

    private static JsonObject Body(ParseResult parse, IReadOnlyList<(Option<string?> Option, string Member)> parts)
    {
        JsonObject body = [];
        foreach ((Option<string?> option, string member) in parts)
        {
            if (parse.GetValue(option) is { } source) body[member] = Part(source);
        }

        return body;
    }

    // A reference has a dot; an id has none.
    private static JsonObject Part(string source) => source == "own" ? new JsonObject { ["source"] = "own" }
        : source.Contains('.', StringComparison.Ordinal) ? new JsonObject { ["source"] = "listing", ["reference"] = source }
        : new JsonObject { ["source"] = "thirdParty", ["thirdPartyId"] = source };
}

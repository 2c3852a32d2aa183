using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Composite.Cli.Answers;
using Composite.Cli.Commands;
using Composite.Cli.Screens;

namespace Composite.Cli.Connections;

/// <summary>Builds <c>bootstrap</c>: exchanges the one-time secret of the first start for the first administrator's credential, and stores that.</summary>
internal static class BootstrapCommand
{
    public static OperatorCommand Build(CommandContext context)
    {
        OperatorCommand command = new(
            "bootstrap",
            "Exchange the one-time secret of the server's first start for the first administrator's credential, and store that.",
            "bootstrap ada \"Ada Lovelace\" --url https://composite.example:8443 --certificate SHA256",
            "bootstrap ada \"Ada Lovelace\" --url https://localhost:8443 --secret-file bootstrap.txt")
        {
            Notes = "The secret is asked for without being shown, or read from standard input or --secret-file. The credential is stored as 'login' does it and never printed, also not with --json.",
        };
        Argument<string> member = new("ID") { Description = "The administrator's id: a-z, 0-9 and '-'." };
        Argument<string> name = new("NAME") { Description = "The administrator's name." };
        Option<string?> secretFile = new("--secret-file") { HelpName = "FILE", Description = "Read the bootstrap secret from this file." };
        command.Arguments.Add(member);
        command.Arguments.Add(name);
        command.Options.Add(secretFile);
        command.SetAction(async (parse, cancellationToken) =>
        {
            Screen screen = new(context.Surroundings);
            if (!context.Connections.ResolveNewServer(parse).TryGet(out Server? server, out Failure? failure)) return (int)screen.Report(failure);
            Outcome<Credential> asked = parse.GetValue(secretFile) is { } file ? SecretFile.Read(file) : SecretPrompt.Ask(context.Surroundings, "Bootstrap secret");
            if (!asked.TryGet(out Credential? secret, out failure)) return (int)screen.Report(failure);
            JsonObject body = new() { ["memberId"] = parse.GetRequiredValue(member), ["name"] = parse.GetRequiredValue(name) };
            return (int)await RunAsync(context, screen, parse.GetValue(context.Json), new Connection(server, secret), body, cancellationToken);
        });
        return command;
    }

    private static async Task<ExitCode> RunAsync(
        CommandContext context, Screen screen, bool asJson, Connection withSecret, JsonObject body, CancellationToken cancellationToken)
    {
        // The secret works once: that the credential can be stored is made sure of before it is spent.
        ConnectionFile file = context.Connections.File;
        if (file.Prepare() is { } notWritable) return screen.Report(notWritable);
        using StaffApi api = new(withSecret, context.Surroundings.Clock);
        Outcome<JsonElement> outcome = await api.SendAsync(HttpMethod.Post, ApiPath.Of("staff", "bootstrap"), body, cancellationToken);
        if (!outcome.TryGet(out JsonElement answer, out Failure? failure)) return screen.Report(failure);
        if (Credential.Parse(answer.Text("credential")) is not { } credential)
            return screen.Report(new Failure(ExitCode.Unavailable, "answer", "The server's answer holds no credential.", "Check that --url is a Composite server of this version."));
        if (file.Write(new Connection(withSecret.Server, credential)) is { } notWritten) return screen.Report(notWritten);

        string memberId = answer.Text("memberId");
        if (asJson) screen.Json(JsonPrinting.Print(JsonSerializer.SerializeToElement(new JsonObject { ["memberId"] = memberId, ["storedIn"] = file.Path })));
        else screen.Line($"{memberId} is the first administrator of {withSecret.Server.Address}; the credential is stored in {file.Path}.");
        return ExitCode.Ok;
    }
}

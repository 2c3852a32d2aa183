using System.CommandLine;
using System.Text.Json;
using Composite.Cli.Answers;
using Composite.Cli.Commands;
using Composite.Cli.Screens;

namespace Composite.Cli.Connections;

/// <summary>Builds <c>login</c>: checks a credential and stores it with its server.</summary>
internal static class LoginCommand
{
    public static OperatorCommand Build(CommandContext context)
    {
        OperatorCommand command = new(
            "login",
            "Check a credential and store it with its server and the server certificate's fingerprint.",
            "login --url https://composite.example:8443",
            "login --url https://localhost:8443 --certificate SHA256 < credential.txt")
        {
            Notes = "The credential is asked for without being shown, or read from standard input or --credential-file. It is stored in a file that only you can read, and is given to no other server than this one.",
        };
        command.SetAction(async (parse, cancellationToken) => (int)await RunAsync(context, parse, cancellationToken));
        return command;
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, ParseResult parse, CancellationToken cancellationToken)
    {
        Screen screen = new(context.Surroundings);
        ConnectionOptions connections = context.Connections;
        if (!connections.ResolveNewServer(parse).TryGet(out Server? server, out Failure? failure)) return screen.Report(failure);
        if (!connections.GivenCredential(parse).TryGet(out GivenCredential? given, out failure)) return screen.Report(failure);
        if (given.Credential is not { } credential && !SecretPrompt.Ask(context.Surroundings, "Credential").TryGet(out credential, out failure)) return screen.Report(failure);

        Connection connection = new(server, credential);
        using StaffApi api = new(connection, context.Surroundings.Clock);
        Outcome<JsonElement> check = await api.GetAsync(ApiPath.Of("journal"), cancellationToken);
        if (!check.TryGet(out JsonElement journal, out failure)) return screen.Report(failure);
        if (connections.File.Write(connection) is { } notWritten) return screen.Report(notWritten);

        if (parse.GetValue(context.Json)) screen.Json(JsonPrinting.Print(journal));
        else screen.Line($"Logged in to {server.Address}; stored in {connections.File.Path}.");
        return ExitCode.Ok;
    }
}

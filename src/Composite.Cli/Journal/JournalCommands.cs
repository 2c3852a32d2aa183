using System.Text.Json;
using Composite.Cli.Answers;
using Composite.Cli.Commands;
using Composite.Cli.Connections;
using Composite.Cli.Screens;

namespace Composite.Cli.Journal;

/// <summary>Builds <c>journal</c>.</summary>
internal static class JournalCommands
{
    private static readonly Column[] Problems = [Cells.Number("POSITION", "position"), Cells.Text("STREAM", "stream"), Cells.Text("MESSAGE", "message")];

    public static OperatorCommand Build(CommandContext context) => OperatorCommand.Group(
        "journal", "The journal: the one truth that all else derives from.",
        ShowCommand.Build(context, ApiPath.Of("journal"), "Show the journal's head, and how far the lists have followed it.", ShowPositions, "journal show"),
        Verify(context));

    private static void ShowPositions(Screen screen, JsonElement journal)
    {
        screen.Title("Journal");
        screen.Fact("head", $"position {journal.Text("headPosition")}");
        long? behind = journal.Number("headPosition") - journal.Number("readModelPosition");
        screen.Fact("lists include", $"position {journal.Text("readModelPosition")}{(behind > 0 ? $", {behind} behind" : string.Empty)}", behind > 0 ? Tone.Careful : Tone.Plain);
    }

    private static OperatorCommand Verify(CommandContext context)
    {
        OperatorCommand command = new(
            "verify", "Check every row of the journal: positions, versions, checksums and the hash chain. Ends with 1 when problems are found.", "journal verify", "journal verify --json > verification.json");
        command.SetAction(context.Connected(async (session, _, cancellationToken) =>
        {
            Outcome<JsonElement> outcome = await VerifyAsync(context.Surroundings, session.Api, cancellationToken);
            if (outcome.TryGet(out JsonElement verification, out Failure? _) && verification.At("problems") is null)
                outcome = new Failure(ExitCode.Unavailable, "verification", "The server broke off before the end: nothing is known of the rest.", "Verify again; look at the server's log.");
            ExitCode exit = session.Show(outcome, found => ShowVerification(session.Screen, found));
            return exit == ExitCode.Ok && verification.Items("problems").Count > 0 ? ExitCode.Refused : exit;
        }));
        return command;
    }

    private static async Task<Outcome<JsonElement>> VerifyAsync(Surroundings surroundings, StaffApi api, CancellationToken cancellationToken)
    {
        using VerificationProgress progress = new(surroundings);
        return await api.StreamAsync(HttpMethod.Post, ApiPath.Of("journal", "verification"), progress.Report, cancellationToken);
    }

    private static void ShowVerification(Screen screen, JsonElement found)
    {
        IReadOnlyList<JsonElement> problems = found.Items("problems");
        screen.Line(problems.Count == 0 ? ("The journal is whole.", Tone.Good) : ($"The journal is damaged: {problems.Count} problem{(problems.Count == 1 ? string.Empty : "s")}.", Tone.Bad));
        screen.Fact("events checked", found.Text("eventsChecked"));
        screen.Fact("head", $"position {found.Text("headPosition")}");
        screen.Fact("head's hash", found.Text("headHash"));
        screen.Section("Problems", Problems, problems);
    }
}

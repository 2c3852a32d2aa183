using System.CommandLine;
using Composite.Cli.Answers;
using Composite.Cli.Commands;
using Composite.Cli.Connections;
using Composite.Cli.Screens;

namespace Composite.Cli.Exchange;

/// <summary>Builds <c>evidence-pack</c>: without a further word it writes one; <c>verify</c> checks one without a server.</summary>
internal static class EvidencePackCommands
{
    public static OperatorCommand Build(CommandContext context)
    {
        OperatorCommand command = new(
            "evidence-pack", "Write one zip for an annual checkpoint: inventory, statuses with their facts, decisions, evidence, and a page to read first.",
            "evidence-pack --solution tap -o tap.zip", "evidence-pack --solution tap --valid-at 2026-01-31T12:00:00Z -o january.zip", "evidence-pack verify tap.zip");
        ExportOptions options = new();
        options.Output.Required = false;
        options.AddTo(command);
        command.Subcommands.Add(Verify(context));
        Func<ParseResult, CancellationToken, Task<int>> write = context.Connected((session, parse, cancellationToken) => WriteAsync(context, session, options, parse, cancellationToken));
        command.SetAction((parse, cancellationToken) =>
        {
            if (parse.GetValue(options.Output) is not null) return write(parse, cancellationToken);
            context.Surroundings.Error.WriteLine("--output: it is missing — say where to write the pack.");
            return Task.FromResult((int)ExitCode.Usage);
        });
        return command;
    }

    private static async Task<ExitCode> WriteAsync(CommandContext context, Session session, ExportOptions options, ParseResult parse, CancellationToken cancellationToken)
    {
        using DownloadProgress progress = new(context.Surroundings, "packed");
        Outcome<WrittenFile> outcome = await WrittenFile.WriteAsync(
            session.Api, ApiPath.Query(ApiPath.Of("exports", "evidence-pack"), options.Query(parse)), parse.GetRequiredValue(options.Output), parse.GetValue(options.Force), progress, cancellationToken);
        progress.Dispose();
        if (!outcome.TryGet(out WrittenFile? written, out Failure? failure)) return session.Screen.Report(failure);
        session.Screen.Line($"{written.Path}: {written.Bytes} bytes, SHA-256 {written.Sha256}");
        return await ShowAsync(session.Screen, written.Path, cancellationToken);
    }

    private static OperatorCommand Verify(CommandContext context)
    {
        OperatorCommand command = new("verify", "Check every file of a pack against its manifest, without a server. Ends with 1 when something is wrong.", "evidence-pack verify tap.zip");
        Argument<FileInfo> file = new("FILE") { Description = "The pack." };
        command.Arguments.Add(file);
        command.SetAction(async (parse, cancellationToken) => (int)await ShowAsync(new Screen(context.Surroundings), parse.GetRequiredValue(file).FullName, cancellationToken));
        return command;
    }

    private static async Task<ExitCode> ShowAsync(Screen screen, string path, CancellationToken cancellationToken)
    {
        if (!(await PackVerification.RunAsync(path, cancellationToken)).TryGet(out PackVerification? found, out Failure? failure)) return screen.Report(failure);
        screen.Line(found.Problems.Count == 0 ? ($"The pack is whole: {found.Files} files are as its manifest says.", Tone.Good) : ($"The pack is not as its manifest says: {found.Problems.Count} problem{(found.Problems.Count == 1 ? string.Empty : "s")}.", Tone.Bad));
        screen.Fact("solution", found.Solution);
        screen.Fact("as it was on", found.ValidAt);
        screen.Fact("known", found.KnownAt.Length > 0 ? found.KnownAt : $"everything up to journal position {found.Position}");
        screen.Fact("journal's hash", found.JournalHash);
        screen.Fact("manifest", $"SHA-256 {found.ManifestSha256}");
        foreach (string missing in found.EvidenceNotInPack) screen.Line(($"  not in the pack: {missing}", Tone.Careful));
        foreach (string problem in found.Problems) screen.Line(($"  {problem}", Tone.Bad));
        return found.Problems.Count == 0 ? ExitCode.Ok : ExitCode.Refused;
    }
}

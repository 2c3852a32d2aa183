using System.CommandLine;
using Composite.Cli.Answers;
using Composite.Cli.Commands;
using Composite.Cli.Connections;

namespace Composite.Cli.Exchange;

/// <summary>Builds <c>import</c>.</summary>
internal static class ImportCommands
{
    /// <summary>Largest file; the server's own bound, so that nothing larger is even sent.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    private const string DryRun = "dryRun";

    public static OperatorCommand Build(CommandContext context) => OperatorCommand.Group("import", "Take listings in from a file. Nothing else can be imported.", Listings(context));

    private static OperatorCommand Listings(CommandContext context)
    {
        OperatorCommand command = new(
            "listings", "Lay a CSV or JSON file of listings beside what is known, and apply it when asked to. Without --apply nothing changes.",
            "import listings listings.csv", "import listings listings.csv --apply all",
            "import listings listings.json --apply valid --corrections --reason \"Read again from the website\"");
        Argument<FileInfo> file = new("FILE") { Description = "The file: .csv or .json, UTF-8. Its columns are in docs/exchange.md." };
        Option<string?> apply = new("--apply") { HelpName = "WHICH", Description = "Apply the file: all (nothing unless every row can be applied) or valid (the rows that can)." };
        apply.AcceptOnlyFromAmong("all", "valid");
        Option<bool> corrections = new("--corrections") { Description = "Correct recorded listings too; needs --reason." };
        Option<string?> reason = new("--reason") { HelpName = "TEXT", Description = "Why listings are corrected; the journal keeps it." };
        Option<string?> digest = new("--digest") { HelpName = "SHA256", Description = "Apply only if the dry run that printed this digest still holds; left out, the dry run is made now." };
        command.Arguments.Add(file);
        foreach (Option option in (Option[])[apply, corrections, reason, digest]) command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(corrections) && string.IsNullOrWhiteSpace(result.GetValue(reason))) result.AddError("--corrections: say why with --reason.");
            if (result.GetValue(file) is { } given && given.Extension.ToUpperInvariant() is not (".CSV" or ".JSON")) result.AddError("FILE: it ends neither with .csv nor with .json.");
        });
        command.SetAction(context.Connected((session, parse, cancellationToken) => RunAsync(
            session, parse.GetRequiredValue(file), parse.GetValue(apply), parse.GetValue(corrections), parse.GetValue(reason), parse.GetValue(digest), cancellationToken)));
        return command;
    }

    private static async Task<ExitCode> RunAsync(Session session, FileInfo file, string? apply, bool corrections, string? reason, string? digest, CancellationToken cancellationToken)
    {
        if (!Read(file).TryGet(out byte[]? bytes, out Failure? failure)) return session.Screen.Report(failure);
        bool isCsv = string.Equals(file.Extension, ".csv", StringComparison.OrdinalIgnoreCase);
        Task<Outcome<StatusAnswer>> Send(string mode, string? of) => session.Api.PostFileAsync(
            ApiPath.Query(ApiPath.Of("imports", "listings"), [("format", isCsv ? "csv" : "json"), ("mode", mode), ("corrections", corrections ? "true" : null), ("reason", reason), ("digest", of)]),
            bytes, isCsv ? "text/csv" : "application/json", cancellationToken);

        if (apply is null) return ImportSheet.Show(session, await Send(DryRun, null));
        if (digest is null)
        {
            Outcome<StatusAnswer> dry = await Send(DryRun, null);
            if (!dry.TryGet(out StatusAnswer? seen, out _) || !seen.Succeeded) return ImportSheet.Show(session, dry);
            digest = seen.Body.Text("digest");
        }

        return ImportSheet.Show(session, await Send(apply, digest));
    }

    private static Outcome<byte[]> Read(FileInfo file)
    {
        try
        {
            if (!file.Exists) return new Failure(ExitCode.Usage, file.Name, "There is no such file.", "Check its path.");
            if (file.Length > MaxBytes) return new Failure(ExitCode.Refused, file.Name, $"It has {file.Length} bytes; an import takes {MaxBytes} at most.", "Split the file.");
            return File.ReadAllBytes(file.FullName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Failure(ExitCode.Usage, file.Name, "It can't be read: " + e.Message, "Check the file and its permissions.");
        }
    }
}

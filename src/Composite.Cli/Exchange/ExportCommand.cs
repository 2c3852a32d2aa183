using System.CommandLine;
using Composite.Cli.Answers;
using Composite.Cli.Commands;
using Composite.Cli.Connections;

namespace Composite.Cli.Exchange;

/// <summary>Builds <c>export</c>.</summary>
internal static class ExportCommand
{
    public static OperatorCommand Build(CommandContext context)
    {
        OperatorCommand command = new(
            "export", "Write the inventory and its certification to a file, for now or any as-of.",
            "export csv -o inventory.csv", "export cyclonedx --solution tap -o tap.cdx.json", "export oscal-assessment-results --valid-at 2026-01-31T12:00:00Z -o january.json");
        Argument<string> format = new("FORMAT") { HelpName = "FORMAT", Description = "csv, json, cyclonedx (1.7), oscal-component-definition or oscal-assessment-results (1.1)." };
        format.AcceptOnlyFromAmong("csv", "json", "cyclonedx", "oscal-component-definition", "oscal-assessment-results");
        ExportOptions options = new();
        command.Arguments.Add(format);
        options.AddTo(command);
        command.SetAction(context.Connected(async (session, parse, cancellationToken) =>
        {
            string path = ApiPath.Query(ApiPath.Of("exports", "inventory"), [("format", parse.GetRequiredValue(format)), .. options.Query(parse)]);
            using DownloadProgress progress = new(context.Surroundings, "exported");
            Outcome<WrittenFile> outcome = await WrittenFile.WriteAsync(session.Api, path, parse.GetRequiredValue(options.Output), parse.GetValue(options.Force), progress, cancellationToken);
            progress.Dispose();
            if (!outcome.TryGet(out WrittenFile? written, out Failure? failure)) return session.Screen.Report(failure);
            session.Screen.Line($"{written.Path}: {written.Bytes} bytes, SHA-256 {written.Sha256}");
            return ExitCode.Ok;
        }));
        return command;
    }
}

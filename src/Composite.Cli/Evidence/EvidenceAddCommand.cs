using System.CommandLine;
using System.Text.Json;
using Composite.Cli.Answers;
using Composite.Cli.Commands;
using Composite.Cli.Connections;
using Composite.Cli.Screens;

namespace Composite.Cli.Evidence;

/// <summary>Builds <c>evidence add</c>.</summary>
internal static class EvidenceAddCommand
{
    public static OperatorCommand Build(CommandContext context)
    {
        OperatorCommand command = new(
            "add", "Add a document as evidence. Prints its SHA-256; adding the same bytes again changes nothing.",
            "evidence add report.pdf --title \"Penetration test 2026\" --type penetrationTest --valid-from 2026-05-01 --subject tap-to-pay",
            "evidence add aoc.pdf --title \"AoC PCI DSS 2026\" --type attestationOfCompliance --valid-from 2026-03-01 --expires-on 2027-03-01 --subject back-end")
        {
            Notes = "Accepted are PDF, PNG, JPEG, text, CSV, JSON, XML, DOCX, XLSX, ZIP, P7S and EML. A document with card numbers in clear is refused.",
        };
        Argument<FileInfo> file = new("FILE") { Description = "The document." };
        Option<string> title = new("--title") { Required = true, HelpName = "TEXT", Description = "What it is, for people." };
        Option<string> type = new("--type") { Required = true, HelpName = "TYPE", Description = $"What kind of document it is: {string.Join(", ", EvidenceCommands.Types)}." };
        type.CompletionSources.Add([.. EvidenceCommands.Types]);
        Option<string> validFrom = new("--valid-from") { Required = true, HelpName = "DAY", Description = "First day that it is evidence for, YYYY-MM-DD." };
        Option<string?> expiresOn = new("--expires-on") { HelpName = "DAY", Description = "First day it no longer counts, YYYY-MM-DD." };
        Option<string[]> subjects = new("--subject") { HelpName = "ID", Description = "What it is about: a component, third party, solution or case; may be repeated." };
        command.Arguments.Add(file);
        foreach (Option option in (Option[])[title, type, validFrom, expiresOn, subjects]) command.Options.Add(option);
        command.SetAction(context.Connected(async (session, parse, cancellationToken) =>
        {
            FileInfo given = parse.GetRequiredValue(file);
            string path = ApiPath.Query(ApiPath.Of("evidence"),
            [
                ("title", parse.GetRequiredValue(title)), ("type", parse.GetRequiredValue(type)), ("validFrom", parse.GetRequiredValue(validFrom)), ("expiresOn", parse.GetValue(expiresOn)),
                ("fileName", given.Name), .. (parse.GetValue(subjects) ?? []).Select(s => ("subject", (string?)s)),
            ]);
            Outcome<JsonElement> outcome = await SendAsync(context.Surroundings, session.Api, path, given, cancellationToken);
            return session.Show(outcome, answer => Tell(session.Screen, given, answer));
        }));
        return command;
    }

    private static async Task<Outcome<JsonElement>> SendAsync(Surroundings surroundings, StaffApi api, string path, FileInfo file, CancellationToken cancellationToken)
    {
        try
        {
            await using FileStream content = file.OpenRead();
            using ProgressBar progress = new(surroundings, "sent", "bytes");
            return await api.UploadAsync(HttpMethod.Post, path, "application/octet-stream", content, sent => progress.Report(sent, content.Length), cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Failure(ExitCode.Usage, "FILE", $"It can't be read: {e.Message}", "Give the path of a file that you may read.");
        }
    }

    private static void Tell(Screen screen, FileInfo file, JsonElement answer)
    {
        screen.Line(answer.Number("position") > 0 ? $"{file.Name}: added; journal position {answer.Text("position")}." : $"{file.Name}: added already; nothing changed.");
        screen.Fact("sha-256", answer.Text("sha256"));
        screen.Fact("kind", $"{answer.Text("mediaType")}, {answer.Text("bytes")} bytes");
    }
}

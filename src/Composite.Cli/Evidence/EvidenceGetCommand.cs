using System.CommandLine;
using System.Security.Cryptography;
using Composite.Cli.Answers;
using Composite.Cli.Commands;
using Composite.Cli.Connections;
using Composite.Cli.Screens;

namespace Composite.Cli.Evidence;

/// <summary>Builds <c>evidence get</c>.</summary>
internal static class EvidenceGetCommand
{
    public static OperatorCommand Build(CommandContext context, string sample)
    {
        OperatorCommand command = new("get", "Save a document, and check that its bytes are those of its SHA-256.", $"evidence get {sample} --output report.pdf");
        Argument<string> id = CommandContext.Id("document");
        Option<FileInfo> output = new("--output") { Required = true, HelpName = "FILE", Description = "Where it goes; a file that exists is not overwritten." };
        command.Arguments.Add(id);
        command.Options.Add(output);
        command.SetAction(context.Connected(async (session, parse, cancellationToken) =>
        {
            string sha256 = parse.GetRequiredValue(id);
            FileInfo file = parse.GetRequiredValue(output);
            Outcome<long> outcome = await SaveAsync(context.Surroundings, session.Api, sha256, file, cancellationToken);
            if (!outcome.TryGet(out long bytes, out Failure? failure)) return session.Screen.Report(failure);
            session.Screen.Line($"{file.Name}: saved, {bytes} bytes; its SHA-256 is right.");
            return ExitCode.Ok;
        }));
        return command;
    }

    private static async Task<Outcome<long>> SaveAsync(Surroundings surroundings, StaffApi api, string sha256, FileInfo file, CancellationToken cancellationToken)
    {
        bool saved = false;
        bool created = false;
        try
        {
            await using FileStream into = new(file.FullName, FileMode.CreateNew, FileAccess.ReadWrite);
            created = true;
            using ProgressBar progress = new(surroundings, "received", "bytes");
            Outcome<long> outcome = await api.DownloadAsync(ApiPath.Of("evidence", sha256, "content"), into, (received, total) => progress.Report(received, total ?? received), cancellationToken);
            if (!outcome.TryGet(out long _, out Failure? _)) return outcome;
            into.Position = 0;
            saved = Convert.ToHexStringLower(await SHA256.HashDataAsync(into, cancellationToken)) == sha256;
            return saved ? outcome : new Failure(ExitCode.Refused, "ID", "What arrived has another SHA-256. It was not saved.", "Try again; if it happens again, the server's vault is damaged.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Failure(ExitCode.Usage, "--output", $"It can't be written: {e.Message}", "Give the path of a file that does not exist, in a folder that you may write.");
        }
        finally
        {
            if (created && !saved) file.Delete();
        }
    }
}

using System.Security.Cryptography;
using Composite.Cli.Answers;
using Composite.Cli.Connections;
using Composite.Cli.Screens;

namespace Composite.Cli.Exchange;

/// <summary>A file that came from the server, whole.</summary>
internal sealed record WrittenFile(string Path, long Bytes, string Sha256)
{
    /// <summary>Downloads beside the file and moves it into place when it is whole: a broken download leaves nothing that looks like one.</summary>
    public static async Task<Outcome<WrittenFile>> WriteAsync(StaffApi api, string apiPath, FileInfo file, bool force, ProgressBar progress, CancellationToken cancellationToken)
    {
        if (file.Exists && !force) return new Failure(ExitCode.Usage, file.Name, "The file exists.", "Choose another name, or overwrite it with --force.");
        string unfinished = file.FullName + ".part";
        try
        {
            await using FileStream stream = new(unfinished, FileMode.Create, FileAccess.ReadWrite);
            Outcome<long> outcome = await api.DownloadAsync(apiPath, stream, (received, about) => Report(progress, received, about), cancellationToken);
            if (!outcome.TryGet(out long bytes, out Failure? failure)) return failure;
            stream.Position = 0;
            WrittenFile written = new(file.FullName, bytes, Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken)));
            stream.Close();
            File.Move(unfinished, file.FullName, overwrite: true);
            return written;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return new Failure(ExitCode.Usage, file.Name, "It can't be written: " + e.Message, "Check the folder and its permissions.");
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    // The server's estimate is rough: the bar never says that it is done before it is.
    private static void Report(ProgressBar progress, long received, long? about)
    {
        if (about is { } expected) progress.Report(received, Math.Max(expected, received + 1));
    }
}

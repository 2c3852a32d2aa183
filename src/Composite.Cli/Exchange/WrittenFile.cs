using System.Security.Cryptography;
using Composite.Cli.Answers;
using Composite.Cli.Connections;

namespace Composite.Cli.Exchange;

/// <summary>A file that came from the server, whole.</summary>
internal sealed record WrittenFile(string Path, long Bytes, string Sha256)
{
    /// <summary>Downloads beside the file and moves it into place when it is whole: a broken download leaves nothing that looks like one.</summary>
    public static async Task<Outcome<WrittenFile>> WriteAsync(StaffApi api, string apiPath, FileInfo file, bool force, DownloadProgress progress, CancellationToken cancellationToken)
    {
        if (file.Exists && !force) return new Failure(ExitCode.Usage, file.Name, "The file exists.", "Choose another name, or overwrite it with --force.");
        string unfinished = file.FullName + ".part";
        try
        {
            Outcome<Download> outcome;
            await using (FileStream stream = new(unfinished, FileMode.Create, FileAccess.ReadWrite))
            {
                outcome = await api.DownloadAsync(apiPath, stream, progress.Report, cancellationToken);
                if (outcome.TryGet(out Download? download, out Failure? failure))
                {
                    stream.Position = 0;
                    WrittenFile written = new(file.FullName, download.Bytes, Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken)));
                    stream.Close();
                    File.Move(unfinished, file.FullName, overwrite: true);
                    return written;
                }

                return failure;
            }
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
}

using System.Text;
using Composite.Cli.Answers;

namespace Composite.Cli.Connections;

/// <summary>Reads a credential or a bootstrap secret that stands alone in a file.</summary>
internal static class SecretFile
{
    public static Outcome<Credential> Read(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            byte[] buffer = new byte[Credential.MaxLength + 2];
            int length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return Credential.Parse(Encoding.UTF8.GetString(buffer, 0, length)) is { } credential
                ? credential
                : new Failure(ExitCode.Usage, path, "It does not hold a credential.", $"Put the credential alone in it, at most {Credential.MaxLength} characters.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Failure(ExitCode.Usage, path, $"It can't be read: {e.Message}", "Check its name and its mode.");
        }
    }
}

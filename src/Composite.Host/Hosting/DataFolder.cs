using Composite.Host.Options;
using Microsoft.Extensions.Options;

namespace Composite.Host.Hosting;

/// <summary>The folder that holds everything that outlives the process, and the names in it.</summary>
internal sealed class DataFolder
{
    public DataFolder(IOptions<InstallationOptions> options)
    {
        Root = Path.GetFullPath(options.Value.Data);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(Root);
        else Directory.CreateDirectory(Root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string Root { get; }

    public string Journal => Path.Combine(Root, "journal.db");

    public string ReadModel => Path.Combine(Root, "read-model.db");

    /// <summary>The evidence vault.</summary>
    public string Evidence => Path.Combine(Root, "evidence");

    /// <summary>The certificate and private key that Composite made for itself, PEM, readable by its owner alone.</summary>
    public string TlsKeyPair => Path.Combine(Root, "tls.pem");

    /// <summary>The certificate alone, PEM: what a client trusts.</summary>
    public string TlsCertificate => Path.Combine(Root, "tls.crt");

    /// <summary>SHA-256 of the bootstrap secret, while it can be used.</summary>
    public string BootstrapDigest => Path.Combine(Root, "bootstrap.sha256");

    /// <summary>The 32 bytes from which the webhooks' signing secrets are derived; readable by its owner alone.</summary>
    public string WebhookKey => Path.Combine(Root, "webhook.key");

    /// <summary>Writes a file that only its owner can read, whole or not at all.</summary>
    public static void WritePrivate(string path, ReadOnlySpan<byte> content)
    {
        string unfinished = path + ".new";
        File.Delete(unfinished);
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (FileStream file = new(unfinished, options))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
    }
}

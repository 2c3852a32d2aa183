using System.Text.Json;
using System.Text.Json.Serialization;
using Composite.Cli.Answers;

namespace Composite.Cli.Connections;

/// <summary>The file that <c>login</c> and <c>bootstrap</c> write: readable by its owner only, replaced as a whole.</summary>
internal sealed class ConnectionFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnersFolder = OwnerOnly | UnixFileMode.UserExecute;
    private const UnixFileMode Others = (UnixFileMode)0b000_111_111;

    /// <param name="environment">Names the folder: XDG_CONFIG_HOME, or .config in the HOME (XDG Base Directory Specification).</param>
    public ConnectionFile(Func<string, string?> environment)
    {
        string? folder = environment("XDG_CONFIG_HOME");
        if (string.IsNullOrEmpty(folder) || !System.IO.Path.IsPathRooted(folder))
        {
            string home = environment("HOME") is { Length: > 0 } set ? set : System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile);
            folder = System.IO.Path.Combine(home, ".config");
        }

        Path = System.IO.Path.Combine(folder, "composite", "connection.json");
    }

    public string Path { get; }

    /// <summary>The stored connection, null when there is none, or why it can't be used.</summary>
    public Outcome<Stored> Read()
    {
        try
        {
            if (!File.Exists(Path)) return Stored.Nothing;
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(Path) & Others) != 0)
                return Unusable("Others may read it, and it holds a credential.", $"Run 'chmod 600 {Path}'; if others could read it, have the credential replaced.");
            StoredConnection? stored = JsonSerializer.Deserialize(File.ReadAllBytes(Path), ConnectionJson.Default.StoredConnection);
            if (stored is null || Credential.Parse(stored.Credential) is not { } credential) return Unusable("It holds no credential.", "Run 'composite login' again.");
            return Server.Parse(stored.Url, stored.Certificate).TryGet(out Server? server, out _)
                ? new Stored(new Connection(server, credential))
                : Unusable("It names no server.", "Run 'composite login' again.");
        }
        catch (JsonException)
        {
            return Unusable("It is damaged.", "Run 'composite login' again.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Unusable(e.Message, "Make it readable for you, or run 'composite login' again.");
        }
    }

    /// <summary>Makes sure that a write will work, before a one-time secret is spent for what is to be written.</summary>
    public Failure? Prepare()
    {
        try
        {
            using (OpenDraft(out string draft)) File.Delete(draft);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return NotWritable(e);
        }
    }

    /// <summary>Replaces the file. It never exists with another mode than 0600, nor in part.</summary>
    public Failure? Write(Connection connection)
    {
        StoredConnection stored = new(connection.Server.Address.AbsoluteUri, connection.Server.Certificate, connection.Credential.Secret);
        try
        {
            string draft;
            using (FileStream stream = OpenDraft(out draft))
            {
                JsonSerializer.Serialize(stream, stored, ConnectionJson.Default.StoredConnection);
                stream.Flush(flushToDisk: true);
            }

            File.Move(draft, Path, overwrite: true);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return NotWritable(e);
        }
    }

    private FileStream OpenDraft(out string draft)
    {
        string folder = System.IO.Path.GetDirectoryName(Path)!;
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnersFolder);
            options.UnixCreateMode = OwnerOnly;
        }

        draft = $"{Path}.{System.Environment.ProcessId}.draft";
        File.Delete(draft);
        return new FileStream(draft, options);
    }

    private Failure Unusable(string reason, string remedy) => new(ExitCode.Unavailable, Path, reason, remedy);

    private Failure NotWritable(Exception e) => new(ExitCode.Unavailable, Path, $"It can't be written: {e.Message}", "Make the folder writable for you, or set XDG_CONFIG_HOME.");
}

/// <summary>What the connection file had.</summary>
internal sealed record Stored(Connection? Connection)
{
    public static readonly Stored Nothing = new((Connection?)null);
}

/// <summary>The form of the file.</summary>
internal sealed record StoredConnection(string Url, string? Certificate, string Credential);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(StoredConnection))]
internal sealed partial class ConnectionJson : JsonSerializerContext;

using System.CommandLine;
using Composite.Cli.Answers;

namespace Composite.Cli.Connections;

/// <summary>The options, variables and file that say which server is meant. An option wins over a variable, a variable over the file.</summary>
internal sealed class ConnectionOptions
{
    private readonly Func<string, string?> _environment;

    public ConnectionOptions(Func<string, string?> environment)
    {
        _environment = environment;
        File = new ConnectionFile(environment);
    }

    public ConnectionFile File { get; }

    public Option<string?> Url { get; } = new("--url") { Recursive = true, HelpName = "https://HOST:PORT", Description = "The server; otherwise COMPOSITE_URL, otherwise as stored by 'composite login'." };

    public Option<string?> Certificate { get; } = new("--certificate")
    {
        Recursive = true,
        HelpName = "SHA256|FILE",
        Description = "Trust exactly the server certificate with this SHA-256 fingerprint, or the one in this file; otherwise COMPOSITE_CERTIFICATE, otherwise as stored for this server.",
    };

    public Option<string?> CredentialFile { get; } = new("--credential-file")
    {
        Recursive = true,
        HelpName = "FILE",
        Description = "Read the credential from this file; otherwise COMPOSITE_CREDENTIAL, otherwise as stored for this server. A credential itself is never an option: other users see those in the process list.",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(Url);
        command.Options.Add(Certificate);
        command.Options.Add(CredentialFile);
    }

    /// <summary>The server that is meant.</summary>
    public Outcome<Server> ResolveServer(ParseResult parse) => File.Read().TryGet(out Stored? stored, out Failure? failure) ? ResolveServer(parse, stored) : failure;

    /// <summary>The server that the command line or the environment names; the stored one is about to be replaced and may be damaged.</summary>
    public Outcome<Server> ResolveNewServer(ParseResult parse) => ResolveServer(parse, File.Read().TryGet(out Stored? stored, out _) ? stored : Stored.Nothing);

    /// <summary>The server with the credential for it.</summary>
    public Outcome<Connection> Resolve(ParseResult parse)
    {
        if (!File.Read().TryGet(out Stored? stored, out Failure? failure) || !ResolveServer(parse, stored).TryGet(out Server? server, out failure)) return failure;
        if (!GivenCredential(parse).TryGet(out GivenCredential? given, out failure)) return failure;
        if (given.Credential is { } credential) return new Connection(server, credential);
        if (stored.Connection is { } connection && connection.Server.IsSame(server)) return new Connection(server, connection.Credential);
        return new Failure(ExitCode.Unavailable, "credential", $"There is none for {server.Address}.", "Run 'composite login', or give --credential-file or COMPOSITE_CREDENTIAL.");
    }

    /// <summary>The credential of <c>--credential-file</c> or COMPOSITE_CREDENTIAL, if one is given.</summary>
    public Outcome<GivenCredential> GivenCredential(ParseResult parse)
    {
        if (parse.GetValue(CredentialFile) is { } path) return SecretFile.Read(path).TryGet(out Credential? read, out Failure? failure) ? new GivenCredential(read) : failure;
        if (_environment("COMPOSITE_CREDENTIAL") is not { Length: > 0 } variable) return new GivenCredential(null);
        return Credential.Parse(variable) is { } credential
            ? new GivenCredential(credential)
            : new Failure(ExitCode.Usage, "COMPOSITE_CREDENTIAL", "It does not have the form of a credential.", "Set it to the credential alone, without quotes or spaces.");
    }

    private Outcome<Server> ResolveServer(ParseResult parse, Stored stored)
    {
        Server? known = stored.Connection?.Server;
        string? url = parse.GetValue(Url) ?? NotEmpty("COMPOSITE_URL") ?? known?.Address.AbsoluteUri;
        if (url is null) return new Failure(ExitCode.Usage, "url", "No server is named.", "Run 'composite login --url https://HOST:PORT', or give --url or COMPOSITE_URL.");
        string? certificate = parse.GetValue(Certificate) ?? NotEmpty("COMPOSITE_CERTIFICATE");
        if (!Server.Parse(url, certificate).TryGet(out Server? server, out Failure? failure)) return failure;
        return certificate is null && known is not null && known.IsSame(server) ? server with { Certificate = known.Certificate } : server;
    }

    private string? NotEmpty(string variable) => _environment(variable) is { Length: > 0 } value ? value : null;
}

/// <summary>A credential that the command line or the environment gives, or none.</summary>
internal sealed record GivenCredential(Credential? Credential);

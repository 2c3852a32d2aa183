using Composite.Cli.Answers;

namespace Composite.Cli.Connections;

/// <summary>Where the server is, and the certificate that it must have.</summary>
/// <param name="Address">An https address that ends with a slash.</param>
/// <param name="Certificate">The pinned fingerprint, or null to trust what the system trusts.</param>
internal sealed record Server(Uri Address, string? Certificate)
{
    /// <summary>Reads an address and a fingerprint, or the file of a certificate, as the operator gave them.</summary>
    public static Outcome<Server> Parse(string url, string? certificate)
    {
        if (!Uri.TryCreate(url.TrimEnd('/') + "/", UriKind.Absolute, out Uri? address) || address.Scheme != Uri.UriSchemeHttps
            || address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            return new Failure(ExitCode.Usage, "url", "It is not the address of a server.", "Give it as https://HOST:PORT, without a name, password or query in it.");
        }

        if (certificate is null) return new Server(address, null);
        if ((Fingerprint.Parse(certificate) ?? Fingerprint.OfFile(certificate)) is { } fingerprint) return new Server(address, fingerprint);
        return new Failure(ExitCode.Usage, "certificate", "It is neither a SHA-256 fingerprint nor the file of a certificate.", $"Give {Fingerprint.HexLength} hexadecimal digits, with or without colons, or a file such as the server's tls.crt.");
    }

    /// <summary>True when both are one server: a credential is given only to the server that it was stored for.</summary>
    public bool IsSame(Server other) => Uri.Compare(Address, other.Address, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;
}

/// <summary>All that a call needs.</summary>
internal sealed record Connection(Server Server, Credential Credential);

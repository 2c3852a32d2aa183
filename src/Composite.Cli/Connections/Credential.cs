using System.Text.RegularExpressions;

namespace Composite.Cli.Connections;

/// <summary>What a member of staff proves itself with. Its text form never shows it.</summary>
internal sealed partial class Credential
{
    /// <summary>Longest credential or bootstrap secret, characters.</summary>
    public const int MaxLength = 4096;

    private Credential(string secret) => Secret = secret;

    /// <summary>For the <c>Authorization</c> header and the connection file only.</summary>
    public string Secret { get; }

    /// <summary>Null when the text, without white space around it, is no bearer token (RFC 6750, 2.1) within <see cref="MaxLength"/>.</summary>
    public static Credential? Parse(string? text) =>
        text?.Trim() is { Length: > 0 and <= MaxLength } secret && BearerToken().IsMatch(secret) ? new Credential(secret) : null;

    public override string ToString() => "(credential)";

    [GeneratedRegex("^[A-Za-z0-9._~+/-]+=*$", RegexOptions.CultureInvariant)]
    private static partial Regex BearerToken();
}

namespace Composite.Host.Signatures;

/// <summary>The parts of a request that its signature covers. Client and server fill it from what is on the wire.</summary>
/// <remarks>
/// The server takes the path and query from the raw request target and the authority from the Host field, before any
/// decoding or routing: what was signed is what was sent. A proxy in front must pass both on unchanged.
/// </remarks>
public readonly ref struct SignedMessage
{
    /// <summary>Gathers the parts; nothing is checked until the signature base is built.</summary>
    /// <param name="method">The method, such as POST.</param>
    /// <param name="authority">The value of Host (or :authority).</param>
    /// <param name="pathAndQuery">The request target in origin form, such as <c>/v1/payments?x=1</c>.</param>
    /// <param name="contentDigest">The value of Content-Digest.</param>
    /// <param name="body">The whole body; empty when there is none.</param>
    public SignedMessage(
        ReadOnlySpan<char> method,
        ReadOnlySpan<char> authority,
        ReadOnlySpan<char> pathAndQuery,
        ReadOnlySpan<char> contentDigest,
        ReadOnlySpan<byte> body)
    {
        Method = method;
        Authority = WithoutDefaultPort(authority);
        int query = pathAndQuery.IndexOf('?');
        Path = query < 0 ? pathAndQuery : pathAndQuery[..query];
        Query = query < 0 ? "?" : pathAndQuery[query..];
        ContentDigest = contentDigest;
        Body = body;
    }

    public ReadOnlySpan<char> Method { get; }

    public ReadOnlySpan<char> Authority { get; }

    public ReadOnlySpan<char> Path { get; }

    public ReadOnlySpan<char> Query { get; }

    public ReadOnlySpan<char> ContentDigest { get; }

    public ReadOnlySpan<byte> Body { get; }

    // RFC 9421, 2.2.3 drops the scheme's default port. The API is https everywhere but on a loopback, where no port is a default.
    private static ReadOnlySpan<char> WithoutDefaultPort(ReadOnlySpan<char> authority) =>
        authority.EndsWith(":443", StringComparison.Ordinal) ? authority[..^4] : authority;
}

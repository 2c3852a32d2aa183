using System.Net;
using System.Net.Sockets;

namespace Composite.Host.Webhooks;

/// <summary>
/// Connects to receivers. The receiver may stand in the provider's own network, so private addresses are allowed; an address that only a machine
/// itself or its cloud answers on (unspecified, link-local, multicast) is not. It is the connected address that counts: what a name resolves to
/// at one moment says nothing of the next.
/// </summary>
internal static class WebhookConnections
{
    private const int MaxResponseHeadersKb = 16;
    private const int MaxDrainBytes = 4 * 1024;
    private const int MaxConnectionsPerReceiver = 4;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    /// <summary>A handler without redirects, cookies or proxy; the body of an answer is not read beyond a bound.</summary>
    public static SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        MaxResponseHeadersLength = MaxResponseHeadersKb,
        MaxResponseDrainSize = MaxDrainBytes,
        MaxConnectionsPerServer = MaxConnectionsPerReceiver,
        PooledConnectionLifetime = Lifetime,
        ConnectCallback = ConnectAsync,
    };

    /// <summary>True when a message may be sent to the address.</summary>
    /// <param name="address">As it will be connected to.</param>
    /// <param name="isPlain">True for http, which is for this machine only.</param>
    public static bool IsAllowed(IPAddress address, bool isPlain)
    {
        IPAddress meant = Embedded(address);
        if (isPlain) return IPAddress.IsLoopback(meant);
        byte[] bytes = meant.GetAddressBytes();
        return meant.AddressFamily switch
        {
            AddressFamily.InterNetwork => bytes[0] != 0 && bytes[0] < 224 && !(bytes[0] == 169 && bytes[1] == 254),
            AddressFamily.InterNetworkV6 => !meant.Equals(IPAddress.IPv6Any) && !meant.IsIPv6LinkLocal && !meant.IsIPv6Multicast,
            _ => false,
        };
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        string host = context.DnsEndPoint.Host;
        bool isPlain = context.InitialRequestMessage.RequestUri?.Scheme == Uri.UriSchemeHttp;
        IPAddress[] found = IPAddress.TryParse(host, out IPAddress? literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellationToken);
        IPAddress[] allowed = [.. found.Where(a => IsAllowed(a, isPlain))];
        if (allowed.Length == 0) throw new RefusedAddressException();
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // An IPv4 address may come inside of an IPv6 one: mapped (RFC 4291), or behind a translator (64:ff9b::/96, RFC 6052).
    private static IPAddress Embedded(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        byte[] bytes = address.GetAddressBytes();
        return bytes is [0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0, ..] ? new IPAddress(bytes.AsSpan(12)) : address;
    }
}

/// <summary>The receiver's name leads to no address that messages are sent to.</summary>
internal sealed class RefusedAddressException() : IOException("its address is link-local, multicast or unspecified, or not this machine's for http");

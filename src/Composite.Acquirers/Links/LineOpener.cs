using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;

namespace Composite.Acquirers.Links;

/// <summary>Opens the line to a host: TCP, then TLS when the profile pins a certificate.</summary>
internal static class LineOpener
{
    /// <summary>The open stream, or why there is none. Cancelling throws.</summary>
    public static async Task<(Stream? Line, string? Problem)> OpenAsync(LinkTarget target, CancellationToken cancellationToken)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Stream? line = null;
        try
        {
            await socket.ConnectAsync(target.Host, target.Port, cancellationToken);
            line = new NetworkStream(socket, ownsSocket: true);
            (Stream? Line, string? Problem) opened = target.TlsCertificateSha256 is { } pin ? await SecureAsync(line, target.Host, pin, cancellationToken) : (line, null);
            line = opened.Line is null ? line : null;
            return opened;
        }
        catch (SocketException refused)
        {
            return (null, $"could not connect: {refused.SocketErrorCode}");
        }
        finally
        {
            // Whoever got the line owns it, and the line owns the socket; on every other way out both end here.
            if (line is not null)
                await line.DisposeAsync();
            else if (!socket.Connected)
                socket.Dispose();
        }
    }

    // The pin alone decides: it names one certificate, whose chain and dates the acquirer's letter vouches for.
    private static async Task<(Stream? Line, string? Problem)> SecureAsync(Stream line, string host, string pin, CancellationToken cancellationToken)
    {
        string presented = "none";
        SslStream secure = new(line, leaveInnerStreamOpen: false);
        try
        {
            await secure.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = host,
                    RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                    {
                        presented = certificate is null ? presented : Convert.ToHexStringLower(SHA256.HashData(certificate.GetRawCertData()));
                        return string.Equals(presented, pin, StringComparison.Ordinal);
                    },
                },
                cancellationToken);
            return (secure, null);
        }
        catch (Exception failure) when (failure is AuthenticationException or IOException)
        {
            return (null, presented != "none" && presented != pin
                ? $"the host's TLS certificate has the SHA-256 {presented}, and the profile pins {pin}"
                : $"TLS failed: {failure.Message}");
        }
    }
}

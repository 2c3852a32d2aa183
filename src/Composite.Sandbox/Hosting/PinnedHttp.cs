using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Composite.Sandbox.Hosting;

/// <summary>HTTP clients that trust exactly the Host's certificate, and keep a copy of every answer for the sweep.</summary>
internal static class PinnedHttp
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    /// <summary>SHA-256 of the certificate in a PEM file, hexadecimal in lower case.</summary>
    public static string Fingerprint(string certificatePath)
    {
        using X509Certificate2 certificate = X509CertificateLoader.LoadCertificateFromFile(certificatePath);
        return Fingerprint(certificate);
    }

    public static HttpClient Create(Uri address, string fingerprint, ResponseArchive archive)
    {
        SocketsHttpHandler sockets = new();
        sockets.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) =>
            certificate is X509Certificate2 presented && Fingerprint(presented) == fingerprint;
        return new HttpClient(new ArchivingHandler(archive) { InnerHandler = sockets }) { BaseAddress = address, Timeout = Timeout };
    }

    private static string Fingerprint(X509Certificate2 certificate) => Convert.ToHexStringLower(SHA256.HashData(certificate.RawData));

    private sealed class ArchivingHandler(ResponseArchive archive) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            archive.Take($"{response.Headers}{response.Content.Headers}", await response.Content.ReadAsByteArrayAsync(cancellationToken));
            return response;
        }
    }
}

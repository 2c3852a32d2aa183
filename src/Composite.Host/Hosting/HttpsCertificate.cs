using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Composite.Host.Options;
using Microsoft.Extensions.Options;

namespace Composite.Host.Hosting;

/// <summary>The certificate with which the API proves itself: the configured one, or one that Composite made and signed itself.</summary>
internal sealed class HttpsCertificate(DataFolder folder, IOptions<HttpsOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Term = TimeSpan.FromDays(825);
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(30);

    /// <summary>The file that a client can take the certificate from to trust it.</summary>
    public string TrustFile => options.Value.CertificatePath ?? folder.TlsCertificate;

    /// <summary>The certificate's SHA-256, 64 hexadecimal digits in upper case: what a person compares and a client pins. Null until it was loaded.</summary>
    public string? Sha256 { get; private set; }

    /// <exception cref="CryptographicException">The file does not hold a certificate with its key.</exception>
    /// <exception cref="IOException">The file can't be read or written.</exception>
    public X509Certificate2 Load()
    {
        X509Certificate2 loaded = LoadOrMake();
        Sha256 = loaded.GetCertHashString(HashAlgorithmName.SHA256);
        return loaded;
    }

    private X509Certificate2 LoadOrMake()
    {
        HttpsOptions https = options.Value;
        if (https.CertificatePath is { } path)
        {
            return Path.GetExtension(path).ToUpperInvariant() is ".PFX" or ".P12"
                ? X509CertificateLoader.LoadPkcs12FromFile(path, https.CertificatePassword)
                : Usable(X509Certificate2.CreateFromPemFile(path, https.CertificateKeyPath));
        }

        DateTimeOffset now = time.GetUtcNow();
        if (File.Exists(folder.TlsKeyPair))
        {
            X509Certificate2 kept = Usable(X509Certificate2.CreateFromPemFile(folder.TlsKeyPair));
            if (kept.NotAfter.ToUniversalTime() - now.UtcDateTime > RenewBefore) return kept;
            kept.Dispose();
        }

        return Make(now, https.Address);
    }

    private X509Certificate2 Make(DateTimeOffset now, string address)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Composite", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        if (Environment.MachineName is { Length: > 0 } machine) names.AddDnsName(machine);
        foreach (IPAddress ip in new HashSet<IPAddress> { IPAddress.Loopback, IPAddress.IPv6Loopback, IPAddress.Parse(address) }) names.AddIpAddress(ip);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1", "Server Authentication")], critical: false));
        using X509Certificate2 made = request.CreateSelfSigned(now.AddHours(-1), now + Term);
        string certificate = made.ExportCertificatePem();
        DataFolder.WritePrivate(folder.TlsKeyPair, Encoding.ASCII.GetBytes($"{certificate}\n{key.ExportPkcs8PrivateKeyPem()}\n"));
        File.WriteAllText(folder.TlsCertificate, certificate + "\n");
        return Usable(X509Certificate2.CreateFromPemFile(folder.TlsKeyPair));
    }

    // Schannel can't use a key that exists in memory only; a round trip through PKCS #12 makes it usable everywhere.
    private static X509Certificate2 Usable(X509Certificate2 fromPem)
    {
        using (fromPem) return X509CertificateLoader.LoadPkcs12(fromPem.Export(X509ContentType.Pkcs12), null);
    }
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Composite.Host.Hosting;
using Composite.Host.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Composite.Host.Tests.Hosting;

public sealed class HttpsCertificateTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("composite-tls-");
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Load_FirstStart_MakesAKeyOnlyItsOwnerCanReadAndKeepsIt()
    {
        using X509Certificate2 made = Certificate().Load();
        using X509Certificate2 kept = Certificate().Load();
        Assert.Equal(made.Thumbprint, kept.Thumbprint);
        Assert.True(made.HasPrivateKey);
        Assert.True(made.MatchesHostname("localhost"));
        string keyPair = Path.Combine(_data.FullName, "tls.pem");
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(keyPair));
        Assert.DoesNotContain("PRIVATE", File.ReadAllText(Path.Combine(_data.FullName, "tls.crt")), StringComparison.Ordinal);
    }

    [Fact]
    public void Sha256_AfterLoading_IsWhatAClientPins()
    {
        HttpsCertificate certificate = Certificate();
        Assert.Null(certificate.Sha256);
        using X509Certificate2 made = certificate.Load();
        Assert.Equal(Convert.ToHexString(SHA256.HashData(made.RawData)), certificate.Sha256);
    }

    [Fact]
    public void Load_CloseToExpiry_MakesAnother()
    {
        using X509Certificate2 made = Certificate().Load();
        _time.Advance(TimeSpan.FromDays(825 - 31));
        using X509Certificate2 kept = Certificate().Load();
        _time.Advance(TimeSpan.FromDays(2));
        using X509Certificate2 renewed = Certificate().Load();
        Assert.Equal(made.Thumbprint, kept.Thumbprint);
        Assert.NotEqual(made.Thumbprint, renewed.Thumbprint);
    }

    [Fact]
    public void Load_ConfiguredFiles_AreUsed()
    {
        using X509Certificate2 made = Certificate().Load();
        string pfx = Path.Combine(_data.FullName, "own.pfx");
        File.WriteAllBytes(pfx, made.Export(X509ContentType.Pkcs12, "word"));
        using X509Certificate2 fromPfx = Certificate(new HttpsOptions { CertificatePath = pfx, CertificatePassword = "word" }).Load();
        using X509Certificate2 fromPem = Certificate(new HttpsOptions { CertificatePath = Path.Combine(_data.FullName, "tls.pem") }).Load();
        Assert.Equal((made.Thumbprint, made.Thumbprint), (fromPfx.Thumbprint, fromPem.Thumbprint));
    }

    public void Dispose() => _data.Delete(recursive: true);

    private HttpsCertificate Certificate(HttpsOptions? https = null) => new(
        new DataFolder(Microsoft.Extensions.Options.Options.Create(new InstallationOptions { Data = _data.FullName })),
        Microsoft.Extensions.Options.Options.Create(https ?? new HttpsOptions()), _time);
}

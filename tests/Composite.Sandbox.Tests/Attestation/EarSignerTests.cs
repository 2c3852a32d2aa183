using Composite.Attestation.Verifiers.Ear;
using Composite.Domain.Devices;
using Composite.Domain.Ports;
using Composite.Sandbox.Attestation;

namespace Composite.Sandbox.Tests.Attestation;

public sealed class EarSignerTests : IDisposable
{
    private static readonly AttestationResult Result = new()
    {
        VerifierId = "https://am.sandbox.example",
        VerifierBuild = "simulator + 1.0 \"caf\u00e9\"",
        KeyId = "sandbox-1",
        IssuedAt = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
        ExpiresAt = new DateTimeOffset(2026, 3, 1, 12, 5, 0, TimeSpan.Zero),
        Status = AttestationStatus.Affirming,
        Nonce = AttestationNonce.Pin("0199a0b2-7c00-7000-8000-0123456789ab"),
        PolicyId = "sandbox-policy-1",
        DeviceId = "0199a0b2-7c00-7000-8000-00000000d001",
        Platform = new DevicePlatform("android", "15", new DateOnly(2026, 2, 5), "Pixel 9"),
        SdkVersion = "3.4.1",
        Application = new ApplicationIdentity("com.example.pos", new string('a', 64), "8.0.2"),
    };

    private readonly EarSigner _signer = new("sandbox-1");

    public void Dispose() => _signer.Dispose();

    [Theory]
    [InlineData(AttestationStatus.Affirming)]
    [InlineData(AttestationStatus.Warning)]
    [InlineData(AttestationStatus.Contraindicated)]
    [InlineData(AttestationStatus.None)]
    public void Sign_Result_IsWhatTheVerifierReads(AttestationStatus status)
    {
        AttestationResult result = Result with { Status = status };

        AttestationVerdict verdict = new EarVerifier().Verify(_signer.Sign(result), AttestationKeys.Of(_signer.PublicKey));

        Assert.Equal(new AttestationVerdict.Appraised(result), verdict);
    }

    [Fact]
    public void Sign_WithoutExpiry_IsWhatTheVerifierReads()
    {
        AttestationResult result = Result with { ExpiresAt = null };

        AttestationVerdict verdict = new EarVerifier().Verify(_signer.Sign(result), AttestationKeys.Of(_signer.PublicKey));

        Assert.Equal(new AttestationVerdict.Appraised(result), verdict);
    }

    [Fact]
    public void Sign_ForAnotherKey_IsRefused() => Assert.Throws<ArgumentException>(() => _signer.Sign(Result with { KeyId = "sandbox-2" }));

    [Fact]
    public void Verify_SignedByAnotherServiceOfTheSameKeyId_IsRefused()
    {
        using var other = new EarSigner("sandbox-1");

        var verdict = new EarVerifier().Verify(other.Sign(Result), AttestationKeys.Of(_signer.PublicKey));

        Assert.Equal(AttestationDefect.BadSignature, Assert.IsType<AttestationVerdict.NotAppraised>(verdict).Defect);
    }
}

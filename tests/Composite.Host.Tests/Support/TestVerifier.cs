using System.Text;
using Composite.Domain.Ports;

namespace Composite.Host.Tests.Support;

/// <summary>A verifier that a test tells what to say.</summary>
internal sealed class TestVerifier : IAttestationVerifier
{
    /// <summary>What every token comes to; a defect while null.</summary>
    public AttestationVerdict? Verdict { get; set; }

    public string? LastToken { get; private set; }

    public AttestationKeys? LastKeys { get; private set; }

    public AttestationVerdict Verify(ReadOnlySpan<byte> utf8Token, AttestationKeys keys)
    {
        (LastToken, LastKeys) = (Encoding.UTF8.GetString(utf8Token), keys);
        return Verdict ?? new AttestationVerdict.NotAppraised(AttestationDefect.BadSignature, "signature", "It does not fit.", "Ask the service.");
    }

    public string? Inspect(AttestationKey key) => null;
}

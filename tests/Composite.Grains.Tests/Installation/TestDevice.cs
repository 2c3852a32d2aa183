using System.Globalization;
using Composite.Contracts.Components;
using Composite.Contracts.Devices;
using Composite.Contracts.Payments;
using Composite.Domain.Devices;
using Composite.Domain.Payments;

namespace Composite.Grains.Tests.Installation;

/// <summary>A device as its SDK sees it: it makes ids, nonces, key serial numbers and requests.</summary>
public sealed class TestDevice(int number, ManualClock clock)
{
    private int _counter;
    private int _ids;

    public string Id { get; } = IdAt(clock.Now.AddMilliseconds(number), number);

    public string MerchantId { get; } = $"merchant-{number}";

    public string Tid { get; } = "T" + number.ToString("0000000", CultureInfo.InvariantCulture);

    public string InitialKeyId { get; } = (0x1234_5678_0000_0000L + number).ToString("X16", CultureInfo.InvariantCulture);

    /// <summary>A payment that passes every rule, with the next key serial number and an id behind all earlier ones.</summary>
    public SubmitPayment Purchase()
    {
        string paymentId = IdAt(clock.Now, Interlocked.Increment(ref _ids));
        return new SubmitPayment
        {
            PaymentId = paymentId,
            BodySha256 = SolutionEvents.Digest,
            AmountMinor = 1234,
            Currency = "EUR",
            EntryMode = EntryMode.Contactless,
            Cvm = Cvm.None,
            Scheme = "visa",
            MaskedPan = "476173******0119",
            Ksn = Ksn((uint)Interlocked.Increment(ref _counter)),
            AccountData = new byte[64],
            Emv = new byte[120],
            CardEvidence = new EvidenceInfo(Attestation(AttestationNonce.Card(paymentId), clock.Now), Unavailable: false, Defect: null),
        };
    }

    public string Ksn(uint counter) => InitialKeyId + counter.ToString("X8", CultureInfo.InvariantCulture);

    /// <summary>The proof of a newly signed request.</summary>
    public RequestProof Proof() => new($"nonce-{Interlocked.Increment(ref _ids)}", clock.Now);

    public AttestationInfo Attestation(string nonce, DateTimeOffset at) => new()
    {
        VerifierId = "https://attest.example",
        VerifierBuild = "am-7.1",
        KeyId = "am-key-1",
        IssuedAt = at,
        Status = (int)AttestationStatus.Affirming,
        Nonce = nonce,
        PolicyId = "policy",
        DeviceId = Id,
        Os = "android",
        OsVersion = "15",
        PatchLevel = DateOnly.FromDateTime(at.UtcDateTime),
        Model = "Pixel 9",
        SdkVersion = SolutionEvents.SdkVersion,
        PackageName = SolutionEvents.PackageName,
        CertificateSha256 = SolutionEvents.Digest,
        ApplicationVersion = SolutionEvents.ApplicationVersion,
    };

    public static LateAnswerInfo LateApproval(string paymentId) => new(SolutionEvents.AcquirerId, paymentId, Approved: true, "00", "LATE01", ["0200"], ["0210"]);

    public PaymentRoute Route => new(SolutionEvents.AcquirerId, "MID000000000001", Tid, MerchantId);

    // UUIDv7 in its text form: 48 bits of milliseconds, then a number, so that later ones are greater.
    private static string IdAt(DateTimeOffset at, int number)
    {
        string ms = at.ToUnixTimeMilliseconds().ToString("x12", CultureInfo.InvariantCulture);
        return $"{ms[..8]}-{ms[8..]}-7{number / 0x1000 % 0x1000:x3}-8{number % 0x1000:x3}-000000000000";
    }
}

using Composite.Domain.Acquirers;
using Composite.Domain.Components;
using Composite.Domain.Payments;
using Composite.Domain.Ports;

namespace Composite.Acquirers.Tests;

/// <summary>Messages as the domain hands them over, with fixed facts.</summary>
internal static class Samples
{
    public const string Tid = "TERM0001";
    public const string Mid = "MERCHANT0000001";

    public static readonly DateTimeOffset Now = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);

    /// <summary>What the simulator of these tests takes for encrypted account data; anything else cannot be decrypted.</summary>
    public static readonly byte[] AccountData = Convert.FromHexString("A1A2A3A4A5A6A7A8B1B2B3B4B5B6B7B8");

    public static readonly byte[] PinBlock = Convert.FromHexString("C1C2C3C4C5C6C7C8D1D2D3D4D5D6D7D8");

    public static AcquirerProfile Profile(int port, string dialect = "iso87-ascii", string? pin = null, int window = 2_000) => new()
    {
        AcquirerId = "acq-1",
        Name = "First Acquirer",
        Dialect = dialect,
        Host = "127.0.0.1",
        Port = port,
        TlsCertificateSha256 = pin,
        InstitutionId = "123456",
        ResponseTimeout = TimeSpan.FromSeconds(10),
        MaxInFlight = window,
    };

    public static PurchaseMessage Purchase(AcquirerProfile acquirer, int stan = 1, long amountMinor = 12_34, string tid = Tid, bool withPin = false, DateTimeOffset? deadline = null) => new()
    {
        Acquirer = acquirer,
        DeviceId = "dev-1",
        Request = new PaymentRequest
        {
            PaymentId = $"pay-{tid}-{stan}",
            BodySha256 = new string('a', 64),
            SignedAt = Now,
            AmountMinor = amountMinor,
            Currency = "EUR",
            EntryMode = EntryMode.Contactless,
            Cvm = withPin ? Cvm.OnlinePin : Cvm.None,
            Scheme = "visa",
            MaskedPan = "411111******1111",
            Ksn = "0123456789ABCDEF00000001",
            AccountData = AccountData,
            PinBlock = withPin ? new ReadOnlyMemory<byte>(PinBlock) : null,
            Emv = Convert.FromHexString("9F02060000000012345F3401019F360200015F2A020978"),
        },
        Route = new PaymentRoute("acq-1", Mid, tid, "mer-1"),
        Acceptor = new CardAcceptor("Café Zürich", "Köln", "DE", "5812"),
        Stan = stan,
        Rrn = PaymentDecider.Rrn(Now, stan),
        TransmittedAt = Now,
        Deadline = deadline ?? Now + TimeSpan.FromSeconds(10),
    };

    public static ReversalMessage Reversal(PurchaseMessage purchase, int stan, int attempt = 0, ReversalReason reason = ReversalReason.Timeout, DateTimeOffset? transmittedAt = null) => new()
    {
        Acquirer = purchase.Acquirer,
        DeviceId = purchase.DeviceId,
        PaymentId = purchase.Request.PaymentId,
        Original = new PaymentSubmission(purchase.Route, purchase.Stan, purchase.Rrn, purchase.TransmittedAt, purchase.Deadline),
        Summary = PaymentSummary.Of(purchase.Request),
        Reason = reason,
        Stan = stan,
        Attempt = attempt,
        TransmittedAt = transmittedAt ?? Now + TimeSpan.FromSeconds(11),
        Deadline = Now + TimeSpan.FromSeconds(60),
    };
}

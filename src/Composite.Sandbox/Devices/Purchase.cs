using Composite.Domain.Components;

namespace Composite.Sandbox.Devices;

/// <summary>A purchase that a simulated device is to make, and how it misbehaves on the way.</summary>
public sealed record Purchase(long AmountMinor)
{
    public string Currency { get; init; } = "EUR";

    public TestCard Card { get; init; } = TestCard.Visa;

    public EntryMode EntryMode { get; init; } = EntryMode.Contactless;

    /// <summary>Left out: no PIN.</summary>
    public string? Pin { get; init; }

    /// <summary>Takes the attestation for this payment instead of its own.</summary>
    public string? AttestedPaymentId { get; init; }

    /// <summary>The SDK version that runs; the installed one when left out.</summary>
    public string? SdkVersion { get; init; }

    /// <summary>Sends account data, PIN block and key serial number of the payment before once more.</summary>
    public bool ReplaysKey { get; init; }

    /// <summary>How long the device waits for its A&amp;M service.</summary>
    public TimeSpan AttestationTimeout { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>A purchase ready to be sent: an id and a body that stay the same however often it is sent.</summary>
/// <param name="PaymentId">UUIDv7.</param>
/// <param name="Body">JSON.</param>
public sealed record PreparedPayment(string PaymentId, ReadOnlyMemory<byte> Body);

using Composite.Domain.Components;
using Composite.Domain.Payments;
using Composite.Domain.Ports;
using Composite.Grains.Devices;
using Xunit;

namespace Composite.Grains.Tests.Devices;

/// <summary>A snapshot is a cache: what can't be kept or read is left out, and nothing breaks.</summary>
public sealed class LedgerSnapshotTests
{
    private const string Stream = "payments/d";

    [Fact]
    public void Read_OwnSnapshot_GivesTheLedgerBack()
    {
        PaymentLedger ledger = Ledger(3, 10);
        PaymentLedger read = LedgerSnapshot.Read(LedgerSnapshot.Of(Stream, ledger))!;
        Assert.Equivalent(ledger.Payments.Values, read.Payments.Values, strict: true);
        Assert.Equal((ledger.Version, ledger.LastStan, ledger.DroppedThrough), (read.Version, read.LastStan, read.DroppedThrough));
    }

    [Fact]
    public void Of_LedgerTooLargeForTheJournal_IsNull()
    {
        Assert.NotNull(LedgerSnapshot.Of(Stream, Ledger(100, 1000)));
        Assert.Null(LedgerSnapshot.Of(Stream, Ledger(100, JournalLimits.MaxPayloadBytes / 50)));
    }

    [Fact]
    public void Read_AnythingElse_IsNull()
    {
        StreamSnapshot good = LedgerSnapshot.Of(Stream, Ledger(3, 10))!;
        Assert.Null(LedgerSnapshot.Read(null));
        Assert.Null(LedgerSnapshot.Read(good with { Type = "payment-ledger.v0" }));
        Assert.Null(LedgerSnapshot.Read(good with { Version = good.Version + 1 }));
        Assert.Null(LedgerSnapshot.Read(good with { Payload = ReadOnlyMemory<byte>.Empty }));
        Assert.Null(LedgerSnapshot.Read(good with { Payload = "{\"version\":7}"u8.ToArray() }));
    }

    [Fact]
    public void Read_EveryDamagedByte_IsNullOrTheLedger()
    {
        StreamSnapshot good = LedgerSnapshot.Of(Stream, Ledger(3, 10))!;
        for (int i = 0; i < good.Payload.Length; i++)
        {
            byte[] damaged = good.Payload.ToArray();
            damaged[i] ^= 0x55;
            if (LedgerSnapshot.Read(good with { Payload = damaged }) is { } read) Assert.Equal(3, read.Payments.Count);
        }
    }

    // Text that does not compress.
    private static PaymentLedger Ledger(int payments, int textLength)
    {
        Random random = new(20260615);
        PaymentLedger ledger = PaymentLedger.Empty with { Version = 7, LastStan = 5, DroppedThrough = "a" };
        for (int i = 0; i < payments; i++)
        {
            string id = $"p{i:000}";
            string text = Convert.ToHexString(Enumerable.Range(0, textLength / 2).Select(_ => (byte)random.Next(256)).ToArray());
            ledger = ledger with
            {
                Payments = ledger.Payments.Add(id, new PaymentState
                {
                    PaymentId = id,
                    BodySha256 = text,
                    Status = PaymentStatus.Approved,
                    Summary = new PaymentSummary(1, "EUR", EntryMode.Contactless, Cvm.None, "visa", "476173******0119"),
                }),
            };
        }

        return ledger;
    }
}

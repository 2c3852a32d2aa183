using System.Buffers;
using System.IO.Compression;
using Composite.Domain.Events;
using Composite.Domain.Payments;
using Composite.Domain.Ports;

namespace Composite.Grains.Devices;

/// <summary>A ledger as the journal keeps it: JSON, compressed (RFC 1950), since a device whose payments are refused keeps every failed rule of each.</summary>
internal static class LedgerSnapshot
{
    private const string SnapshotType = "payment-ledger.zlib.v1";

    // Compressed JSON can be far larger than what the journal takes; a damaged one must not fill the memory.
    private const int MaxJsonBytes = 64 * 1024 * 1024;

    /// <summary>The snapshot, or null when it is too large for the journal.</summary>
    public static StreamSnapshot? Of(string stream, PaymentLedger ledger)
    {
        using MemoryStream compressed = new();
        using (ZLibStream zlib = new(compressed, CompressionLevel.Fastest)) zlib.Write(EventCodec.EncodeLedger(ledger).Span);
        byte[] payload = compressed.ToArray();
        return payload.Length <= JournalLimits.MaxPayloadBytes ? new StreamSnapshot(stream, ledger.Version, SnapshotType, payload) : null;
    }

    /// <summary>The ledger, or null when the snapshot is of another kind or damaged: it is a cache and may be dropped.</summary>
    public static PaymentLedger? Read(StreamSnapshot? snapshot) =>
        snapshot is { Type: SnapshotType } && Inflate(snapshot.Payload) is { } json && EventCodec.DecodeLedger(json.WrittenSpan) is { } ledger && ledger.Version == snapshot.Version
            ? ledger
            : null;

    private static ArrayBufferWriter<byte>? Inflate(ReadOnlyMemory<byte> payload)
    {
        ArrayBufferWriter<byte> json = new(4 * payload.Length + 1);
        try
        {
            using ZLibStream zlib = new(new MemoryStream(payload.ToArray(), writable: false), CompressionMode.Decompress);
            while (zlib.Read(json.GetSpan()) is > 0 and int read)
            {
                json.Advance(read);
                if (json.WrittenCount > MaxJsonBytes) return null;
            }

            return json;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}

using Composite.Iso8583.Fields;

namespace Composite.Acquirers.Dialects;

/// <summary>In which data element each fact travels. Null: this host does not take it.</summary>
/// <remarks>DE3, 4, 7, 11, 12, 13, 38, 39 and 70 are where the standard puts them with every host.</remarks>
public sealed record FieldPlacement
{
    public int? MerchantType { get; init; } = DataElement.MerchantType;

    public int? EntryMode { get; init; } = DataElement.PosEntryMode;

    /// <summary>Card sequence number, taken from the chip data's tag 5F34.</summary>
    public int? CardSequenceNumber { get; init; } = DataElement.CardSequenceNumber;

    public int? ConditionCode { get; init; } = DataElement.PosConditionCode;

    /// <summary>Acquiring institution.</summary>
    public int? Institution { get; init; } = DataElement.AcquirerId;

    public int? Rrn { get; init; } = DataElement.Rrn;

    public required int TerminalId { get; init; }

    public required int MerchantId { get; init; }

    public int? NameLocation { get; init; } = DataElement.MerchantNameLocation;

    /// <summary>ISO 4217 numeric.</summary>
    public required int Currency { get; init; }

    public required int Emv { get; init; }

    /// <summary>Ciphertext and its key serial number, as BER-TLV under <see cref="ProtectedTags"/>.</summary>
    public required int ProtectedData { get; init; }

    /// <summary>42 digits: type, trace number, transmission time, acquiring and forwarding institution of the original.</summary>
    public required int OriginalData { get; init; }

    /// <summary>Why a reversal is sent.</summary>
    public int? ReversalReason { get; init; }

    /// <summary>Every field that is placed, with the name of what it carries.</summary>
    internal IEnumerable<(string Fact, int Field)> All()
    {
        (string Fact, int? Field)[] placed =
        [
            (nameof(MerchantType), MerchantType), (nameof(EntryMode), EntryMode), (nameof(CardSequenceNumber), CardSequenceNumber),
            (nameof(ConditionCode), ConditionCode), (nameof(Institution), Institution), (nameof(Rrn), Rrn), (nameof(TerminalId), TerminalId),
            (nameof(MerchantId), MerchantId), (nameof(NameLocation), NameLocation), (nameof(Currency), Currency), (nameof(Emv), Emv),
            (nameof(ProtectedData), ProtectedData), (nameof(OriginalData), OriginalData), (nameof(ReversalReason), ReversalReason),
        ];
        return placed.Where(one => one.Field is not null).Select(one => (one.Fact, one.Field!.Value));
    }
}

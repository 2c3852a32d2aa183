using System.Collections.Frozen;
using Composite.Domain.Components;
using Composite.Domain.Payments;
using Composite.Iso8583;
using Composite.Iso8583.Framing;
using Composite.Iso8583.Specs;

namespace Composite.Acquirers.Dialects;

/// <summary>How one kind of acquirer host speaks ISO 8583, as data. A dialect's name stands in an acquirer's profile and never changes its meaning.</summary>
/// <remarks>Checked by <see cref="DialectRegistry"/> before it is used.</remarks>
public sealed record Dialect
{
    /// <summary>Lower case letters, digits and hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>How each field travels, is checked and is shown.</summary>
    public required Iso8583Spec Spec { get; init; }

    /// <summary>The frame around each message on the line.</summary>
    public required FrameFormat Framing { get; init; }

    /// <summary>TCP connections to the host. 1 to <see cref="MaxConnections"/>.</summary>
    public int Connections { get; init; } = 1;

    public required MessageTypes Purchase { get; init; }

    /// <summary>A reversal that goes out again bears the repeat's type.</summary>
    public required MessageTypes Reversal { get; init; }

    public required MessageTypes NetworkManagement { get; init; }

    /// <summary>The fields that together find a payment's or reversal's request for an answer. Fixed length, sent in both.</summary>
    public required IReadOnlyList<int> MatchFields { get; init; }

    /// <summary>The same for sign-on and echo.</summary>
    public required IReadOnlyList<int> NetworkMatchFields { get; init; }

    /// <summary>Fields that, where an answer carries them, must be as they were sent; otherwise the answer contradicts the request. Fixed length.</summary>
    public required IReadOnlyList<int> EchoedFields { get; init; }

    /// <summary>DE39 of an approved purchase.</summary>
    public required FrozenSet<string> ApprovingCodes { get; init; }

    /// <summary>DE39 that ends a reversal: done, or the original never arrived.</summary>
    public required FrozenSet<string> ReversalAcknowledgingCodes { get; init; }

    /// <summary>DE39 that accepts a sign-on or an echo.</summary>
    public required FrozenSet<string> NetworkAcceptingCodes { get; init; }

    /// <summary>DE70 of a sign-on, 3 digits.</summary>
    public required string SignOnCode { get; init; }

    /// <summary>DE70 of an echo, 3 digits.</summary>
    public required string EchoCode { get; init; }

    /// <summary>DE3 of a purchase, 6 digits.</summary>
    public required string PurchaseProcessingCode { get; init; }

    /// <summary>DE25, 2 digits.</summary>
    public required string ConditionCode { get; init; }

    /// <summary>The first two digits of DE22 per entry mode.</summary>
    public required FrozenDictionary<EntryMode, string> EntryModes { get; init; }

    /// <summary>The third digit of DE22 when an online PIN was entered.</summary>
    public required char PinEntered { get; init; }

    /// <summary>The third digit of DE22 when none was.</summary>
    public required char NoPinEntered { get; init; }

    /// <summary>The reason that a reversal states, 2 characters.</summary>
    public required FrozenDictionary<ReversalReason, string> ReversalReasons { get; init; }

    public required FieldPlacement Fields { get; init; }

    public required ProtectedTags ProtectedTags { get; init; }

    public required AcceptorLayout Acceptor { get; init; }

    public const int MaxConnections = 16;

    /// <summary>The fields that match an answer of this type; empty when no request of this dialect has such an answer.</summary>
    internal IReadOnlyList<int> MatchFieldsOf(Mti answer) =>
        answer == Purchase.Response || answer == Reversal.Response ? MatchFields
        : answer == NetworkManagement.Response ? NetworkMatchFields
        : [];
}

/// <summary>The types of one exchange.</summary>
/// <param name="Request">The first sending.</param>
/// <param name="Response">What answers it, and its repeat.</param>
/// <param name="Repeat">What a further sending bears; null when the exchange is never repeated.</param>
public sealed record MessageTypes(Mti Request, Mti Response, Mti? Repeat = null);

/// <summary>The private BER-TLV tags under which ciphertext travels.</summary>
/// <param name="KeySerialNumber">AES-DUKPT key serial number, 12 bytes.</param>
/// <param name="AccountData">Account data, encrypted on the device.</param>
/// <param name="PinBlock">PIN block, ISO 9564-1 format 4, 16 bytes.</param>
public sealed record ProtectedTags(uint KeySerialNumber, uint AccountData, uint PinBlock);

/// <summary>How name, city and country share DE43, in characters from its start.</summary>
public sealed record AcceptorLayout(int Name, int City, int Country);

using System.Globalization;
using Composite.Acquirers.Dialects;
using Composite.Domain.Components;
using Composite.Domain.Payments;
using Composite.Domain.Ports;
using Composite.Iso8583;
using Composite.Iso8583.Fields;
using Composite.Iso8583.Tlv;

namespace Composite.Acquirers.Adapters;

/// <summary>Turns what the domain asks for into a dialect's message. Each returns null, or why the message cannot be built.</summary>
internal static class RequestWriter
{
    private const uint CardSequenceTag = 0x5F34;
    private const int MaxFieldText = 64;

    /// <summary>A purchase: no clear account data, so DE2, 14, 35 and 52 are never there.</summary>
    public static string? WritePurchase(Dialect dialect, Iso8583Message message, PurchaseMessage purchase)
    {
        PaymentRequest request = purchase.Request;
        FieldPlacement fields = dialect.Fields;
        message.Begin(dialect.Purchase.Request);
        if (WriteCommon(dialect, message, purchase.Acquirer.InstitutionId, purchase.Route, PaymentSummary.Of(request), purchase.Rrn) is { } problem)
            return problem;
        WriteTrace(message, purchase.TransmittedAt, purchase.Stan);
        message.SetLocalTime(purchase.TransmittedAt);
        SetText(message, fields.MerchantType, purchase.Acceptor.Mcc);
        if (fields.CardSequenceNumber is { } sequence && TlvReader.TryFind(request.Emv.Span, CardSequenceTag, out ReadOnlySpan<byte> packed) && packed.Length == 1)
            message.Set(sequence, ((packed[0] >> 4) * 10) + (packed[0] & 0xF));
        if (fields.NameLocation is { } place)
            message.Set(place, AcceptorText.Write(stackalloc byte[MaxFieldText], dialect.Acceptor, purchase.Acceptor));
        if (!request.Emv.IsEmpty)
            message.Set(fields.Emv, request.Emv.Span);
        if (!ProtectedData.TryWrite(dialect, message, request))
            return $"The account data has more than {ProtectedData.MaxCiphertextBytes} bytes, or the key serial number is not {KeySerialNumber.HexLength} hexadecimal digits.";
        return Refusal(message);
    }

    /// <summary>A reversal: a repeat from the second attempt on, the original's data in DE90.</summary>
    public static string? WriteReversal(Dialect dialect, Iso8583Message message, ReversalMessage reversal)
    {
        bool again = reversal.Attempt > 0;
        message.Begin(again && dialect.Reversal.Repeat is { } repeat ? repeat : dialect.Reversal.Request);
        if (WriteCommon(dialect, message, reversal.Acquirer.InstitutionId, reversal.Original.Route, reversal.Summary, reversal.Original.Rrn) is { } problem)
            return problem;
        WriteTrace(message, reversal.TransmittedAt, reversal.Stan);
        message.SetLocalTime(reversal.Original.TransmittedAt);
        SetText(message, dialect.Fields.ReversalReason, dialect.ReversalReasons[reversal.Reason]);
        WriteOriginalData(dialect, message, reversal);
        return Refusal(message);
    }

    /// <summary>Sign-on or echo, by DE70.</summary>
    public static string? WriteNetworkManagement(Dialect dialect, Iso8583Message message, string code, int stan, DateTimeOffset at)
    {
        message.Begin(dialect.NetworkManagement.Request);
        WriteTrace(message, at, stan);
        message.Set(DataElement.NetworkCode, code);
        return Refusal(message);
    }

    private static void WriteTrace(Iso8583Message message, DateTimeOffset transmittedAt, int stan) =>
        message.SetTransmissionTime(transmittedAt).SetStan(stan);

    private static string? WriteCommon(Dialect dialect, Iso8583Message message, string institutionId, PaymentRoute route, PaymentSummary summary, string rrn)
    {
        if (!Currency.TryGet(summary.Currency, out Currency? currency))
            return $"The currency {summary.Currency} is not one of ISO 4217.";
        FieldPlacement fields = dialect.Fields;
        message.Set(DataElement.ProcessingCode, dialect.PurchaseProcessingCode).SetAmountMinor(summary.AmountMinor);
        if (fields.EntryMode is { } entryMode)
        {
            string digits = dialect.EntryModes[summary.EntryMode];
            message.Set(entryMode, [digits[0], digits[1], summary.Cvm == Cvm.OnlinePin ? dialect.PinEntered : dialect.NoPinEntered]);
        }

        SetText(message, fields.ConditionCode, dialect.ConditionCode);
        SetText(message, fields.Institution, institutionId);
        SetText(message, fields.Rrn, rrn);
        message.Set(fields.TerminalId, route.Tid).Set(fields.MerchantId, route.Mid);
        message.Set(fields.Currency, [(char)('0' + (currency!.Number / 100)), (char)('0' + (currency.Number / 10 % 10)), (char)('0' + (currency.Number % 10))]);
        return null;
    }

    // ISO 8583:1987, DE90: message type n4, trace number n6, transmission time n10, acquiring institution n11, forwarding institution n11.
    private static void WriteOriginalData(Dialect dialect, Iso8583Message message, ReversalMessage reversal)
    {
        Span<char> digits = stackalloc char[42];
        digits.Fill('0');
        DateTimeOffset at = reversal.Original.TransmittedAt.ToUniversalTime();
        _ = digits.TryWrite(CultureInfo.InvariantCulture, $"{dialect.Purchase.Request.Value:0000}{reversal.Original.Stan:000000}{at:MMddHHmmss}", out int written);
        string institution = reversal.Acquirer.InstitutionId;
        institution.CopyTo(digits[(written + 11 - Math.Min(institution.Length, 11))..]);
        message.Set(dialect.Fields.OriginalData, digits);
    }

    private static void SetText(Iso8583Message message, int? field, string text)
    {
        if (field is { } number)
            message.Set(number, text);
    }

    private static string? Refusal(Iso8583Message message) => message.Refusal?.ToString();
}

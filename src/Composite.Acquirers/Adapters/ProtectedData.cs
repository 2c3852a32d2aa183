using Composite.Acquirers.Dialects;
using Composite.Domain.Payments;
using Composite.Iso8583;
using Composite.Iso8583.Tlv;

namespace Composite.Acquirers.Adapters;

/// <summary>Puts the device's ciphertext and its key serial number into the dialect's private field. Nothing here is ever in clear.</summary>
internal static class ProtectedData
{
    /// <summary>Most bytes of account data and PIN block together; what is more is refused before anything is sent.</summary>
    public const int MaxCiphertextBytes = 400;

    private const int TlvOverhead = 64;

    /// <summary>False when the ciphertext is longer than the bound or the key serial number is none.</summary>
    public static bool TryWrite(Dialect dialect, Iso8583Message message, PaymentRequest request)
    {
        int pinBytes = request.PinBlock?.Length ?? 0;
        if (request.AccountData.Length + pinBytes > MaxCiphertextBytes || request.Ksn.Length != KeySerialNumber.HexLength)
            return false;
        Span<byte> serial = stackalloc byte[KeySerialNumber.HexLength / 2];
        if (Convert.FromHexString(request.Ksn, serial, out _, out _) != System.Buffers.OperationStatus.Done)
            return false;
        var tlv = new TlvWriter(stackalloc byte[MaxCiphertextBytes + TlvOverhead]);
        bool fits = tlv.TryWrite(dialect.ProtectedTags.KeySerialNumber, serial)
            && tlv.TryWrite(dialect.ProtectedTags.AccountData, request.AccountData.Span)
            && (request.PinBlock is not { IsEmpty: false } pin || tlv.TryWrite(dialect.ProtectedTags.PinBlock, pin.Span));
        message.Set(dialect.Fields.ProtectedData, tlv.WrittenSpan);
        return fits;
    }
}

using System.Globalization;
using Composite.Acquirers.Dialects;
using Composite.Iso8583;
using Composite.Iso8583.Tlv;

namespace Composite.Sandbox.Acquirer;

/// <summary>Decides requests and keeps the ledger: what an acquirer's host does behind its line.</summary>
public sealed class AuthorisationDesk
{
    /// <summary>Account data that cannot be decrypted (ISO 8583:1987, security violation).</summary>
    public const string UndecryptableCode = "63";

    /// <summary>A PIN block that cannot be decrypted (from the codes that ISO 8583:1987 leaves to private use).</summary>
    public const string UndecryptablePinCode = "86";

    /// <summary>Incorrect PIN (ISO 8583:1987).</summary>
    public const string WrongPinCode = "55";

    /// <summary>Invalid transaction (ISO 8583:1987): the request was reversed before it came.</summary>
    public const string ReversedBeforehandCode = "12";

    /// <summary>Format error (ISO 8583:1987).</summary>
    public const string FormatErrorCode = "30";

    private const string ApprovedCode = "00";

    private readonly SimulatorOptions _options;
    private readonly AcquirerLedger _ledger;
    private int _authorisations;

    internal AuthorisationDesk(SimulatorOptions options, AcquirerLedger ledger)
    {
        _options = options;
        _ledger = ledger;
    }

    /// <summary>Does what the behaviour says and returns DE39 and DE38 of the answer.</summary>
    internal (string ResponseCode, string? AuthorizationCode) Handle(SimulatedRequest request, Iso8583Message message, AcquirerBehaviour behaviour) => request.Kind switch
    {
        RequestKind.Purchase => Authorise(request, message, behaviour),
        RequestKind.Reversal when behaviour is AcquirerBehaviour.Decline refused => (refused.Code, null),
        RequestKind.Reversal => (Reverse(request), null),
        RequestKind.SignOn or RequestKind.Echo => (behaviour is AcquirerBehaviour.Decline refused ? refused.Code : ApprovedCode, null),
        _ => (FormatErrorCode, null),
    };

    private (string ResponseCode, string? AuthorizationCode) Authorise(SimulatedRequest request, Iso8583Message message, AcquirerBehaviour behaviour)
    {
        (string? refusal, string? maskedPan) = CheckCard(message);
        (LedgerEntry entry, _) = _ledger.Enter(
            request.Key,
            reversedBeforehand => Entry(request, maskedPan, reversedBeforehand ? ReversedBeforehandCode : refusal ?? (behaviour as AcquirerBehaviour.Decline)?.Code ?? ApprovedCode),
            undecryptable: refusal is UndecryptableCode or UndecryptablePinCode);
        return (entry.ResponseCode, entry.AuthorizationCode);
    }

    private LedgerEntry Entry(SimulatedRequest request, string? maskedPan, string code) => new()
    {
        Key = request.Key,
        State = code == ApprovedCode ? LedgerState.Authorised : LedgerState.Declined,
        Rrn = request.Rrn,
        Mid = request.Mid,
        AmountMinor = request.AmountMinor,
        Currency = request.Currency,
        MaskedPan = maskedPan,
        ResponseCode = code,
        AuthorizationCode = code == ApprovedCode ? NextAuthorizationCode() : null,
        At = _options.Time.GetUtcNow(),
    };

    private string NextAuthorizationCode() =>
        ((uint)Interlocked.Increment(ref _authorisations) % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);

    /// <summary>Decrypts what the device encrypted. The refusal's code, or null; and the account number, masked.</summary>
    private (string? Refusal, string? MaskedPan) CheckCard(Iso8583Message message)
    {
        ProtectedTags tags = _options.Dialect.ProtectedTags;
        ReadOnlySpan<byte> data = message.Get(_options.Dialect.Fields.ProtectedData);
        if (!TlvReader.TryFind(data, tags.KeySerialNumber, out ReadOnlySpan<byte> serial) || !TlvReader.TryFind(data, tags.AccountData, out ReadOnlySpan<byte> ciphertext))
            return (FormatErrorCode, null);
        string ksn = Convert.ToHexString(serial);
        if (_options.DecryptAccount(ksn, ciphertext.ToArray()) is not { } account)
            return (UndecryptableCode, null);
        if (!TlvReader.TryFind(data, tags.PinBlock, out ReadOnlySpan<byte> pinBlock))
            return (null, account.MaskedPan);
        string? pin = _options.DecryptPin(ksn, pinBlock.ToArray(), account.Pan);
        return (pin is null ? UndecryptablePinCode : pin == _options.Pin ? null : WrongPinCode, account.MaskedPan);
    }

    private string Reverse(SimulatedRequest request) =>
        request.Original is not { } original ? FormatErrorCode : _ledger.Reverse(original) ? ApprovedCode : _options.UnknownOriginalCode;
}

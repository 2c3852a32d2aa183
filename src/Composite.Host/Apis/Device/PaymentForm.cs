using System.Text.RegularExpressions;
using Composite.Attestation.Verifiers.Ear;
using Composite.Contracts;
using Composite.Contracts.Components;
using Composite.Domain.Payments;
using Composite.Host.Apis.Bodies;
using Composite.Host.Apis.Problems;
using Composite.Iso8583.Tlv;
using DomainProblems = Composite.Domain.Problems;

namespace Composite.Host.Apis.Device;

/// <summary>Checks a payment's form before anything is done with it. Finds every fault, and quotes none of the values.</summary>
internal static partial class PaymentForm
{
    public const long MaxAmountMinor = 999_999_999_999;
    public const int MaxAccountDataBytes = 1024;
    public const int MaxEmvBytes = 1024;
    public const int PinBlockBytes = 16;

    /// <summary>Null when the form is right.</summary>
    public static ApiProblem? Check(PaymentBody body)
    {
        // Ciphertext has no digits to speak of: what looks like a card number here was never encrypted.
        if (ClearAccountData.IsIn(body.AccountData.Span) || (body.PinBlock is { } pin && ClearAccountData.IsIn(pin.Span))) return ApiProblem.ClearAccountData();

        List<ProblemInfo> errors = [];
        void Require(bool holds, string code, string field, string reason, string remedy)
        {
            if (!holds) errors.Add(new ProblemInfo(code, field, reason, remedy));
        }

        Require(Ids.IsUuid7(body.PaymentId), "invalid-id", "paymentId", "It is not a UUID of version 7.", "Make one in the 8-4-4-4-12 form in lower case (RFC 9562).");
        Require(body.AmountMinor is > 0 and <= MaxAmountMinor, "range", "amountMinor", "It is out of range.", $"Give 1 to {MaxAmountMinor} minor units.");
        Require(Currency.TryGet(body.Currency, out _), "unknown-currency", "currency", "It is not an ISO 4217 code.", "Give a code such as EUR.");
        Require(DomainProblems.IsSlug(body.Scheme), "invalid-id", "scheme", "It is not a scheme's name.", "Give it in lower case, such as visa.");
        Require(MaskedPanPattern().IsMatch(body.MaskedPan) && body.MaskedPan.Length is >= 13 and <= 19, "invalid-format", "maskedPan",
            "It is not a masked card number.", "Give the first six and last four digits with asterisks between, 13 to 19 characters in all.");
        Require(KeySerialNumber.TryParse(body.Ksn, out _, out _), "invalid-format", "ksn", "It is not a key serial number.", "Give 24 hexadecimal digits in upper case.");
        Require(body.AccountData.Length is > 0 and <= MaxAccountDataBytes, "size", "accountData", $"It has {body.AccountData.Length} bytes.", $"Give 1 to {MaxAccountDataBytes} bytes.");
        Require(body.PinBlock is null or { Length: PinBlockBytes }, "size", "pinBlock", "It is not one block.", $"Give {PinBlockBytes} bytes, encrypted with AES.");
        Require((body.PinBlock is not null) == (body.Cvm == Cvm.OnlinePin), "pin-block", "pinBlock", "It does not go with the cardholder verification method.", "Give it for online PIN, and only then.");
        Require((body.PinAttestation is null) || body.Cvm == Cvm.OnlinePin, "pin-attestation", "pinAttestation", "The payment has no PIN.", "Leave it out.");
        CheckAttestation(body.Attestation, "attestation", errors);
        if (body.PinAttestation is { } second) CheckAttestation(second, "pinAttestation", errors);
        CheckEmv(body.Emv, errors);
        return errors.Count == 0 ? null : ApiProblem.InvalidRequest(errors);
    }

    private static void CheckAttestation(AttestationField field, string name, List<ProblemInfo> errors)
    {
        if ((field.Token is not null) == (field.Unavailable == true))
            errors.Add(new("attestation", name, "It is not exactly one of a token and word that there is none.", "Give {\"token\": …}, or {\"unavailable\": true} when the A&M service did not answer."));
        else if (field.Token?.Length > EarProfile.MaxTokenLength)
            errors.Add(new("size", $"{name}.token", "It is too long.", $"Give at most {EarProfile.MaxTokenLength} characters."));
    }

    private static void CheckEmv(ReadOnlyMemory<byte> emv, List<ProblemInfo> errors)
    {
        if (emv.Length > MaxEmvBytes)
        {
            errors.Add(new("size", "emv", $"It has {emv.Length} bytes.", $"Give at most {MaxEmvBytes} bytes."));
            return;
        }

        switch (EmvData.Inspect(emv.Span))
        {
            case EmvInspection.Forbidden forbidden:
                errors.Add(new("clear-account-data", "emv", $"It holds tags that may only travel encrypted: {string.Join(", ", forbidden.Paths)}.", "Leave them out; the SDK puts them into accountData."));
                break;
            case EmvInspection.Malformed malformed:
                errors.Add(new("invalid-format", "emv", $"It is not BER-TLV: at byte {malformed.Fault.Offset}, {malformed.Fault.Path} {malformed.Fault.Detail}.", "Send the chip data as the kernel gave it."));
                break;
        }
    }

    [GeneratedRegex(@"^[0-9]{6}\*{2,9}[0-9]{4}\z", RegexOptions.CultureInvariant)]
    private static partial Regex MaskedPanPattern();
}

using Composite.Domain.Merchants;

namespace Composite.Domain.Rules;

/// <summary>Rules about the merchant and its acquirer.</summary>
internal static class MerchantRules
{
    public static Finding MerchantActive(GateFacts f)
    {
        const string Code = RuleCodes.MerchantActive;
        Fact id = new("merchant", f.Device.MerchantId);
        if (f.Merchant is not { } merchant) return Finding.Fail(Code, "The device's merchant is not registered.", "Staff register the merchant.", id);
        Fact status = new("status", merchant.Status.ToString());
        if (merchant.Identified is null) return Finding.Fail(Code, "The merchant is not identified.", "Staff record the merchant's identification.", id, status);
        return merchant.Status switch
        {
            MerchantStatus.Active => Finding.Pass(Code, id, status, new("identifiedBy", merchant.Identified.Method)),
            MerchantStatus.Suspended => Finding.Fail(Code, "The merchant is suspended.", "The merchant calls the provider; staff approve it again.", id, status),
            _ => Finding.Fail(Code, "The merchant is not approved.", "Staff approve the merchant.", id, status),
        };
    }

    public static Finding AcquirerContract(GateFacts f)
    {
        const string Code = RuleCodes.AcquirerContract;
        Fact acquirer = new("acquirer", f.Device.AcquirerId);
        Fact currency = new("currency", f.Request.Currency);
        Fact scheme = new("scheme", f.Request.Scheme);
        if (f.Contract is not { } contract) return Finding.Fail(Code, "The merchant has no contract with the terminal's acquirer.", "Staff record the contract.", acquirer);
        if (f.Day < contract.ValidFrom || (contract.ValidTo is { } end && f.Day >= end))
        {
            return Finding.Fail(Code, "The merchant's contract with the acquirer is not in force today.", "Staff record the current contract.", acquirer, new("mid", contract.Mid));
        }

        if (!contract.Currencies.Contains(f.Request.Currency)) return Finding.Fail(Code, $"The contract does not cover {f.Request.Currency}.", "Charge in a currency of the contract.", acquirer, currency);
        return contract.Schemes.Contains(f.Request.Scheme)
            ? Finding.Pass(Code, acquirer, new("mid", contract.Mid), currency, scheme)
            : Finding.Fail(Code, "The contract does not cover the card's scheme.", "Ask for another card.", acquirer, scheme);
    }

    public static Finding AcquirerActive(GateFacts f)
    {
        Fact acquirer = new("acquirer", f.Device.AcquirerId);
        return f.Acquirer switch
        {
            { Active: true } => Finding.Pass(RuleCodes.AcquirerActive, acquirer),
            null => Finding.Fail(RuleCodes.AcquirerActive, "The acquirer is not registered.", "Staff register the acquirer.", acquirer),
            _ => Finding.Fail(RuleCodes.AcquirerActive, "The acquirer is suspended.", "Staff reinstate the acquirer.", acquirer),
        };
    }
}

using Composite.Contracts.Devices;
using Composite.Contracts.Payments;
using Composite.Domain.Components;
using Composite.Domain.Devices;
using Composite.Domain.Merchants;
using Composite.Domain.Payments;
using Composite.Domain.Policies;
using Composite.Domain.Solutions;

namespace Composite.Grains.Devices;

/// <summary>A device's records on the wire.</summary>
internal static class DeviceViews
{
    public static PaymentRequest Request(SubmitPayment c, DateTimeOffset signedAt) => new()
    {
        PaymentId = c.PaymentId,
        BodySha256 = c.BodySha256,
        SignedAt = signedAt,
        AmountMinor = c.AmountMinor,
        Currency = c.Currency,
        EntryMode = (EntryMode)c.EntryMode,
        Cvm = (Cvm)c.Cvm,
        Scheme = c.Scheme,
        MaskedPan = c.MaskedPan,
        Ksn = c.Ksn,
        AccountData = c.AccountData,
        PinBlock = c.PinBlock,
        Emv = c.Emv,
    };

    public static DeviceView View(DeviceState device, DateTimeOffset now, PolicyValues policy) => new()
    {
        DeviceId = device.Id,
        MerchantId = device.MerchantId,
        SolutionId = device.SolutionId,
        Tid = device.Tid,
        AcquirerId = device.AcquirerId,
        Status = device.Status.ToString(),
        StatusReason = device.StatusReason,
        Trust = device.Trust(now, policy).ToString(),
        AsOf = now,
        Evidence = device.Evidence?.ToWire(),
        SdkComponentId = device.Enrolment?.SdkComponentId,
        AttestationServiceId = device.Enrolment?.AttestationServiceId,
        InitialKeyId = device.Enrolment?.InitialKeyId,
        KeyCheckValue = device.Enrolment?.KeyCheckValue,
        ActivationCodeExpiresAt = device.Activation?.ExpiresAt,
    };

    /// <summary>What the SDK's newest listing and the merchant's profile both allow. The gate decides on each payment anew.</summary>
    public static DeviceConfiguration Configuration(DeviceState device, MerchantState merchant, SolutionFacts facts, DateTimeOffset now)
    {
        ListingBook? listings = facts.Components.GetValueOrDefault(device.Enrolment?.SdkComponentId ?? string.Empty)?.Listings;
        Listing? listing = listings?.References(now) is [var newest, ..] ? listings.Row(newest, now) : null;
        return new DeviceConfiguration
        {
            DeviceId = device.Id,
            Tid = device.Tid,
            MerchantName = merchant.TradingName,
            Mcc = merchant.Mcc,
            Status = device.Status.ToString(),
            EntryModes = [.. (listing?.EntryModes ?? []).Intersect(merchant.Profile?.EntryModes ?? []).Select(e => e.ToString())],
            Cvms = [.. (listing?.Cvms ?? []).Intersect(merchant.Profile?.Cvms ?? []).Select(c => c.ToString())],
            Schemes = [.. merchant.ContractWith(device.AcquirerId)?.Schemes ?? []],
            MaxAmountMinor = merchant.Profile?.MaxAmountMinor.ToDictionary() ?? [],
            AttestationMaxAgeMs = (int)facts.Policies.At(now).Values.AttestationMaxAge.TotalMilliseconds,
            ServerTime = now,
        };
    }
}

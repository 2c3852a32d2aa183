using System.Globalization;

namespace Composite.Domain.Rules;

/// <summary>Rules about the MPoC software on the device.</summary>
internal static class SdkRules
{
    public static Finding ListingInForce(GateFacts f) => f.Sdk is { } sdk
        ? SolutionRules.InForce(RuleCodes.SdkListingInForce, "SDK", sdk.Id, f.SdkListing)
        : Finding.Fail(RuleCodes.SdkListingInForce, "The device's SDK is not part of the solution.", "Staff add the SDK to the composition, or the device enrols with one that is.",
            new Fact("component", f.Device.Enrolment?.SdkComponentId ?? "none"));

    public static Finding VersionListed(GateFacts f)
    {
        const string Code = RuleCodes.SdkVersionListed;
        if (f.Card.Result?.SdkVersion is not { } running) return Finding.Skip(Code, "The running SDK version is unknown without an attestation result.");
        Fact version = new("version", running);
        if (f.SdkListing is not { } listing) return Finding.Fail(Code, "The SDK has no listing that could name this version.", "Staff record the SDK's listing.", version);
        Fact reference = new("listing", listing.Row.Reference);
        if (!listing.Row.Covers(running))
        {
            return Finding.Fail(Code, $"SDK version {running} is not on the listing.", "Update the application to a listed SDK version: " + string.Join(", ", listing.Row.Versions) + ".", version, reference);
        }

        return f.Sdk?.UsableVersion(running) is not null
            ? Finding.Pass(Code, version, reference)
            : Finding.Fail(Code, $"SDK version {running} is listed, but is not registered here or was withdrawn.", "Update the application; or staff add the version.", version, reference);
    }

    public static Finding CryptoNotExpired(GateFacts f)
    {
        const string Code = RuleCodes.CryptoNotExpired;
        if (f.Card.Result?.SdkVersion is not { } running || f.Sdk?.UsableVersion(running) is not { } version)
        {
            return Finding.Skip(Code, "The running SDK version is unknown or not registered; see that finding.");
        }

        if (version.CryptoExpiresOn is not { } day) return Finding.Fail(Code, "The SDK version has no crypto-expiry date.", "Staff record the date.", new Fact("version", running));
        Fact expires = new("cryptoExpiresOn", day.ToString("O", CultureInfo.InvariantCulture));
        return f.Day < day
            ? Finding.Pass(Code, new("version", running), expires)
            : Finding.Fail(Code, $"The keys protected by SDK version {running} are past their crypto-expiry date.", "Update the application to a newer SDK version.", new("version", running), expires);
    }
}

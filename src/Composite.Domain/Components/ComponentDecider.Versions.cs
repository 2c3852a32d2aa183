using System.Text.RegularExpressions;

namespace Composite.Domain.Components;

public static partial class ComponentDecider
{
    public static Decision AddVersion(ComponentState state, ComponentVersion version)
    {
        if (version is null) return Decision.Reject("missing", "version", "It is missing.", "Give the version's facts.");
        if (state.Version(version.Version, ListingBook.AllThatIsKnown) is { } known)
        {
            return SaysTheSame(known, version)
                ? Decision.Accept()
                : Decision.Reject("already-registered", "version", $"Version {version.Version} of '{state.Id}' exists with other facts: {DifferencesOf(known, version)}.",
                    "If what is recorded was wrong, correct the version and say why; otherwise add a new version.");
        }

        return CheckVersion(state, version)
            .Require(state.VersionsAt(ListingBook.AllThatIsKnown).Count < MaxVersions, "count", "version", $"The component has {MaxVersions} versions.", "Register the product as a new component.")
            .Or(new ComponentVersionAdded(version));
    }

    /// <summary>Says that what is recorded of a version was wrong. A withdrawn version can be corrected and stays withdrawn.</summary>
    public static Decision CorrectVersion(ComponentState state, ComponentVersion version, string reason)
    {
        if (version is null) return Decision.Reject("missing", "version", "It is missing.", "Give the version's facts.");
        ComponentVersion? known = state.Version(version.Version, ListingBook.AllThatIsKnown);
        if (known is not null && SaysTheSame(known, version)) return Decision.Accept();
        return CheckVersion(state, version).Text("reason", reason, 500).KnownVersion(known, state.Id, version.Version)
            .Require(state.Versions.Count < MaxVersions + MaxRecords, "count", "version", $"The component's versions were corrected {MaxRecords} times.", "Register the product as a new component.")
            .Or(new ComponentVersionCorrected(version, reason));
    }

    public static Decision WithdrawVersion(ComponentState state, string version, string reason)
    {
        if (state.IsWithdrawn(version, ListingBook.AllThatIsKnown)) return Decision.Accept();
        return new Problems().Text("reason", reason, 500).KnownVersion(state.Version(version, ListingBook.AllThatIsKnown), state.Id, version)
            .Or(new ComponentVersionWithdrawn(version, reason));
    }

    /// <summary>Says that the version's withdrawal was a mistake.</summary>
    public static Decision ReinstateVersion(ComponentState state, string version, string reason)
    {
        ComponentVersion? known = state.Version(version, ListingBook.AllThatIsKnown);
        if (known is not null && !state.IsWithdrawn(version, ListingBook.AllThatIsKnown)) return Decision.Accept();
        return new Problems().Text("reason", reason, 500).KnownVersion(known, state.Id, version)
            .Require(state.Reinstated.Count < MaxRecords, "count", "version", $"The component's versions were reinstated {MaxRecords} times.", "Add a new version.")
            .Or(new ComponentVersionReinstated(version, reason));
    }

    /// <summary>No protection in software is estimated to hold until then; a day like 9999-12-31 would switch the hard stop off. Ours.</summary>
    private static readonly DateOnly Unreachable = new(2100, 1, 1);

    private static Problems CheckVersion(ComponentState state, ComponentVersion version)
    {
        bool isApplication = state.Kind == ComponentKind.MpocApplication;
        bool maySign = isApplication || state.Kind == ComponentKind.MpocSoftware;
        Problems problems = new Problems()
            .Pattern("version", version.Version, VersionPattern(), "Give it as the software reports it, such as 3.2.1.")
            .Require(state.Kind != ComponentKind.MpocSoftware || version.CryptoExpiresOn is not null, "missing", "cryptoExpiresOn",
                "MPoC software protects its keys in software and must say until when.", "Give the day from the vendor's key-replacement plan, YYYY-MM-DD.")
            .Require(version.CryptoExpiresOn is not { } end || end < Unreachable, "range", "cryptoExpiresOn", $"{version.CryptoExpiresOn:O} stands for never.", "Give the day from the vendor's key-replacement plan, YYYY-MM-DD.")
            .Require(isApplication == (version.PackageName is not null), "package", "packageName",
                isApplication ? "An application's version needs its package name." : "Only an application has a package name.", isApplication ? "Give the package name." : "Leave it out.");
        if (version.PackageName is { } package) problems.Pattern("packageName", package, PackagePattern(), "Give it as in the store, such as com.example.pos.");
        foreach (string digest in problems.Items("certificateSha256s", version.CertificateSha256s, isApplication ? 1 : 0, maySign ? MaxCertificates : 0))
        {
            problems.Pattern("certificateSha256s", digest, DigestPattern(), "Give 64 hexadecimal digits in lower case.");
        }

        return problems;
    }

    private static Problems KnownVersion(this Problems problems, ComponentVersion? known, string componentId, string version) => problems.Require(
        known is not null, "unknown-version", "version", $"'{componentId}' has no version '{Problems.Shown(version)}'.", "Give a version that was added.");

    private static bool SaysTheSame(ComponentVersion a, ComponentVersion b) =>
        b.CertificateSha256s is not null && a with { CertificateSha256s = b.CertificateSha256s } == b && a.CertificateSha256s.SequenceEqual(b.CertificateSha256s);

    private static string DifferencesOf(ComponentVersion known, ComponentVersion other)
    {
        List<string> names = [];
        if (known.CryptoExpiresOn != other.CryptoExpiresOn) names.Add("cryptoExpiresOn");
        if (known.PackageName != other.PackageName) names.Add("packageName");
        if (other.CertificateSha256s is null || !known.CertificateSha256s.SequenceEqual(other.CertificateSha256s)) names.Add("certificateSha256s");
        return string.Join(", ", names);
    }

    [GeneratedRegex(@"^[0-9A-Za-z][0-9A-Za-z._+-]{0,39}\z", RegexOptions.CultureInvariant)]
    private static partial Regex VersionPattern();

    [GeneratedRegex(@"^(?=.{3,255}\z)[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)+\z", RegexOptions.CultureInvariant)]
    private static partial Regex PackagePattern();

    [GeneratedRegex(@"^[0-9a-f]{64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex DigestPattern();
}

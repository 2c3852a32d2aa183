using System.Text.RegularExpressions;

namespace Composite.Domain.Components;

public sealed partial record Listing
{
    /// <summary>Adds every defect of this row to <paramref name="problems"/>, with fields below <paramref name="path"/>.</summary>
    /// <param name="problems">Where they go.</param>
    /// <param name="path">The row's own field.</param>
    /// <param name="fitting">The headings that fit what the row is recorded for.</param>
    public void Check(Problems problems, string path, IReadOnlyList<ListingProductType> fitting)
    {
        ArgumentNullException.ThrowIfNull(problems);
        ArgumentNullException.ThrowIfNull(fitting);
        problems
            .Pattern($"{path}.reference", Reference, ReferencePattern(), "Give the reference as on the listing: YYYY-NNNNN.NNN.")
            .Text($"{path}.standardVersion", StandardVersion, 20)
            .Text($"{path}.laboratory", Laboratory)
            .Require(ListedOn != default, "missing", $"{path}.listedOn", "It is missing.", "Give the day of listing, YYYY-MM-DD.")
            .Require(ExpiresOn != default, "missing", $"{path}.expiresOn", "A listing without expiry cannot be relied on.", "Give the expiry day, YYYY-MM-DD.")
            .InOrder("listedOn", ListedOn, $"{path}.expiresOn", ExpiresOn)
            .Require(ExpiresOn == default || ListedOn == default || ExpiresOn.DayNumber - ListedOn.DayNumber <= MaxTermDays, "range", $"{path}.expiresOn",
                $"{ExpiresOn:O} is more than 20 years after listedOn.", "Give the day as on the listing; a day that stands for none would keep it in force for ever.")
            .Require(CheckpointDueOn is not { } due || (due > ListedOn && due <= ExpiresOn), "date-order", $"{path}.checkpointDueOn",
                "It lies outside the listing's term.", "Give a day after listedOn and not after expiresOn.")
            .Require(RetrievedAt != default, "missing", $"{path}.retrievedAt", "It is missing.", "Give when the row was read.");
        CheckProductType(problems, path, fitting);
        if (SdkType is { } sdkType) problems.Defined($"{path}.sdkType", sdkType);
        if (Vendor is { } vendor) problems.Text($"{path}.vendor", vendor);
        if (ProductName is { } name) problems.Text($"{path}.productName", name);
        if (RetrievedBy is { } person) problems.Text($"{path}.retrievedBy", person);
        if (Notes is { } notes) problems.Notes($"{path}.notes", notes, MaxNotesLength);
        CheckLists(problems, path);
    }

    /// <summary>Equal in every fact (lists by content); when and by whom it was read does not count.</summary>
    public bool SaysTheSameAs(Listing other) => Differences(other).Count == 0;

    /// <summary>The names (camelCase) of the facts in which the rows differ; when and by whom they were read does not count.</summary>
    public IReadOnlyList<string> Differences(Listing other)
    {
        ArgumentNullException.ThrowIfNull(other);
        List<string> names = [];
        Differ("reference", Reference == other.Reference);
        Differ("productType", ProductType == other.ProductType);
        Differ("vendor", Vendor == other.Vendor);
        Differ("productName", ProductName == other.ProductName);
        Differ("standardVersion", StandardVersion == other.StandardVersion);
        Differ("laboratory", Laboratory == other.Laboratory);
        Differ("listedOn", ListedOn == other.ListedOn);
        Differ("expiresOn", ExpiresOn == other.ExpiresOn);
        Differ("checkpointDueOn", CheckpointDueOn == other.CheckpointDueOn);
        Differ("versions", Versions.SequenceEqual(other.Versions));
        Differ("entryModes", EntryModes.SequenceEqual(other.EntryModes));
        Differ("cvms", Cvms.SequenceEqual(other.Cvms));
        Differ("sdkType", SdkType == other.SdkType);
        Differ("dependencies", Dependencies.SequenceEqual(other.Dependencies));
        Differ("verifiedApplications", (VerifiedApplications ?? []).SequenceEqual(other.VerifiedApplications ?? []));
        Differ("notes", Notes == other.Notes);
        return names;

        void Differ(string name, bool same)
        {
            if (!same) names.Add(name);
        }
    }

    /// <summary>Longest term of a listing, days: 20 years. Ours; the longest that PCI grants are shorter, and what goes beyond is a slip or stands for "never".</summary>
    public const int MaxTermDays = 20 * 366;

    private void CheckProductType(Problems problems, string path, IReadOnlyList<ListingProductType> fitting)
    {
        if (ProductType is not { } type) return;
        problems.Defined($"{path}.productType", type)
            .Require(!Enum.IsDefined(type) || fitting.Contains(type), "wrong-product-type", $"{path}.productType", $"A {type} is not what this is recorded for.",
                "Give one of: " + string.Join(", ", fitting) + "; or record the row where it belongs.");
    }

    private void CheckLists(Problems problems, string path)
    {
        foreach (string version in problems.Items($"{path}.versions", Versions, 1, MaxVersions))
        {
            problems.Pattern($"{path}.versions", version, ListedVersionPattern(), "Give versions like 3.2.1, or 3.2.x for every 3.2 version.");
        }

        foreach (EntryMode entryMode in problems.Items($"{path}.entryModes", EntryModes, 0, MaxModes)) problems.Defined($"{path}.entryModes", entryMode);
        foreach (Cvm cvm in problems.Items($"{path}.cvms", Cvms, 0, MaxModes)) problems.Defined($"{path}.cvms", cvm);
        foreach (string reference in problems.Items($"{path}.dependencies", Dependencies, 0, MaxDependencies))
        {
            problems.Pattern($"{path}.dependencies", reference, ReferencePattern(), "Give references as on the listing: YYYY-NNNNN.NNN.");
        }

        if (VerifiedApplications is null) return;
        foreach (VerifiedApplication application in problems.Items($"{path}.verifiedApplications", VerifiedApplications, 0, MaxVerifiedApplications))
        {
            problems.Text($"{path}.verifiedApplications.name", application.Name);
            if (application.Version is { } version) problems.Text($"{path}.verifiedApplications.version", version, 40);
        }
    }

    [GeneratedRegex(@"^20[0-9]{2}-[0-9]{5}\.[0-9]{3}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ReferencePattern();

    [GeneratedRegex(@"^[0-9A-Za-z][0-9A-Za-z._+-]{0,39}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ListedVersionPattern();
}

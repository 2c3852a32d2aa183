using System.Text.RegularExpressions;

namespace Composite.Domain.Components;

/// <summary>A product's row on the PCI website, as somebody read it. Facts about it that come later are separate events.</summary>
public sealed partial record Listing
{
    public const int MaxVersions = 100;
    public const int MaxDependencies = 50;
    private const int MaxModes = 16;

    /// <summary>The reference number, form <c>YYYY-NNNNN.NNN</c>.</summary>
    public required string Reference { get; init; }

    /// <summary>The standard's version that the product was evaluated against, such as <c>1.1</c>.</summary>
    public required string StandardVersion { get; init; }

    public required string Laboratory { get; init; }

    /// <summary>The first day (UTC) on which the listing is in force.</summary>
    public required DateOnly ListedOn { get; init; }

    /// <summary>The first day (UTC) on which the listing is no longer in force.</summary>
    public required DateOnly ExpiresOn { get; init; }

    /// <summary>The day by which the next annual checkpoint is due, or null where the product has none.</summary>
    public DateOnly? CheckpointDueOn { get; init; }

    /// <summary>Versions on the row: exact (<c>3.2.1</c>) or with a trailing wildcard (<c>3.2.x</c>).</summary>
    public required IReadOnlyList<string> Versions { get; init; }

    /// <summary>Acceptance channels; empty where the row names none.</summary>
    public IReadOnlyList<EntryMode> EntryModes { get; init; } = [];

    /// <summary>Cardholder verification methods; empty where the row names none.</summary>
    public IReadOnlyList<Cvm> Cvms { get; init; } = [];

    public SdkType? SdkType { get; init; }

    /// <summary>References of the listings that this one names as its dependencies (an SDK names the A&amp;M services that it is paired with).</summary>
    public IReadOnlyList<string> Dependencies { get; init; } = [];

    /// <summary>When (UTC) the row was read from the website.</summary>
    public required DateTimeOffset RetrievedAt { get; init; }

    /// <summary>True when the row covers the version: the whole version string is equal, or a row ending in <c>.x</c> is its prefix up to a number.</summary>
    public bool Covers(string version) => ListedVersions.Cover(Versions, version);

    /// <summary>Adds every defect of this row to <paramref name="problems"/>, with fields below <paramref name="path"/>.</summary>
    public void Check(Problems problems, string path)
    {
        ArgumentNullException.ThrowIfNull(problems);
        problems
            .Pattern($"{path}.reference", Reference, ReferencePattern(), "Give the reference as on the listing: YYYY-NNNNN.NNN.")
            .Text($"{path}.standardVersion", StandardVersion, 20)
            .Text($"{path}.laboratory", Laboratory)
            .Require(ListedOn != default, "missing", $"{path}.listedOn", "It is missing.", "Give the day of listing, YYYY-MM-DD.")
            .Require(ExpiresOn != default, "missing", $"{path}.expiresOn", "A listing without expiry cannot be relied on.", "Give the expiry day, YYYY-MM-DD.")
            .InOrder("listedOn", ListedOn, $"{path}.expiresOn", ExpiresOn)
            .Require(CheckpointDueOn is not { } due || (due > ListedOn && due <= ExpiresOn), "date-order", $"{path}.checkpointDueOn",
                "It lies outside the listing's term.", "Give a day after listedOn and not after expiresOn.")
            .Require(RetrievedAt != default, "missing", $"{path}.retrievedAt", "It is missing.", "Give when the row was read.");
        if (SdkType is { } sdkType) problems.Defined($"{path}.sdkType", sdkType);
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
    }

    /// <summary>Equal in every fact (lists by content); when it was read does not count.</summary>
    public bool SaysTheSameAs(Listing other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other == this with
        {
            Versions = other.Versions,
            EntryModes = other.EntryModes,
            Cvms = other.Cvms,
            Dependencies = other.Dependencies,
            RetrievedAt = other.RetrievedAt,
        }
            && Versions.SequenceEqual(other.Versions) && EntryModes.SequenceEqual(other.EntryModes)
            && Cvms.SequenceEqual(other.Cvms) && Dependencies.SequenceEqual(other.Dependencies);
    }

    [GeneratedRegex(@"^20[0-9]{2}-[0-9]{5}\.[0-9]{3}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ReferencePattern();

    [GeneratedRegex(@"^[0-9A-Za-z][0-9A-Za-z._+-]{0,39}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ListedVersionPattern();
}

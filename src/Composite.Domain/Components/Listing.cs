using System.Text.RegularExpressions;

namespace Composite.Domain.Components;

/// <summary>A product's row on the PCI website, as somebody read it. Facts about it that come later are separate events.</summary>
public sealed partial record Listing
{
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

    /// <summary>True when the row covers the version: the whole version string is equal, or a row ending in <c>.x</c> is its prefix.</summary>
    public bool Covers(string version)
    {
        foreach (string listed in Versions)
        {
            if (string.Equals(listed, version, StringComparison.Ordinal)
                || (listed.EndsWith(".x", StringComparison.Ordinal) && version.AsSpan().StartsWith(listed.AsSpan(0, listed.Length - 1), StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

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
            .Require(Versions.Count is > 0 and <= 100, "count", $"{path}.versions", $"{Versions.Count} versions given.", "Give 1 to 100 versions.");
        foreach (string version in Versions)
        {
            problems.Pattern($"{path}.versions", version, ListedVersionPattern(), "Give versions like 3.2.1, or 3.2.x for every 3.2 version.");
        }
    }

    /// <summary>Equal in every fact (lists by content); when it was read does not count.</summary>
    public bool SaysTheSameAs(Listing other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with { Versions = [], EntryModes = [], Cvms = [], Dependencies = [], RetrievedAt = default }
               == other with { Versions = [], EntryModes = [], Cvms = [], Dependencies = [], RetrievedAt = default }
            && Versions.SequenceEqual(other.Versions) && EntryModes.SequenceEqual(other.EntryModes)
            && Cvms.SequenceEqual(other.Cvms) && Dependencies.SequenceEqual(other.Dependencies);
    }

    // `this with { Versions = [] }` gives equal empty arrays: a collection expression of a read-only list type is the shared empty array.
    [GeneratedRegex(@"^20[0-9]{2}-[0-9]{5}\.[0-9]{3}$", RegexOptions.CultureInvariant)]
    private static partial Regex ReferencePattern();

    [GeneratedRegex(@"^[0-9A-Za-z][0-9A-Za-z._+-]{0,39}$", RegexOptions.CultureInvariant)]
    private static partial Regex ListedVersionPattern();
}

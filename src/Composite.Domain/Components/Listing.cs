namespace Composite.Domain.Components;

/// <summary>A product's row on the PCI website, as somebody read it. Facts about it that come later are separate events.</summary>
public sealed partial record Listing
{
    public const int MaxVersions = 100;
    public const int MaxDependencies = 50;
    public const int MaxVerifiedApplications = 200;
    public const int MaxNotesLength = 2000;
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

    /// <summary>The heading under which the product is listed; null where it was not recorded.</summary>
    public ListingProductType? ProductType { get; init; }

    /// <summary>The vendor as the row names it, or null.</summary>
    public string? Vendor { get; init; }

    /// <summary>The product as the row names it, or null.</summary>
    public string? ProductName { get; init; }

    /// <summary>Applications that the vendor verified with the product; null where the row names none.</summary>
    public IReadOnlyList<VerifiedApplication>? VerifiedApplications { get; init; }

    public string? Notes { get; init; }

    /// <summary>Who read the row, or null.</summary>
    public string? RetrievedBy { get; init; }

    /// <summary>True when the row covers the version: the whole version string is equal, or a row ending in <c>.x</c> is its prefix up to a number.</summary>
    public bool Covers(string version) => ListedVersions.Cover(Versions, version);
}

/// <summary>An application that the vendor of a listed product verified with it.</summary>
/// <param name="Name">Its package name, or the name on the row.</param>
/// <param name="Version">The verified version; null where the row names none.</param>
public sealed record VerifiedApplication(string Name, string? Version);

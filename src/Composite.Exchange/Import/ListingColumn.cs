using Composite.Domain.Components;

namespace Composite.Exchange.Import;

/// <summary>A column of a listings file.</summary>
/// <param name="Name">As in the header and as the JSON member.</param>
/// <param name="Required">The column must be there; what its fields must hold is the domain's matter.</param>
/// <param name="IsList">Several items: separated by <c>;</c> in CSV, an array in JSON.</param>
/// <param name="Meaning">For people.</param>
public sealed record ListingColumn(string Name, bool Required, bool IsList, string Meaning);

/// <summary>The columns of a listings file, in their order in the documentation, and a listing's facts as their text.</summary>
public static class ListingColumns
{
    public const string ComponentId = "componentId";
    public const string Reference = "reference";
    public const string StandardVersion = "standardVersion";
    public const string Laboratory = "laboratory";
    public const string ListedOn = "listedOn";
    public const string ExpiresOn = "expiresOn";
    public const string CheckpointDueOn = "checkpointDueOn";
    public const string Versions = "versions";
    public const string EntryModes = "entryModes";
    public const string Cvms = "cvms";
    public const string SdkType = "sdkType";
    public const string Dependencies = "dependencies";
    public const string RetrievedAt = "retrievedAt";
    public const string RetrievedBy = "retrievedBy";
    public const string ProductType = "productType";
    public const string Vendor = "vendor";
    public const string ProductName = "productName";
    public const string VerifiedApplications = "verifiedApplications";
    public const string Notes = "notes";

    public static readonly IReadOnlyList<ListingColumn> All =
    [
        new(ComponentId, true, false, "the registered component that the row belongs to"),
        new(Reference, true, false, "YYYY-NNNNN.NNN"),
        new(ProductType, false, false, "the heading under which it is listed: mpocSoftware, mpocApplication, attestationAndMonitoring, ptsDevice, ptsHsm, p2peComponent, kernel"),
        new(Vendor, false, false, "the vendor as the row names it"),
        new(ProductName, false, false, "the product as the row names it"),
        new(StandardVersion, true, false, "such as 1.1"),
        new(Laboratory, true, false, "who evaluated it"),
        new(ListedOn, true, false, "first day in force, YYYY-MM-DD"),
        new(ExpiresOn, true, false, "first day no longer in force, YYYY-MM-DD"),
        new(CheckpointDueOn, false, false, "next annual checkpoint, YYYY-MM-DD"),
        new(Versions, true, true, "3.2.1, or 3.2.x for every 3.2 version"),
        new(EntryModes, false, true, "contactless, contact, magneticStripe, manualEntry"),
        new(Cvms, false, true, "none, cdcvm, onlinePin, signature"),
        new(SdkType, false, false, "isolating or nonIsolating"),
        new(Dependencies, false, true, "references of the listings that this one names"),
        new(VerifiedApplications, false, true, "applications that the vendor verified with it: name, or name@version"),
        new(Notes, false, false, "anything else that the row says"),
        new(RetrievedAt, true, false, "when the row was read from the website, RFC 3339"),
        new(RetrievedBy, false, false, "who read it"),
    ];

    /// <summary>Every name, for a remedy.</summary>
    public static readonly string Names = string.Join(", ", All.Select(c => c.Name));

    /// <summary>The columns whose change is a correction: not the component, not the reference, not when and by whom the row was read.</summary>
    public static readonly IReadOnlyList<string> Facts = [.. All.Select(c => c.Name).Where(n => n is not (ComponentId or Reference or RetrievedAt or RetrievedBy))];

    private static readonly Dictionary<string, ListingColumn> ByName = All.ToDictionary(c => c.Name, StringComparer.Ordinal);

    public static ListingColumn? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>A column's fact of a listing as text, lists joined by <c>; </c>; empty where there is none. The component is not a listing's fact.</summary>
    public static string Text(Listing listing, string column)
    {
        ArgumentNullException.ThrowIfNull(listing);
        return column switch
        {
            Reference => listing.Reference,
            StandardVersion => listing.StandardVersion,
            Laboratory => listing.Laboratory,
            ListedOn => Words.Of(listing.ListedOn),
            ExpiresOn => Words.Of(listing.ExpiresOn),
            CheckpointDueOn => listing.CheckpointDueOn is { } due ? Words.Of(due) : string.Empty,
            Versions => Joined(listing.Versions),
            EntryModes => Joined(listing.EntryModes.Select(m => Words.Of(m))),
            Cvms => Joined(listing.Cvms.Select(c => Words.Of(c))),
            SdkType => listing.SdkType is { } sdkType ? Words.Of(sdkType) : string.Empty,
            Dependencies => Joined(listing.Dependencies),
            RetrievedAt => Words.Of(listing.RetrievedAt),
            RetrievedBy => listing.RetrievedBy ?? string.Empty,
            ProductType => listing.ProductType is { } type ? Words.Of(type) : string.Empty,
            Vendor => listing.Vendor ?? string.Empty,
            ProductName => listing.ProductName ?? string.Empty,
            VerifiedApplications => Joined((listing.VerifiedApplications ?? []).Select(a => a.Version is null ? a.Name : $"{a.Name}@{a.Version}")),
            Notes => listing.Notes ?? string.Empty,
            _ => throw new ArgumentOutOfRangeException(nameof(column), column, "It is no column of a listing."),
        };
    }

    private static string Joined(IEnumerable<string> items) => string.Join("; ", items);
}

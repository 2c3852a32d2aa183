using Composite.Domain.Components;
using Composite.Domain.Payments;

namespace Composite.Domain.Ports;

/// <summary>
/// Where the solution's parts run: active devices and their merchants, now and at the end of any past day, and the payments that ran on
/// the parts. Derived from the journal: may lag, can be rebuilt, decides nothing.
/// </summary>
public interface IFleet
{
    /// <summary>How many active devices, of how many merchants, ran each part at the end of a day (UTC); in the order asked for.</summary>
    ValueTask<FleetReading> CountAsync(IReadOnlyList<FleetPart> parts, DateOnly day, CancellationToken cancellationToken);

    /// <summary>How many active devices ran each affected version at the end of a day (UTC), and when each campaign of a case began: all from one state.</summary>
    ValueTask<CampaignReading> CampaignsAsync(string caseId, AffectedParts affected, DateOnly day, CancellationToken cancellationToken);

    /// <summary>Merchants that could accept payments at an instant, and what is missing of them.</summary>
    ValueTask<ApprovedMerchants> ApprovedMerchantsAsync(DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Every combination of parts that a device runs or a payment ran on.</summary>
    ValueTask<SliceReading> SlicesAsync(CancellationToken cancellationToken);

    /// <summary>How many merchants have active devices in each of the groups; see <see cref="SliceGroups"/>.</summary>
    ValueTask<MerchantCounts> CountMerchantsAsync(SliceGroups groups, CancellationToken cancellationToken);

    /// <summary>The merchants with active devices in the groups, by id.</summary>
    ValueTask<Page<AffectedMerchant>> MerchantsAsync(SliceGroups groups, PageRequest page, CancellationToken cancellationToken);

    /// <summary>The active devices in the groups, by id.</summary>
    ValueTask<Page<AffectedDevice>> DevicesAsync(SliceGroups groups, PageRequest page, CancellationToken cancellationToken);

    /// <summary>Payments that stand approved, of the days <paramref name="from"/> to <paramref name="to"/> (both included), by group and currency.</summary>
    ValueTask<IReadOnlyList<Volume>> VolumeAsync(SliceGroups groups, DateOnly from, DateOnly to, CancellationToken cancellationToken);

    /// <summary>What was paid on the slices in a window, as a whole.</summary>
    ValueTask<ExposureTotals> ExposureAsync(IReadOnlyCollection<int> slices, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>Each payment that ran on the slices in a window, oldest first.</summary>
    ValueTask<Page<ExposedPayment>> ExposedPaymentsAsync(
        IReadOnlyCollection<int> slices, DateTimeOffset from, DateTimeOffset to, PageRequest page, CancellationToken cancellationToken);
}

/// <summary>What a count of devices is about.</summary>
public enum FleetPartKind
{
    /// <summary>An SDK or an A&amp;M service, by component id; a version is the SDK's.</summary>
    Component,

    /// <summary>An application, by package name, as the A&amp;M service saw it.</summary>
    Package,

    /// <summary>All devices of a solution, by its id.</summary>
    Solution,
}

/// <summary>A part of which devices are counted.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The component's id, the package's name or the solution's id.</param>
/// <param name="Version">The version; null for all versions together.</param>
/// <param name="SolutionId">Only devices of this solution; null for those of every solution. A merchant has one solution, so that merchants of several add up.</param>
public sealed record FleetPart(FleetPartKind Kind, string Name, string? Version, string? SolutionId = null);

/// <summary>Active devices, and the merchants that they belong to, each merchant once.</summary>
public readonly record struct FleetCount(long Devices, long Merchants)
{
    public static FleetCount operator +(FleetCount a, FleetCount b) => Add(a, b);

    public static FleetCount Add(FleetCount a, FleetCount b) => new(a.Devices + b.Devices, a.Merchants + b.Merchants);
}

/// <param name="Counts">One per part that was asked for.</param>
/// <param name="Position">The journal position that the counts include.</param>
public sealed record FleetReading(IReadOnlyList<FleetCount> Counts, long Position);

/// <summary>Versions of an SDK, or of an application by its package names, that a security issue affects.</summary>
/// <param name="Kind"><see cref="FleetPartKind.Component"/> or <see cref="FleetPartKind.Package"/>.</param>
/// <param name="Names">The component's id, or the packages' names.</param>
/// <param name="Versions">Exact (<c>3.2.1</c>) or with a trailing wildcard (<c>3.2.x</c>).</param>
public sealed record AffectedParts(FleetPartKind Kind, IReadOnlyCollection<string> Names, IReadOnlyList<string> Versions)
{
    public bool Include(string? name, string? version) => name is not null && version is not null && Names.Contains(name) && ListedVersions.Cover(Versions, version);
}

/// <summary>Devices on one affected version of one part.</summary>
public sealed record VersionCount(string Name, string Version, FleetCount Count);

/// <param name="OnDay">At the end of the day; versions that no device ran are left out.</param>
/// <param name="MerchantsOnDay">Merchants with a device on any of the versions, each once; null where only counts per version are kept: for a day after which the fleet changed.</param>
/// <param name="AtStarts">Likewise when each campaign began, in the order begun; campaigns that the lists have not come to are missing.</param>
/// <param name="Position">The journal position that the counts include.</param>
public sealed record CampaignReading(
    IReadOnlyList<VersionCount> OnDay, long? MerchantsOnDay, IReadOnlyList<IReadOnlyList<VersionCount>> AtStarts, long Position);

/// <param name="Merchants">Those that could accept payments.</param>
/// <param name="NotIdentified">Of these, those that nobody identified.</param>
/// <param name="WithoutGuidance">Of these, those that acknowledged no guidance.</param>
/// <param name="Position">The journal position that the counts include.</param>
public sealed record ApprovedMerchants(long Merchants, long NotIdentified, long WithoutGuidance, long Position);

/// <summary>A combination of parts. Texts are null where nothing is known: a device that never enrolled, a payment without an attestation result.</summary>
public sealed record FleetSlice(
    int Id, string SolutionId, string AcquirerId, string? SdkComponentId, string? SdkVersion, string? AttestationServiceId, string? PackageName, string? ApplicationVersion,
    long Devices);

public sealed record SliceReading(IReadOnlyList<FleetSlice> Slices, long Position);

/// <summary>
/// Slices put into groups, 0 being the worst. A merchant, an acquirer or a solution with devices in several groups counts in the worst.
/// </summary>
public sealed record SliceGroups(IReadOnlyDictionary<int, int> GroupOf, int Count);

/// <param name="Groups">Merchants by group.</param>
/// <param name="BySolution">Likewise for each solution.</param>
/// <param name="ByAcquirer">Likewise for each acquirer; a merchant with several acquirers counts with each.</param>
/// <param name="Position">The journal position that the counts include.</param>
public sealed record MerchantCounts(
    IReadOnlyList<long> Groups, IReadOnlyDictionary<string, IReadOnlyList<long>> BySolution, IReadOnlyDictionary<string, IReadOnlyList<long>> ByAcquirer, long Position);

/// <param name="MerchantId">The merchant.</param>
/// <param name="TradingName">Null when its registration is not in the lists (yet).</param>
/// <param name="Group">The worst of its devices' groups.</param>
/// <param name="Devices">Its active devices in any of the groups.</param>
public sealed record AffectedMerchant(string MerchantId, string? TradingName, int Group, long Devices);

public sealed record AffectedDevice(string DeviceId, string MerchantId, string Tid, int SliceId, int Group);

/// <summary>Approved payments of a group in one currency.</summary>
public sealed record Volume(int Group, string Currency, long Count, long AmountMinor);

/// <param name="Outcomes">By status and currency.</param>
/// <param name="Devices">Distinct.</param>
/// <param name="Merchants">Distinct.</param>
/// <param name="Position">The journal position that the totals include.</param>
public sealed record ExposureTotals(IReadOnlyList<ExposureOutcome> Outcomes, long Devices, long Merchants, long Position);

public sealed record ExposureOutcome(PaymentStatus Status, string Currency, long Count, long AmountMinor);

/// <summary>A payment with the slice that it ran on.</summary>
public sealed record ExposedPayment(PaymentRow Payment, int SliceId);

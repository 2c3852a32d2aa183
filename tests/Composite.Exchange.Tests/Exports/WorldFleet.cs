using Composite.Domain.Ports;

namespace Composite.Exchange.Tests.Exports;

/// <summary>A fleet with a few devices: the same on every day, and less in one solution than in all.</summary>
internal sealed class WorldFleet : IFleet
{
    public const long Position = 77;

    public static readonly DateOnly Day = DateOnly.FromDateTime(World.Now.UtcDateTime);

    public ValueTask<FleetReading> CountAsync(IReadOnlyList<FleetPart> parts, DateOnly day, CancellationToken cancellationToken) =>
        new(new FleetReading([.. parts.Select(p => day == Day ? Count(p) : default)], Position));

    public ValueTask<SliceReading> SlicesAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<MerchantCounts> CountMerchantsAsync(SliceGroups groups, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<Page<AffectedMerchant>> MerchantsAsync(SliceGroups groups, PageRequest page, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<Page<AffectedDevice>> DevicesAsync(SliceGroups groups, PageRequest page, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<Volume>> VolumeAsync(SliceGroups groups, DateOnly from, DateOnly to, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<ExposureTotals> ExposureAsync(IReadOnlyCollection<int> slices, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<Page<ExposedPayment>> ExposedPaymentsAsync(IReadOnlyCollection<int> slices, DateTimeOffset from, DateTimeOffset to, PageRequest page, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<CampaignReading> CampaignsAsync(string caseId, AffectedParts affected, DateOnly day, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<ApprovedMerchants> ApprovedMerchantsAsync(DateTimeOffset at, CancellationToken cancellationToken) => throw new NotSupportedException();

    // The SDK runs on 1,200 devices of 300 merchants, ten of them with a version that nobody recorded; two thirds are of one solution.
    private static FleetCount Count(FleetPart part) => part switch
    {
        { Kind: FleetPartKind.Component, Name: "sdk-tap", Version: null, SolutionId: null } => new(1210, 300),
        { Kind: FleetPartKind.Component, Name: "sdk-tap", Version: "3.2.1", SolutionId: null } => new(1200, 298),
        { Kind: FleetPartKind.Component, Name: "sdk-tap", SolutionId: "tap" } => new(800, 200),
        { Kind: FleetPartKind.Component, Name: "watch", Version: null } => new(900, 250),
        { Kind: FleetPartKind.Package, Name: "com.example.pos" } => new(400, 100),
        { Kind: FleetPartKind.Solution } => new(800, 200),
        _ => default,
    };
}

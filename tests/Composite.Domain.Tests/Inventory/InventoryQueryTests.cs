using Composite.Domain.Components;
using Composite.Domain.Inventory;
using Composite.Domain.Policies;
using Composite.Domain.Ports;
using Composite.Domain.Solutions;
using Composite.Domain.Tests.Rules;
using CsCheck;
using Xunit;

namespace Composite.Domain.Tests.Inventory;

public sealed class InventoryQueryTests
{
    private static readonly AsOf Now = AsOf.Now(GateScenario.Noon);

    [Fact]
    public void All_AnyFactsAndQuestion_EqualsANaiveFilterOverEveryRow() => Gen.Select(InventoryWorlds.Facts, InventoryWorlds.Query).Sample(
        (facts, query) =>
        {
            IEnumerable<string> expected = query.View switch
            {
                InventoryView.Components => facts.Components.Values.Where(c => IsIn(c, facts, query) && ComponentMatches(c, facts, query)).Select(c => c.Id),
                InventoryView.Versions => facts.Components.Values.Where(c => IsIn(c, facts, query)).SelectMany(c => Versions(c, query.AsOf).Where(v => VersionMatches(c, v, facts, query)).Select(v => $"{c.Id} {v.Version}")),
                _ => facts.Components.Values.Where(c => IsIn(c, facts, query)).SelectMany(c => Rows(c, query.AsOf).Where(r => ListingMatches(c, r, facts, query)).Select(r => $"{c.Id} {r.Reference}")),
            };
            Assert.Equal(expected.Order(StringComparer.Ordinal), Inventories.All(facts, query).Select(r => r.Key).Order(StringComparer.Ordinal));
        }, iter: 2000);

    [Fact]
    public void Page_FollowedToTheEnd_GivesEveryRowOnceInOrder() => Gen.Select(InventoryWorlds.Facts, InventoryWorlds.Query, Gen.Int[1, 3]).Sample((facts, query, limit) =>
    {
        List<string> found = [];
        string? after = null;
        do
        {
            InventoryPage page = Inventories.Page(facts, query, limit, after)!;
            Assert.InRange(page.Rows.Count, after is null ? 0 : 1, limit);
            found.AddRange(page.Rows.Select(r => r.Key));
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal(Inventories.All(facts, query).Select(r => r.Key), found);
    });

    [Fact]
    public void Page_RowsRecordedBetweenPages_AppearInNone()
    {
        AsOf asOf = new(GateScenario.Noon, GateScenario.Noon);
        InventoryQuery query = new(InventoryView.Components, InventoryFilter.None, InventorySort.Name, asOf);
        SolutionFacts facts = new() { Components = GateScenario.Valid.Components };
        foreach (string id in (string[])["m", "p"]) facts = Register(facts, id, GateScenario.Noon.AddDays(-1));
        InventoryPage first = Inventories.Page(facts, query, 1, null)!;
        SolutionFacts later = Register(Register(facts, "a", GateScenario.Noon.AddTicks(1)), "n", GateScenario.Noon.AddTicks(1));

        InventoryPage second = Inventories.Page(later, query, 10, first.Next)!;

        Assert.Equal(Inventories.All(facts, query).Skip(1).Select(r => r.Key), second.Rows.Select(r => r.Key));
        Assert.Null(Inventories.Page(facts, query, 1, "no-such-row"));
    }

    [Fact]
    public void Relations_DependsOnAndUsedBy_FollowListingsAndCompositions()
    {
        SolutionFacts facts = GateScenario.Valid.Shared with { Solutions = GateScenario.Valid.Solutions.SetItem("softpos", InventoryWorlds.Solution("softpos", ["sdk-a", "am-a"], GateScenario.Noon.AddDays(-1))) };
        facts = facts with { Components = facts.Components.ToDictionary(c => c.Key, c => c.Value with { Names = [new(new(c.Value.Name, c.Value.Vendor), GateScenario.Noon.AddYears(-1))] }).Aggregate(facts.Components, (all, c) => all.SetItem(c.Key, c.Value)) };
        string[] Ids(InventoryFilter filter) => [.. Inventories.All(facts, new InventoryQuery(InventoryView.Components, filter, InventorySort.Id, Now)).Select(r => r.ComponentId)];

        Assert.Equal(["sdk-a"], Ids(new InventoryFilter { DependsOn = "am-a" }));
        Assert.Equal(["am-a"], Ids(new InventoryFilter { UsedBy = "sdk-a" }));
        Assert.Equal(["am-a", "sdk-a"], Ids(new InventoryFilter { UsedBy = "softpos" }));
        Assert.Empty(Ids(new InventoryFilter { UsedBy = "nobody" }));
    }

    [Fact]
    public async Task Count_ListingOfSeveralVersionsInUse_TellsDevicesAndLeavesMerchantsOut()
    {
        InventoryRow row = new() { ComponentId = "a", Kind = ComponentKind.MpocSoftware, Name = "a", Vendor = "v", Status = CertificationStatus.InForce };
        FleetPart one = new(FleetPartKind.Component, "a", "1"), two = new(FleetPartKind.Component, "a", "2"), none = new(FleetPartKind.Component, "a", "3");
        FixedFleet fleet = new(new() { [one] = new(5, 3), [two] = new(2, 2) });

        var (rows, _) = await InventoryCounting.CountAsync(
            [row with { Count = new([one, two], false) }, row with { Count = new([two, none], false) }, row with { Count = new([one, two], true) }, row], fleet, default, CancellationToken.None);

        Assert.Equal([(7L, null), (2, 2), (7, 5), ((long?)null, (long?)null)], rows.Select(r => (r.Devices, r.Merchants)));
    }

    [Fact]
    public void Summary_AnyFacts_CountsEveryComponentOnce() => Gen.Select(InventoryWorlds.Facts, InventoryWorlds.Instants).Sample((facts, asOf) =>
        Assert.Equal(facts.Components.Values.Count(c => c.NameAt(asOf.KnownAt) is not null), Inventories.Summary(facts, asOf).Values.Sum()));

    private static bool IsIn(ComponentState c, SolutionFacts facts, InventoryQuery query) => c.NameAt(query.AsOf.KnownAt) is { } name
        && (query.Filter.Kind ?? c.Kind) == c.Kind
        && (query.Filter.SolutionId is null || facts.Solutions.Values.Any(s => s.Id == query.Filter.SolutionId && s.ComponentIdsAt(query.AsOf).Contains(c.Id)))
        && (query.Filter.Text is not { } text || $"{c.Id}\n{name.Name}\n{name.Vendor}".Contains(text, StringComparison.OrdinalIgnoreCase));

    private static bool ComponentMatches(ComponentState c, SolutionFacts facts, InventoryQuery query)
    {
        ComponentStatus status = ComponentStatus.Of(c, facts.Waivers, query.AsOf, Policy(facts, query));
        DateOnly?[] ends = [status.InUse?.Row.ExpiresOn, .. status.ComplianceInUse.Select(a => (DateOnly?)a.Attestation.ExpiresOn)];
        DateOnly? crypto = Versions(c, query.AsOf).Where(v => !c.IsWithdrawnAt(v.Version, query.AsOf)).Select(v => v.CryptoExpiresOn).Min();
        return Dates(query.Filter, ends.Min(), crypto) && (query.Filter.Status ?? status.Status) == status.Status
            && (query.Filter.Version is not { } version || Versions(c, query.AsOf).Any(v => VersionPattern.Covers(version, v.Version)))
            && ((query.Filter.Listing ?? query.Filter.Laboratory) is null || Rows(c, query.AsOf).Any(r => Listing(query.Filter, r)));
    }

    private static bool VersionMatches(ComponentState c, ComponentVersion v, SolutionFacts facts, InventoryQuery query)
    {
        ListingStatus? listing = c.Listings.InUse(facts.Waivers, c.Id, query.AsOf, Policy(facts, query), v.Version);
        CertificationStatus status = listing?.Status ?? CertificationStatus.Unknown;
        return Dates(query.Filter, listing?.Row.ExpiresOn, v.CryptoExpiresOn) && (query.Filter.Status ?? status) == status
            && (query.Filter.Version is not { } version || VersionPattern.Covers(version, v.Version))
            && ((query.Filter.Listing ?? query.Filter.Laboratory) is null || (listing is { } l && Listing(query.Filter, l.Row)));
    }

    private static bool ListingMatches(ComponentState c, Listing row, SolutionFacts facts, InventoryQuery query)
    {
        CertificationStatus status = c.Listings.Status(row.Reference, query.AsOf.ValidAt, query.AsOf.KnownAt, Policy(facts, query));
        ComponentVersion[] covered = [.. Versions(c, query.AsOf).Where(v => row.Covers(v.Version) && !c.IsWithdrawnAt(v.Version, query.AsOf))];
        return Dates(query.Filter, row.ExpiresOn, covered.Select(v => v.CryptoExpiresOn).Min()) && (query.Filter.Status ?? status) == status && Listing(query.Filter, row)
            && (query.Filter.Version is not { } version || row.Covers(version) || covered.Any(v => VersionPattern.Covers(version, v.Version)));
    }

    private static bool Listing(InventoryFilter filter, Listing row) => (filter.Listing ?? row.Reference) == row.Reference
        && (filter.Laboratory is not { } laboratory || laboratory.Equals(row.Laboratory, StringComparison.OrdinalIgnoreCase));

    private static bool Dates(InventoryFilter filter, DateOnly? end, DateOnly? crypto) =>
        (filter.ExpiresBefore is null || end < filter.ExpiresBefore) && (filter.ExpiresAfter is null || end >= filter.ExpiresAfter) && (filter.CryptoExpiresBefore is null || crypto < filter.CryptoExpiresBefore);

    private static IEnumerable<ComponentVersion> Versions(ComponentState c, AsOf asOf) =>
        c.Versions.Where(v => v.RecordedAt <= asOf.KnownAt).Select(v => v.Value.Version).Distinct().Select(v => c.Version(v, asOf.KnownAt)!);

    private static IEnumerable<Listing> Rows(ComponentState c, AsOf asOf) =>
        c.Listings.Rows.Select(r => r.Value.Reference).Distinct().Select(r => c.Listings.Row(r, asOf.KnownAt)).OfType<Listing>();

    private static PolicyValues Policy(SolutionFacts facts, InventoryQuery query) => facts.Policies.At(query.AsOf).Values;

    private static SolutionFacts Register(SolutionFacts facts, string id, DateTimeOffset at) =>
        facts with { Components = facts.Components.SetItem(id, ComponentState.Evolve(null, new ComponentRegistered(id, ComponentKind.Kernel, id, "Vendor"), at)!) };

    private sealed class FixedFleet(Dictionary<FleetPart, FleetCount> counts) : IFleet
    {
        public ValueTask<FleetReading> CountAsync(IReadOnlyList<FleetPart> parts, DateOnly day, CancellationToken cancellationToken) =>
            new(new FleetReading([.. parts.Select(p => counts.GetValueOrDefault(p))], 1));

        public ValueTask<CampaignReading> CampaignsAsync(string caseId, AffectedParts affected, DateOnly day, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<ApprovedMerchants> ApprovedMerchantsAsync(DateTimeOffset at, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<SliceReading> SlicesAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<MerchantCounts> CountMerchantsAsync(SliceGroups groups, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<Page<AffectedMerchant>> MerchantsAsync(SliceGroups groups, PageRequest page, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<Page<AffectedDevice>> DevicesAsync(SliceGroups groups, PageRequest page, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<Volume>> VolumeAsync(SliceGroups groups, DateOnly from, DateOnly to, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<ExposureTotals> ExposureAsync(IReadOnlyCollection<int> slices, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<Page<ExposedPayment>> ExposedPaymentsAsync(IReadOnlyCollection<int> slices, DateTimeOffset from, DateTimeOffset to, PageRequest page, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}

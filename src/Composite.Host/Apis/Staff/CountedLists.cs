using Composite.Domain;
using Composite.Domain.Controls;
using Composite.Domain.Ports;
using Composite.Domain.Solutions;

namespace Composite.Host.Apis.Staff;

/// <summary>
/// Counts of the lists for answers that rest on facts too. The lists follow the journal a little behind the facts, and by far after a rebuild:
/// until they include what the facts do, nothing is counted rather than too little.
/// </summary>
internal sealed class CountedLists(IFleet fleet, IReadModel lists, TimeProvider time)
{
    /// <summary>Longest wait for lists that are behind.</summary>
    public static readonly TimeSpan MaxLag = TimeSpan.FromSeconds(1);

    /// <summary>The day (UTC) at whose end devices are counted.</summary>
    public DateOnly DayOf(AsOf asOf) => DateOnly.FromDateTime(asOf.FleetAt(time.GetUtcNow()).UtcDateTime);

    /// <summary>Where a case's campaigns stand, or null when the lists are behind.</summary>
    public async ValueTask<CampaignReading?> CampaignsAsync(string caseId, AffectedParts affected, SolutionFacts known, AsOf asOf, CancellationToken cancellationToken) =>
        await lists.ReachAsync(known.Position, MaxLag, cancellationToken) ? await fleet.CampaignsAsync(caseId, affected, DayOf(asOf), cancellationToken) : null;

    /// <summary>What the controls need to know of merchants; <see cref="ControlCounts.None"/> when the lists are behind.</summary>
    public async ValueTask<ControlCounts> OfControlsAsync(SolutionFacts known, AsOf asOf, CancellationToken cancellationToken)
    {
        if (!await lists.ReachAsync(known.Position, MaxLag, cancellationToken)) return ControlCounts.None;
        ApprovedMerchants merchants = await fleet.ApprovedMerchantsAsync(asOf.FleetAt(time.GetUtcNow()), cancellationToken);
        return new ControlCounts
        {
            ActiveMerchants = merchants.Merchants,
            ActiveMerchantsNotIdentified = merchants.NotIdentified,
            ActiveMerchantsWithoutGuidance = merchants.WithoutGuidance,
        };
    }
}

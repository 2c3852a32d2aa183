using Composite.Domain;
using Composite.Domain.Cases;
using Composite.Domain.Components;
using Composite.Domain.Ports;
using Composite.Domain.Solutions;

namespace Composite.Host.Apis.Staff;

/// <summary>A campaign, and how far it is.</summary>
/// <param name="Message">What merchants are told.</param>
/// <param name="TargetVersion">The version to move to.</param>
/// <param name="DeadlineOn">By which day, UTC.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Progress">Null when it began after <c>validAt</c>, and where nothing was counted.</param>
internal sealed record CampaignRow(string Message, string TargetVersion, DateOnly DeadlineOn, DateTimeOffset StartedAt, CampaignProgress? Progress);

/// <summary>The campaigns of a case as of two instants.</summary>
/// <param name="Rows">In the order begun.</param>
/// <param name="FleetDay">At whose end (UTC) devices were counted; null when nothing was.</param>
/// <param name="FleetPosition">The journal position that the counts include.</param>
/// <param name="NotCounted">Why nothing was counted; null when it was, and without a campaign.</param>
internal sealed record CampaignsView(IReadOnlyList<CampaignRow> Rows, DateOnly? FleetDay, long? FleetPosition, string? NotCounted)
{
    private const string NoVersions = "Devices report the versions of their SDK and their application only: how many run an affected version of another component is not known.";
    private const string Behind = "The lists of devices are behind the journal, as after a new start: ask again shortly.";

    public static async ValueTask<CampaignsView> OfAsync(CaseState state, SolutionFacts known, AsOf asOf, CountedLists lists, CancellationToken cancellationToken)
    {
        if (state.Campaigns.Count == 0) return new CampaignsView([], null, null, null);
        AffectedParts? affected = CampaignProgress.PartsOf(state.Issue, known.Components.GetValueOrDefault(state.Issue.ComponentId), asOf.KnownAt);
        CampaignReading? counts = affected is null ? null : await lists.CampaignsAsync(state.Id, affected, known, asOf, cancellationToken);
        IReadOnlyList<CampaignRow> rows = [.. CampaignProgress.OfCase(known.Cases[state.Id], counts, asOf).Select(c => Row(c.Campaign, c.Progress))];
        return counts is null
            ? new CampaignsView(rows, null, null, affected is null ? NoVersions : Behind)
            : new CampaignsView(rows, lists.DayOf(asOf), counts.Position, null);
    }

    private static CampaignRow Row(Recorded<CampaignStarted> campaign, CampaignProgress? progress) =>
        new(campaign.Value.Message, campaign.Value.TargetVersion, campaign.Value.DeadlineOn, campaign.RecordedAt, progress);
}

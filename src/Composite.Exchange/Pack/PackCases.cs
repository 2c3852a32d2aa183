using System.Globalization;
using Composite.Domain.Cases;
using Composite.Exchange.Json;

namespace Composite.Exchange.Pack;

/// <summary>Security issues in the snapshot's components, as known at the instant: what is affected, what was done, and that each notice went out.</summary>
internal static class PackCases
{
    /// <summary>By when they were opened.</summary>
    public static IReadOnlyList<CaseState> Of(PackSource source)
    {
        HashSet<string> components = [.. source.Snapshot.Components.Select(c => c.Id)];
        return
        [
            .. source.Facts.Cases.Values.Select(c => c.AsKnownAt(source.Snapshot.AsOf.KnownAt)).OfType<CaseState>().Where(c => components.Contains(c.Issue.ComponentId))
                .OrderBy(c => c.OpenedAt).ThenBy(c => c.Id, StringComparer.Ordinal),
        ];
    }

    public static async Task WriteAsync(PackSource source, Stream stream, CancellationToken cancellationToken)
    {
        await using JsonOut json = new(stream);
        json.Start();
        json.Object("asOf", () => InventoryJson.WriteAsOf(json, source.Snapshot));
        await json.ObjectsAsync("cases", Of(source), issue => Write(json, source, issue), cancellationToken);
        await json.EndAsync(cancellationToken);
    }

    private static void Write(JsonOut json, PackSource source, CaseState state)
    {
        SecurityIssue issue = state.Issue;
        json.Text("caseId", state.Id);
        json.Text("componentId", issue.ComponentId);
        json.Texts("affectedVersions", issue.AffectedVersions);
        json.Text("title", issue.Title);
        json.Text("severity", issue.Severity.Rating());
        json.Text("cvssScore", issue.Severity.CvssScore.ToString("0.0", CultureInfo.InvariantCulture));
        json.Text("source", issue.Source);
        json.Text("description", issue.Description);
        json.Text("discoveredAt", issue.DiscoveredAt);
        json.Text("openedAt", state.OpenedAt);
        json.Objects("blocks", state.Blocks, b =>
        {
            json.Texts("versions", b.Value.Versions);
            json.Text("reason", b.Value.Reason);
            json.Text("recordedAt", b.RecordedAt);
        });
        json.Objects("restrictions", state.Restrictions, r =>
        {
            json.Text("reason", r.Value.Reason);
            json.Text("recordedAt", r.RecordedAt);
        });
        json.Objects("campaigns", CampaignProgress.OfCase(source.Facts.Cases[state.Id], source.Campaigns.GetValueOrDefault(state.Id), source.Snapshot.AsOf), c =>
        {
            json.Text("targetVersion", c.Campaign.Value.TargetVersion);
            json.Text("deadlineOn", Words.Of(c.Campaign.Value.DeadlineOn));
            json.Text("recordedAt", c.Campaign.RecordedAt);
            if (c.Progress is { } progress) json.Object("progress", () => Write(json, progress));
        });
        json.Objects("decisions", state.Decisions, d =>
        {
            json.Text("decision", d.Value.Decision);
            json.Text("reason", d.Value.Reason);
            json.Text("recordedAt", d.RecordedAt);
        });
        json.Objects("notifications", state.Notifications, n =>
        {
            json.Text("recipientId", n.Value.RecipientId);
            json.Text("sentAt", n.Value.SentAt);
            json.Text("channel", n.Value.Channel);
            json.Text("reference", n.Value.Reference);
            json.Text("evidenceSha256", n.Value.EvidenceSha256);
            json.Text("recordedAt", n.RecordedAt);
        });
        if (state.Closing is not { } closing) return;
        json.Object("closed", () =>
        {
            json.Text("outcome", Words.Of(closing.Value.Outcome));
            json.Text("conclusion", closing.Value.Conclusion);
            json.Text("recordedAt", closing.RecordedAt);
        });
    }

    private static void Write(JsonOut json, CampaignProgress progress)
    {
        json.Number("devicesAtStart", progress.DevicesAtStart);
        json.Number("devices", progress.Devices);
        json.Text("percentDone", progress.PercentDone.ToString("0.0", CultureInfo.InvariantCulture));
        json.Objects("versions", progress.Versions, v =>
        {
            json.Text("version", v.Version);
            json.Number("devicesAtStart", v.DevicesAtStart);
            json.Number("devices", v.Devices);
        });
    }
}

using Composite.Domain.Components;
using Composite.Domain.Ports;

namespace Composite.Domain.Cases;

/// <summary>How far a campaign is: active devices on the versions that the issue affects, when it began and at the end of a day.</summary>
public sealed record CampaignProgress
{
    public required long DevicesAtStart { get; init; }

    public required long Devices { get; init; }

    /// <summary>Merchants of these devices, each once; null where only each version's are known.</summary>
    public long? MerchantsAtStart { get; init; }

    /// <inheritdoc cref="MerchantsAtStart"/>
    public long? Merchants { get; init; }

    /// <summary>0.0 to 100.0, rounded down: 100 only when no device is left. 0 where there are more devices than in the beginning.</summary>
    public required decimal PercentDone { get; init; }

    /// <summary>Each affected version that a device ran then or runs now, by version.</summary>
    public required IReadOnlyList<VersionProgress> Versions { get; init; }

    /// <summary>What is to be counted for an issue, or null: devices report the versions of their SDK and their application only.</summary>
    public static AffectedParts? PartsOf(SecurityIssue issue, ComponentState? component, DateTimeOffset knownAt)
    {
        ArgumentNullException.ThrowIfNull(issue);
        return component?.Kind switch
        {
            ComponentKind.MpocSoftware => new AffectedParts(FleetPartKind.Component, [component.Id], issue.AffectedVersions),
            ComponentKind.MpocApplication => new AffectedParts(
                FleetPartKind.Package, [.. component.VersionsAt(knownAt).Select(v => v.PackageName).OfType<string>().Distinct(StringComparer.Ordinal)], issue.AffectedVersions),
            _ => null,
        };
    }

    /// <param name="reading">What was counted.</param>
    /// <param name="campaign">Which of the case's campaigns, from 0.</param>
    /// <returns>Null when the lists have not come to the campaign.</returns>
    public static CampaignProgress? Of(CampaignReading reading, int campaign)
    {
        ArgumentNullException.ThrowIfNull(reading);
        if (campaign >= reading.AtStarts.Count) return null;
        IReadOnlyList<VersionCount> before = reading.AtStarts[campaign];
        (long atStart, long now) = (before.Sum(v => v.Count.Devices), reading.OnDay.Sum(v => v.Count.Devices));
        return new CampaignProgress
        {
            DevicesAtStart = atStart,
            Devices = now,
            MerchantsAtStart = MerchantsOf(before),
            Merchants = reading.MerchantsOnDay ?? MerchantsOf(reading.OnDay),
            PercentDone = now == 0 ? 100 : now >= atStart ? 0 : Math.Floor((atStart - now) * 1000m / atStart) / 10,
            Versions =
            [
                .. before.Concat(reading.OnDay).Select(v => v.Version).Distinct().Order(StringComparer.Ordinal)
                    .Select(v => VersionProgress.Of(v, [.. before.Where(b => b.Version == v)], [.. reading.OnDay.Where(d => d.Version == v)])),
            ],
        };
    }

    /// <summary>A case's campaigns as known at an instant, in the order begun, each with how far it is; null where that was not counted, or where it began after <see cref="AsOf.ValidAt"/>.</summary>
    /// <param name="state">The case with everything that is known of it: counts are kept by a campaign's place among all of its campaigns.</param>
    /// <param name="counts">What was counted, or null.</param>
    /// <param name="asOf">The instants.</param>
    public static IReadOnlyList<(Recorded<CampaignStarted> Campaign, CampaignProgress? Progress)> OfCase(CaseState state, CampaignReading? counts, AsOf asOf)
    {
        ArgumentNullException.ThrowIfNull(state);
        return
        [
            .. state.Campaigns.Select((c, place) => (Campaign: c, Place: place)).Where(c => c.Campaign.RecordedAt <= asOf.KnownAt)
                .Select(c => (c.Campaign, counts is null || asOf.ValidAt < c.Campaign.RecordedAt ? null : Of(counts, c.Place))),
        ];
    }

    // A merchant may have devices on several: then their counts can't be added up.
    internal static long? MerchantsOf(IReadOnlyList<VersionCount> counts) => counts.Count <= 1 ? counts.Sum(c => c.Count.Merchants) : null;
}

/// <summary>One affected version's part of a campaign.</summary>
/// <param name="Version">The version.</param>
/// <param name="DevicesAtStart">Active devices on it when the campaign began.</param>
/// <param name="Devices">Active devices on it at the end of the day.</param>
/// <param name="MerchantsAtStart">Their merchants; null where several packages have the version and would count one twice.</param>
/// <param name="Merchants">Likewise.</param>
public sealed record VersionProgress(string Version, long DevicesAtStart, long Devices, long? MerchantsAtStart, long? Merchants)
{
    internal static VersionProgress Of(string version, IReadOnlyList<VersionCount> before, IReadOnlyList<VersionCount> now) => new(
        version, before.Sum(c => c.Count.Devices), now.Sum(c => c.Count.Devices), CampaignProgress.MerchantsOf(before), CampaignProgress.MerchantsOf(now));
}

using Composite.Domain;
using Composite.Exchange.Snapshots;

namespace Composite.Exchange.Pack;

/// <summary>The streams that a pack draws on beside those of its solutions and components.</summary>
internal static class PackStreams
{
    /// <summary>The id of what there is one of.</summary>
    public const string Main = "main";

    public static string Policy { get; } = Streams.Of(Streams.Policy, Main);

    /// <summary>In a fixed order, so that the same facts give the same file.</summary>
    public static IEnumerable<string> Of(PackSource source) =>
    [
        .. source.Snapshot.Solutions.Select(s => Streams.Of(Streams.Solution, s.Id)),
        .. source.Snapshot.Components.Select(c => Streams.Of(Streams.Component, c.Id)),
        .. ThirdPartyIds(source).Select(id => Streams.Of(Streams.ThirdParty, id)),
        Policy,
        Streams.Of(Streams.Waivers, Main),
        Streams.Of(Streams.Controls, Main),
        Streams.Of(Streams.Evidence, Main),
    ];

    /// <summary>Those who provide a part of the snapshot; everybody known, when it is about everything. By id.</summary>
    public static IReadOnlyList<string> ThirdPartyIds(PackSource source)
    {
        InventorySnapshot snapshot = source.Snapshot;
        HashSet<string> named = [.. snapshot.Components.Select(c => c.Profile?.ThirdPartyId).OfType<string>()];
        return
        [
            .. source.Facts.ThirdParties.Values.Where(t => t.RegisteredAt <= snapshot.AsOf.KnownAt && (snapshot.SolutionId is null || named.Contains(t.Id)))
                .Select(t => t.Id).Order(StringComparer.Ordinal),
        ];
    }
}

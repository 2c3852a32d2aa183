using System.Collections.Immutable;
using Composite.Domain.Components;

namespace Composite.Domain.Controls;

/// <summary>What people recorded about the controls, folded from their one stream; every fact with when it was recorded.</summary>
public sealed record ControlBook
{
    public static readonly ControlBook Empty = new();

    public ImmutableDictionary<string, ControlRecord> Records { get; init; } = ImmutableDictionary<string, ControlRecord>.Empty;

    /// <summary>Every import, in the order recorded.</summary>
    public ImmutableList<Recorded<RequirementMappingImported>> Mappings { get; init; } = [];

    public ControlBook Evolve(IEvent @event, DateTimeOffset recordedAt) => @event switch
    {
        ControlOwnerAssigned e => With(e.ControlId, r => r with { Owners = r.Owners.Add(new(e, recordedAt)) }),
        ControlStated e => With(e.ControlId, r => r with { Statements = r.Statements.Add(new(e, recordedAt)) }),
        ControlEvidenceLinked e => With(e.ControlId, r => r with { Links = r.Links.Add(new(new(e, recordedAt))) }),
        ControlEvidenceUnlinked e => With(e.ControlId, r => r with { Links = r.Links.ConvertAll(l => l.IsOpen(e.Sha256) ? l with { Unlinked = new(e, recordedAt) } : l) }),
        ControlExemptionProposed e => With(e.ControlId, r => r with { Exemptions = r.Exemptions.Add(new(new(e, recordedAt))) }),
        ControlExemptionApproved e => With(e.ControlId, r => r with { Exemptions = Last(r.Exemptions, x => x with { Approved = new(e, recordedAt) }) }),
        ControlExemptionEnded e => With(e.ControlId, r => r with { Exemptions = Last(r.Exemptions, x => x with { Ended = new(e, recordedAt) }) }),
        RequirementMappingImported e => this with { Mappings = Mappings.Add(new(e, recordedAt)) },
        _ => throw new InvalidOperationException($"{@event.GetType().Name} is not an event that the controls' stream can have here."),
    };

    /// <summary>What was recorded about one control; empty when nothing was.</summary>
    public ControlRecord Of(string controlId) => Records.GetValueOrDefault(controlId) ?? ControlRecord.Empty;

    /// <summary>The mapping sets at an instant, each as it was last imported, by name.</summary>
    public IReadOnlyList<Recorded<RequirementMappingImported>> MappingsAt(AsOf asOf) =>
    [
        .. Mappings.Where(m => m.RecordedAt <= asOf.ValidAt && m.RecordedAt <= asOf.KnownAt)
            .GroupBy(m => m.Value.MappingSet, StringComparer.Ordinal).Select(set => set.Last()).OrderBy(m => m.Value.MappingSet, StringComparer.Ordinal),
    ];

    private static ImmutableList<ControlExemption> Last(ImmutableList<ControlExemption> exemptions, Func<ControlExemption, ControlExemption> change) =>
        exemptions.SetItem(exemptions.Count - 1, change(exemptions[^1]));

    private ControlBook With(string controlId, Func<ControlRecord, ControlRecord> change) => this with { Records = Records.SetItem(controlId, change(Of(controlId))) };
}

/// <summary>What people recorded about one control, each list in the order recorded.</summary>
public sealed record ControlRecord
{
    public static readonly ControlRecord Empty = new();

    public ImmutableList<Recorded<ControlOwnerAssigned>> Owners { get; init; } = [];

    public ImmutableList<Recorded<ControlStated>> Statements { get; init; } = [];

    public ImmutableList<EvidenceLink> Links { get; init; } = [];

    public ImmutableList<ControlExemption> Exemptions { get; init; } = [];

    /// <summary>Who was answerable at an instant, or null when nobody was named.</summary>
    public string? OwnerAt(AsOf asOf) => Owners.FindLast(o => o.RecordedAt <= asOf.ValidAt && o.RecordedAt <= asOf.KnownAt)?.Value.Owner;

    /// <summary>The last statement made by an instant, in force or not; or null.</summary>
    public Recorded<ControlStated>? StatementAt(AsOf asOf) => Statements.FindLast(s => s.RecordedAt <= asOf.ValidAt && s.RecordedAt <= asOf.KnownAt);

    /// <summary>Hashes of the documents that are known to be linked: a link made later proves earlier days too, as far as its document does.</summary>
    public IReadOnlyList<string> LinkedAt(DateTimeOffset knownAt) =>
        [.. Links.Where(l => l.Linked.RecordedAt <= knownAt && !(l.Unlinked?.RecordedAt <= knownAt)).Select(l => l.Linked.Value.Sha256).Distinct(StringComparer.Ordinal)];

    /// <summary>The exemption in force at an instant, or null.</summary>
    public ControlExemption? ExemptionAt(AsOf asOf) => Exemptions.FindLast(x => x.IsInForce(asOf));

    /// <summary>The last exemption that was asked for by an instant, as far as was known then of its approval and end; or null.</summary>
    public ControlExemption? ExemptionKnownAt(DateTimeOffset knownAt) => Exemptions.FindLast(x => x.Proposed.RecordedAt <= knownAt) is { } last
        ? last with { Approved = last.Approved?.RecordedAt <= knownAt ? last.Approved : null, Ended = last.Ended?.RecordedAt <= knownAt ? last.Ended : null }
        : null;

    /// <summary>The exemption that waits for approval or is in force and has not ended, whatever the day; or null.</summary>
    public ControlExemption? Open => Exemptions is [.., { Ended: null } last] ? last : null;
}

/// <summary>A document put forward as proof of a control, and that it is none after all, or null.</summary>
public sealed record EvidenceLink(Recorded<ControlEvidenceLinked> Linked)
{
    public Recorded<ControlEvidenceUnlinked>? Unlinked { get; init; }

    public bool IsOpen(string sha256) => Unlinked is null && string.Equals(Linked.Value.Sha256, sha256, StringComparison.Ordinal);
}

/// <summary>That a control does not apply: asked for by one person, approved by another, until a day.</summary>
public sealed record ControlExemption(Recorded<ControlExemptionProposed> Proposed)
{
    public Recorded<ControlExemptionApproved>? Approved { get; init; }

    public Recorded<ControlExemptionEnded>? Ended { get; init; }

    /// <summary>True from its approval until its end, or its day of review.</summary>
    public bool IsInForce(AsOf asOf) => Holds(Approved?.RecordedAt, asOf) && !Holds(Ended?.RecordedAt, asOf) && asOf.Day < Proposed.Value.ReviewOn;

    private static bool Holds(DateTimeOffset? recordedAt, AsOf asOf) => recordedAt is { } at && at <= asOf.ValidAt && at <= asOf.KnownAt;
}

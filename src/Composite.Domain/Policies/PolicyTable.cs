namespace Composite.Domain.Policies;

/// <summary>Policy values with the version that decisions record and the instant from which they hold.</summary>
public sealed record PolicyVersion(int Version, DateTimeOffset EffectiveFrom, PolicyValues Values)
{
    /// <summary>When its approval was recorded: before that it was not known. Built-in values were always known.</summary>
    public DateTimeOffset RecordedAt { get; init; } = DateTimeOffset.MinValue;

    /// <summary>What it changes of the values that held before it; null when <see cref="Values"/> replaced them all.</summary>
    public PolicyChange? Change { get; init; }
}

/// <summary>A proposal, and what became of it.</summary>
public sealed record PolicyProposal
{
    public required string ProposalId { get; init; }

    public required DateTimeOffset EffectiveFrom { get; init; }

    public required PolicyChange Change { get; init; }

    /// <summary>The whole set of values, where it was proposed as such by an early version of Composite.</summary>
    public PolicyValues? Whole { get; init; }

    public required string Reason { get; init; }

    public required string ProposedBy { get; init; }

    public required DateTimeOffset ProposedAt { get; init; }

    public PolicyApproval? Approval { get; init; }

    public PolicyWithdrawal? Withdrawal { get; init; }

    public bool IsOpen => Approval is null && Withdrawal is null;
}

/// <summary>Who made a proposal the version that it became.</summary>
public sealed record PolicyApproval(int Version, string ApprovedBy, DateTimeOffset ApprovedAt);

/// <summary>Who withdrew a proposal or turned it down.</summary>
public sealed record PolicyWithdrawal(string Reason, string WithdrawnBy, DateTimeOffset WithdrawnAt);

/// <summary>The effective-dated policies. Version 0 is the built-in default and always holds.</summary>
/// <remarks>
/// What holds at an instant is every approved change, in the order in which they take effect, each on what the ones before it left. So no
/// change undoes another, in whichever order they were proposed and approved. A version in force never changes its values: an approval
/// takes effect in the future only.
/// </remarks>
public sealed record PolicyTable
{
    public static readonly PolicyTable BuiltIn = new();

    /// <summary>In the order approved, each with the values that hold from its date on, from everything that is known.</summary>
    public IReadOnlyList<PolicyVersion> Versions { get; init; } = [new(0, DateTimeOffset.MinValue, PolicyValues.Default)];

    /// <summary>Every proposal ever, in the order proposed.</summary>
    public IReadOnlyList<PolicyProposal> History { get; init; } = [];

    /// <summary>Proposed, and neither approved nor withdrawn.</summary>
    public IEnumerable<PolicyProposal> Proposals => History.Where(p => p.IsOpen);

    public PolicyTable Evolve(IEvent @event, DateTimeOffset recordedAt) => @event switch
    {
        PolicyChangeProposed e => this with
        {
            History = [.. History, new() { ProposalId = e.ProposalId, EffectiveFrom = e.EffectiveFrom, Change = e.Change, Reason = e.Reason, ProposedBy = e.ProposedBy, ProposedAt = recordedAt }],
        },
        PolicyProposed e => this with { History = [.. History, OfWholeSet(e, recordedAt)] },
        PolicyChangeApproved e when Proposed(e.ProposalId) is { IsOpen: true } p =>
            Settled(p with { Approval = new(e.Version, e.ApprovedBy, recordedAt) }).And(new(e.Version, p.EffectiveFrom, PolicyValues.Default) { RecordedAt = recordedAt, Change = p.Change }),
        PolicyApproved e when Proposed(e.ProposalId) is { IsOpen: true, Whole: { } whole } p =>
            Settled(p with { Approval = new(e.Version, e.ApprovedBy, recordedAt) }).And(new(e.Version, p.EffectiveFrom, whole) { RecordedAt = recordedAt }),
        PolicyProposalWithdrawn e when Proposed(e.ProposalId) is { IsOpen: true } p => Settled(p with { Withdrawal = new(e.Reason, e.WithdrawnBy, recordedAt) }),
        _ => throw new InvalidOperationException($"{@event.GetType().Name} is not an event that the policies' stream can have here."),
    };

    /// <summary>The proposal with an id, whatever became of it; or null.</summary>
    public PolicyProposal? Proposed(string proposalId) => History.FirstOrDefault(p => p.ProposalId == proposalId);

    /// <summary>The version in force at an instant, from everything that is known: the one that took effect last.</summary>
    public PolicyVersion At(DateTimeOffset instant) => At(AsOf.Now(instant));

    /// <summary>The version in force at an instant as known at another.</summary>
    public PolicyVersion At(AsOf asOf)
    {
        PolicyVersion current = Versions[0];
        bool all = true;
        foreach (PolicyVersion version in Versions)
        {
            if (version.RecordedAt > asOf.KnownAt) all = false;
            else if (version.EffectiveFrom <= asOf.ValidAt && version.EffectiveFrom >= current.EffectiveFrom) current = version;
        }

        return all || current.Change is null ? current : KnownAt(asOf.KnownAt).First(v => v.Version == current.Version);
    }

    /// <summary>The versions known at an instant, in the order approved, with the values that they then had.</summary>
    public IReadOnlyList<PolicyVersion> KnownAt(DateTimeOffset knownAt) => Merged([.. Versions.Where(v => v.RecordedAt <= knownAt)]);

    private static PolicyVersion[] Merged(PolicyVersion[] versions)
    {
        PolicyValues values = PolicyValues.Default;
        foreach (int i in Enumerable.Range(0, versions.Length).OrderBy(i => versions[i].EffectiveFrom).ThenBy(i => i))
        {
            values = versions[i].Change?.On(values) ?? versions[i].Values;
            versions[i] = versions[i] with { Values = values };
        }

        return versions;
    }

    private PolicyTable Settled(PolicyProposal proposal) => this with { History = [.. History.Select(p => p.ProposalId == proposal.ProposalId ? proposal : p)] };

    private PolicyTable And(PolicyVersion version) => this with { Versions = Merged([.. Versions, version]) };

    private PolicyProposal OfWholeSet(PolicyProposed e, DateTimeOffset recordedAt) => new()
    {
        ProposalId = e.ProposalId,
        EffectiveFrom = e.EffectiveFrom,
        Change = PolicyChange.Between(At(e.EffectiveFrom).Values, e.Values),
        Whole = e.Values,
        Reason = e.Reason,
        ProposedBy = e.ProposedBy,
        ProposedAt = recordedAt,
    };
}

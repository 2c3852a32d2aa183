namespace Composite.Domain.Policies;

/// <summary>
/// The values that PCI does not publish and the provider therefore sets. The defaults are ours, conservative, and not from PCI.
/// </summary>
public sealed record PolicyValues
{
    public static readonly PolicyValues Default = new();

    /// <summary>Oldest attestation result that a payment or a PIN entry may rest on. Default 5 minutes.</summary>
    public TimeSpan AttestationMaxAge { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Most that a request's time, or an attestation result's, may lie away from the server's. Default 2 minutes.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>A silo refuses payments when its facts are older than this. Default 2 seconds.</summary>
    public TimeSpan FactsMaxAge { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A listing that expires within these days is shown as expiring. Default 180.</summary>
    public int ExpiryWarningDays { get; init; } = 180;

    /// <summary>Days by which an annual checkpoint may be overdue before admission stops. Default 90.</summary>
    public int CheckpointToleranceDays { get; init; } = 90;

    /// <summary>How long an activation code can be used. Default 15 minutes.</summary>
    public TimeSpan ActivationCodeLifetime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Wrong codes after which an activation code is void. Default 5.</summary>
    public int ActivationMaxAttempts { get; init; } = 5;

    /// <summary>Waits before a reversal's repeats; the last one is used again until the cap. Default 1, 2, 5, 10, 30, 60 seconds.</summary>
    public IReadOnlyList<TimeSpan> ReversalWaits { get; init; } =
        [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60)];

    /// <summary>Reversal attempts after which a person decides. Default 60.</summary>
    public int ReversalMaxAttempts { get; init; } = 60;

    /// <summary>What each certification status does; null for <see cref="EffectTable.Default"/>.</summary>
    public IReadOnlyList<CertificationEffect>? CertificationEffects { get; init; }

    /// <summary>Days for which payments go on after a listing's expiry; null for the default, 0.</summary>
    public int? ExpiryGraceDays { get; init; }

    /// <summary>Days before a deadline at which a notice goes out; null for the default: 180, 90, 30, 7.</summary>
    public IReadOnlyList<int>? NoticeLeadDays { get; init; }

    /// <summary>Hours within which somebody decides what becomes of a listing in remediation; null for the default, 24.</summary>
    public int? RemediationDecisionHours { get; init; }

    /// <summary>Equal in every value (lists by content).</summary>
    public bool SaysTheSameAs(PolicyValues other)
    {
        ArgumentNullException.ThrowIfNull(other);
        PolicyValues alike = this with { ReversalWaits = other.ReversalWaits, CertificationEffects = other.CertificationEffects, NoticeLeadDays = other.NoticeLeadDays };
        return other.ReversalWaits is not null && alike == other && ReversalWaits.SequenceEqual(other.ReversalWaits)
            && (CertificationEffects ?? []).SequenceEqual(other.CertificationEffects ?? []) && (NoticeLeadDays ?? []).SequenceEqual(other.NoticeLeadDays ?? []);
    }
}

/// <summary>Policy values with the version that decisions record and the instant from which they hold.</summary>
public sealed record PolicyVersion(int Version, DateTimeOffset EffectiveFrom, PolicyValues Values)
{
    /// <summary>When its approval was recorded: before that it was not known. Built-in values were always known.</summary>
    public DateTimeOffset RecordedAt { get; init; } = DateTimeOffset.MinValue;
}

/// <summary>The effective-dated policies, oldest first. Version 0 is the built-in default and always holds.</summary>
public sealed record PolicyTable
{
    public static readonly PolicyTable BuiltIn = new();

    public IReadOnlyList<PolicyVersion> Versions { get; init; } = [new(0, DateTimeOffset.MinValue, PolicyValues.Default)];

    /// <summary>Proposed and not yet approved.</summary>
    public IReadOnlyList<PolicyProposed> Proposals { get; init; } = [];

    /// <summary>Proposals that became versions, so that proposing or approving them again is answered as done.</summary>
    public IReadOnlyList<PolicyProposed> Approved { get; init; } = [];

    public PolicyTable Evolve(IEvent @event, DateTimeOffset recordedAt) => @event switch
    {
        PolicyProposed e => this with { Proposals = [.. Proposals, e] },
        PolicyApproved e when Proposals.FirstOrDefault(p => p.ProposalId == e.ProposalId) is { } proposal => this with
        {
            Proposals = [.. Proposals.Where(p => p.ProposalId != e.ProposalId)],
            Approved = [.. Approved, proposal],
            Versions = [.. Versions, new(e.Version, proposal.EffectiveFrom, proposal.Values) { RecordedAt = recordedAt }],
        },
        _ => throw new InvalidOperationException($"{@event.GetType().Name} is not an event that the policies' stream can have here."),
    };

    /// <summary>The proposal with an id, open or approved; or null.</summary>
    public PolicyProposed? Proposed(string proposalId) => Proposals.Concat(Approved).FirstOrDefault(p => p.ProposalId == proposalId);

    /// <summary>The version in force at an instant, from everything that is known: the one that took effect last.</summary>
    public PolicyVersion At(DateTimeOffset instant) => At(AsOf.Now(instant));

    /// <summary>The version in force at an instant as known at another.</summary>
    public PolicyVersion At(AsOf asOf)
    {
        PolicyVersion current = Versions[0];
        foreach (PolicyVersion version in Versions)
        {
            if (version.RecordedAt <= asOf.KnownAt && version.EffectiveFrom <= asOf.ValidAt && version.EffectiveFrom >= current.EffectiveFrom) current = version;
        }

        return current;
    }
}

namespace Composite.Domain.Components;

/// <summary>A component, folded from its stream.</summary>
public sealed record ComponentState
{
    public required string Id { get; init; }

    public required ComponentKind Kind { get; init; }

    /// <summary>As of now; <see cref="NameAt"/> for earlier.</summary>
    public required string Name { get; init; }

    /// <summary>As of now; <see cref="NameAt"/> for earlier.</summary>
    public required string Vendor { get; init; }

    /// <summary>When the journal took the component in: before that it was not known.</summary>
    public DateTimeOffset RegisteredAt { get; init; }

    /// <summary>Every name and vendor, in the order recorded; a later one corrects the earlier one.</summary>
    public IReadOnlyList<Recorded<ComponentName>> Names { get; init; } = [];

    /// <summary>Every profile, in the order recorded; a later one replaces the earlier one.</summary>
    public IReadOnlyList<Recorded<ComponentProfile>> Profiles { get; init; } = [];

    /// <summary>In the order recorded; a later fact about the same version corrects the earlier one.</summary>
    public IReadOnlyList<Recorded<ComponentVersion>> Versions { get; init; } = [];

    public IReadOnlyList<Recorded<ComponentVersionWithdrawn>> Withdrawn { get; init; } = [];

    /// <summary>Withdrawals that were a mistake.</summary>
    public IReadOnlyList<Retraction<string>> Reinstated { get; init; } = [];

    public ListingBook Listings { get; init; } = ListingBook.Empty;

    /// <summary>In the order recorded; a later one with the same <see cref="ComplianceKey"/> corrects the earlier one. <see cref="ComplianceBook"/> answers for an instant.</summary>
    public IReadOnlyList<Recorded<ComplianceAttestation>> Compliance { get; init; } = [];

    /// <summary>Attestations of compliance that were recorded by mistake.</summary>
    public IReadOnlyList<Retraction<ComplianceKey>> ComplianceRetracted { get; init; } = [];

    /// <summary>Keys in use now, revoked ones left out; <see cref="AttestationKeysAt"/> for earlier.</summary>
    public IReadOnlyList<AttestationKeyRegistered> AttestationKeys { get; init; } = [];

    /// <summary>Keys that were revoked: none of them comes back.</summary>
    public IReadOnlyList<AttestationKeyRegistered> RevokedKeys { get; init; } = [];

    /// <summary>Every registration of a key, revoked ones too, in the order recorded.</summary>
    public IReadOnlyList<Recorded<AttestationKeyRegistered>> KeyRegistrations { get; init; } = [];

    /// <summary>Every revocation of a key, in the order recorded.</summary>
    public IReadOnlyList<Recorded<AttestationKeyRevoked>> KeyRevocations { get; init; } = [];

    /// <summary>Folds one event; the first of a stream is <see cref="ComponentRegistered"/>.</summary>
    public static ComponentState? Evolve(ComponentState? state, IEvent @event, DateTimeOffset recordedAt) => (state, @event) switch
    {
        (null, ComponentRegistered e) => new ComponentState { Id = e.ComponentId, Kind = e.Kind, Name = e.Name, Vendor = e.Vendor, RegisteredAt = recordedAt, Names = [new(new(e.Name, e.Vendor), recordedAt)] },
        ({ } s, ComponentRenamed e) => s with { Name = e.Name, Vendor = e.Vendor, Names = [.. s.Names, new(new(e.Name, e.Vendor), recordedAt)] },
        ({ } s, ComponentProfileSet e) => s with { Profiles = [.. s.Profiles, new(e.Profile, recordedAt)] },
        ({ } s, ComponentVersionAdded e) => s with { Versions = [.. s.Versions, new(e.Version, recordedAt)] },
        ({ } s, ComponentVersionCorrected e) => s with { Versions = [.. s.Versions, new(e.Version, recordedAt)] },
        ({ } s, ComponentVersionWithdrawn e) => s with { Withdrawn = [.. s.Withdrawn, new(e, recordedAt)] },
        ({ } s, ComponentVersionReinstated e) => s with { Reinstated = [.. s.Reinstated, new(e.Version, s.Withdrawn.Count, recordedAt)] },
        ({ } s, ComplianceRecorded e) => s with { Compliance = [.. s.Compliance, new(e.Attestation, recordedAt)] },
        ({ } s, ComplianceCorrected e) => s with { Compliance = [.. s.Compliance, new(e.Attestation, recordedAt)] },
        ({ } s, ComplianceRetracted e) => s with { ComplianceRetracted = [.. s.ComplianceRetracted, new(new(e.Standard, e.ValidFrom), s.Compliance.Count, recordedAt)] },
        ({ } s, AttestationKeyRegistered e) => s with { AttestationKeys = [.. s.AttestationKeys, e], KeyRegistrations = [.. s.KeyRegistrations, new(e, recordedAt)] },
        ({ } s, AttestationKeyRevoked e) => s with
        {
            AttestationKeys = [.. s.AttestationKeys.Where(k => k.KeyId != e.KeyId)],
            RevokedKeys = [.. s.RevokedKeys, .. s.AttestationKeys.Where(k => k.KeyId == e.KeyId)],
            KeyRevocations = [.. s.KeyRevocations, new(e, recordedAt)],
        },
        ({ } s, _) => s with { Listings = s.Listings.Apply(@event, recordedAt) },
        _ => throw new InvalidOperationException($"A component's stream starts with {nameof(ComponentRegistered)}, not {@event.GetType().Name}."),
    };

    /// <summary>The version from everything that is known, or null when it was never added or has been withdrawn.</summary>
    public ComponentVersion? UsableVersion(string version) =>
        IsWithdrawn(version, ListingBook.AllThatIsKnown) ? null : Version(version, ListingBook.AllThatIsKnown);

    /// <summary>The version as known at an instant, withdrawn or not; or null.</summary>
    public ComponentVersion? Version(string version, DateTimeOffset knownAt)
    {
        for (int i = Versions.Count - 1; i >= 0; i--)
        {
            Recorded<ComponentVersion> fact = Versions[i];
            if (fact.RecordedAt <= knownAt && string.Equals(fact.Value.Version, version, StringComparison.Ordinal)) return fact.Value;
        }

        return null;
    }

    /// <summary>True when a withdrawal of the version was known at the instant, and not that it was a mistake.</summary>
    public bool IsWithdrawn(string version, DateTimeOffset knownAt) => IsWithdrawnAt(version, new AsOf(ListingBook.AllThatIsKnown, knownAt));

    /// <summary>As <see cref="IsWithdrawn"/>, for an instant: a withdrawal holds from its recording on.</summary>
    public bool IsWithdrawnAt(string version, AsOf asOf)
    {
        for (int i = 0; i < Withdrawn.Count; i++)
        {
            Recorded<ComponentVersionWithdrawn> fact = Withdrawn[i];
            if (fact.RecordedAt <= asOf.KnownAt && fact.RecordedAt <= asOf.ValidAt && string.Equals(fact.Value.Version, version, StringComparison.Ordinal)
                && !Reinstated.Void(version, i, asOf.KnownAt))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Name and vendor as known at an instant, or null before the component was known.</summary>
    public ComponentName? NameAt(DateTimeOffset knownAt) => Facts.LastKnown(Names, knownAt)?.Value;

    /// <summary>The profile as known at an instant, or null before one was set.</summary>
    public ComponentProfile? ProfileAt(DateTimeOffset knownAt) => Facts.LastKnown(Profiles, knownAt)?.Value;

    /// <summary>Every version known at an instant, once each, as last corrected by then, in the order first recorded; withdrawn ones included.</summary>
    public IReadOnlyList<ComponentVersion> VersionsAt(DateTimeOffset knownAt)
    {
        List<ComponentVersion> versions = [];
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        foreach (Recorded<ComponentVersion> fact in Versions)
        {
            if (fact.RecordedAt > knownAt) continue;
            if (places.TryGetValue(fact.Value.Version, out int place)) versions[place] = fact.Value;
            else
            {
                places.Add(fact.Value.Version, versions.Count);
                versions.Add(fact.Value);
            }
        }

        return versions;
    }

    /// <summary>The keys in use at an instant as known at it: registered by then, and not revoked. A key that was revoked never comes back.</summary>
    public IReadOnlyList<AttestationKeyRegistered> AttestationKeysAt(AsOf asOf)
    {
        HashSet<string> revoked = [.. KeyRevocations.Where(r => Holds(r.RecordedAt, asOf)).Select(r => r.Value.KeyId)];
        return [.. KeyRegistrations.Where(r => Holds(r.RecordedAt, asOf) && !revoked.Contains(r.Value.KeyId)).Select(r => r.Value)];
    }

    /// <summary>The attestation of compliance in force on a day as known at an instant, the one that lasts longest; or null.</summary>
    public ComplianceAttestation? ComplianceInForce(ComplianceStandard standard, DateOnly day, DateTimeOffset knownAt)
    {
        ComplianceAttestation? best = null;
        for (int i = 0; i < Compliance.Count; i++)
        {
            ComplianceAttestation a = Compliance[i].Value;
            if (a.Standard == standard && a.ValidFrom <= day && day < a.ExpiresOn && (best is null || a.ExpiresOn > best.ExpiresOn) && IsCurrentCompliance(i, knownAt)) best = a;
        }

        return best;
    }

    /// <summary>True when <see cref="Compliance"/>[<paramref name="index"/>] is known at the instant and nothing known corrects or retracts it.</summary>
    internal bool IsCurrentCompliance(int index, DateTimeOffset knownAt)
    {
        if (Compliance[index].RecordedAt > knownAt) return false;
        ComplianceKey key = Compliance[index].Value.Key;
        for (int later = index + 1; later < Compliance.Count; later++)
        {
            if (Compliance[later].RecordedAt <= knownAt && Compliance[later].Value.Key == key) return false;
        }

        return !ComplianceRetracted.Void(key, index, knownAt);
    }

    // What holds from its recording on.
    private static bool Holds(DateTimeOffset recordedAt, AsOf asOf) => recordedAt <= asOf.ValidAt && recordedAt <= asOf.KnownAt;
}

namespace Composite.Domain.Components;

/// <summary>A component, folded from its stream.</summary>
public sealed record ComponentState
{
    public required string Id { get; init; }

    public required ComponentKind Kind { get; init; }

    public required string Name { get; init; }

    public required string Vendor { get; init; }

    /// <summary>When the journal took the component in: before that it was not known.</summary>
    public DateTimeOffset RegisteredAt { get; init; }

    /// <summary>In the order recorded; a later fact about the same version corrects the earlier one.</summary>
    public IReadOnlyList<Recorded<ComponentVersion>> Versions { get; init; } = [];

    public IReadOnlyList<Recorded<ComponentVersionWithdrawn>> Withdrawn { get; init; } = [];

    public ListingBook Listings { get; init; } = ListingBook.Empty;

    public IReadOnlyList<Recorded<ComplianceAttestation>> Compliance { get; init; } = [];

    /// <summary>Keys in use, revoked ones left out.</summary>
    public IReadOnlyList<AttestationKeyRegistered> AttestationKeys { get; init; } = [];

    /// <summary>Keys that were revoked: none of them comes back.</summary>
    public IReadOnlyList<AttestationKeyRegistered> RevokedKeys { get; init; } = [];

    /// <summary>Folds one event; the first of a stream is <see cref="ComponentRegistered"/>.</summary>
    public static ComponentState? Evolve(ComponentState? state, IEvent @event, DateTimeOffset recordedAt) => (state, @event) switch
    {
        (null, ComponentRegistered e) => new ComponentState { Id = e.ComponentId, Kind = e.Kind, Name = e.Name, Vendor = e.Vendor, RegisteredAt = recordedAt },
        ({ } s, ComponentVersionAdded e) => s with { Versions = [.. s.Versions, new(e.Version, recordedAt)] },
        ({ } s, ComponentVersionWithdrawn e) => s with { Withdrawn = [.. s.Withdrawn, new(e, recordedAt)] },
        ({ } s, ComplianceRecorded e) => s with { Compliance = [.. s.Compliance, new(e.Attestation, recordedAt)] },
        ({ } s, AttestationKeyRegistered e) => s with { AttestationKeys = [.. s.AttestationKeys, e] },
        ({ } s, AttestationKeyRevoked e) => s with
        {
            AttestationKeys = [.. s.AttestationKeys.Where(k => k.KeyId != e.KeyId)],
            RevokedKeys = [.. s.RevokedKeys, .. s.AttestationKeys.Where(k => k.KeyId == e.KeyId)],
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

    /// <summary>True when the version had been withdrawn by the instant.</summary>
    public bool IsWithdrawn(string version, DateTimeOffset knownAt)
    {
        foreach (Recorded<ComponentVersionWithdrawn> withdrawn in Withdrawn)
        {
            if (withdrawn.RecordedAt <= knownAt && string.Equals(withdrawn.Value.Version, version, StringComparison.Ordinal)) return true;
        }

        return false;
    }

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

    /// <summary>The attestation of compliance in force on a day as known at an instant, the one that lasts longest; or null.</summary>
    public ComplianceAttestation? ComplianceInForce(ComplianceStandard standard, DateOnly day, DateTimeOffset knownAt)
    {
        ComplianceAttestation? best = null;
        foreach (Recorded<ComplianceAttestation> fact in Compliance)
        {
            ComplianceAttestation a = fact.Value;
            if (fact.RecordedAt <= knownAt && a.Standard == standard && a.ValidFrom <= day && day < a.ExpiresOn
                && (best is null || a.ExpiresOn > best.ExpiresOn))
            {
                best = a;
            }
        }

        return best;
    }
}

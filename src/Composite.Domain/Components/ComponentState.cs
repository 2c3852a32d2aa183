namespace Composite.Domain.Components;

/// <summary>A component, folded from its stream.</summary>
public sealed record ComponentState
{
    public required string Id { get; init; }

    public required ComponentKind Kind { get; init; }

    public required string Name { get; init; }

    public required string Vendor { get; init; }

    public IReadOnlyList<ComponentVersion> Versions { get; init; } = [];

    public IReadOnlyList<ComponentVersionWithdrawn> Withdrawn { get; init; } = [];

    public ListingBook Listings { get; init; } = ListingBook.Empty;

    public IReadOnlyList<Recorded<ComplianceAttestation>> Compliance { get; init; } = [];

    /// <summary>Keys in use, revoked ones left out.</summary>
    public IReadOnlyList<AttestationKeyRegistered> AttestationKeys { get; init; } = [];

    /// <summary>Keys that were revoked: none of them comes back.</summary>
    public IReadOnlyList<AttestationKeyRegistered> RevokedKeys { get; init; } = [];

    /// <summary>Folds one event; the first of a stream is <see cref="ComponentRegistered"/>.</summary>
    public static ComponentState? Evolve(ComponentState? state, IEvent @event, DateTimeOffset recordedAt) => (state, @event) switch
    {
        (null, ComponentRegistered e) => new ComponentState { Id = e.ComponentId, Kind = e.Kind, Name = e.Name, Vendor = e.Vendor },
        ({ } s, ComponentVersionAdded e) => s with { Versions = [.. s.Versions, e.Version] },
        ({ } s, ComponentVersionWithdrawn e) => s with { Withdrawn = [.. s.Withdrawn, e] },
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

    /// <summary>The version, or null when it was never added or has been withdrawn.</summary>
    public ComponentVersion? UsableVersion(string version)
    {
        foreach (ComponentVersionWithdrawn withdrawn in Withdrawn)
        {
            if (withdrawn.Version == version) return null;
        }

        foreach (ComponentVersion known in Versions)
        {
            if (known.Version == version) return known;
        }

        return null;
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

using Composite.Domain.Components;
using Composite.Domain.Policies;
using Composite.Domain.Waivers;

namespace Composite.Domain.Tests.Components;

/// <summary>
/// Answers about a component straight from the raw facts, with none of the product's code for it: the facts known at an instant, read once
/// from the first to the last, as a clerk with a pencil and an eraser would.
/// </summary>
internal sealed class NaiveComponent(
    IEnumerable<(IEvent Event, DateTimeOffset RecordedAt)> history, DateTimeOffset validAt, DateTimeOffset knownAt, PolicyValues policy,
    IEnumerable<(IEvent Event, DateTimeOffset RecordedAt)>? waivers = null)
{
    private readonly (IEvent Event, DateTimeOffset RecordedAt)[] _waivers = [.. (waivers ?? []).Where(fact => fact.RecordedAt <= knownAt)];
    private readonly (IEvent Event, DateTimeOffset RecordedAt)[] _known = [.. history.Where(fact => fact.RecordedAt <= knownAt)];
    private readonly DateOnly _day = DateOnly.FromDateTime(validAt.UtcDateTime);

    public string? Name => _known.Select(f => f.Event switch { ComponentRegistered e => e.Name, ComponentRenamed e => e.Name, _ => null }).LastOrDefault(name => name is not null);

    public string? Notes => _known.Select(f => f.Event).OfType<ComponentProfileSet>().LastOrDefault()?.Profile.Notes;

    /// <summary>Current rows, the one recorded or corrected last at the end.</summary>
    public List<Listing> Rows()
    {
        List<Listing> rows = [];
        foreach ((IEvent fact, _) in _known)
        {
            if (fact is ListingRetracted retracted) rows.RemoveAll(r => r.Reference == retracted.Reference);
            if (((fact as ListingRecorded)?.Listing ?? (fact as ListingCorrected)?.Listing) is not { } now) continue;
            rows.RemoveAll(r => r.Reference == now.Reference);
            rows.Add(now);
        }

        return rows;
    }

    public CertificationStatus Status(string reference)
    {
        Listing? row = Rows().SingleOrDefault(r => r.Reference == reference);
        if (row is null) return CertificationStatus.Unknown;
        List<DateTimeOffset> revokedFrom = [];
        SortedDictionary<DateTimeOffset, bool> remediation = [];
        SortedDictionary<DateOnly, DateOnly> checkpoints = [];
        foreach ((IEvent fact, _) in _known)
        {
            if (fact is ListingRevoked revoked && revoked.Reference == reference) revokedFrom.Add(revoked.EffectiveAt);
            if (fact is ListingRevocationWithdrawn withdrawn && withdrawn.Reference == reference) revokedFrom.Clear();
            if (fact is ListingRemediationChanged change && change.Reference == reference) remediation[change.EffectiveAt] = change.Open;
            if (fact is CheckpointCompleted passed && passed.Reference == reference) checkpoints[passed.CompletedOn] = passed.NextDueOn;
        }

        if (revokedFrom.Any(at => at <= validAt)) return CertificationStatus.Revoked;
        if (_day < row.ListedOn) return CertificationStatus.NotYetInForce;
        if (_day >= row.ExpiresOn) return CertificationStatus.Expired;
        if (remediation.LastOrDefault(r => r.Key <= validAt).Value) return CertificationStatus.InRemediation;
        DateOnly next = checkpoints.LastOrDefault(c => c.Key <= _day).Value;
        DateOnly? due = row.CheckpointDueOn is null || next > row.CheckpointDueOn ? (next == default ? row.CheckpointDueOn : next) : row.CheckpointDueOn;
        if (_day > due) return _day > due.Value.AddDays(policy.CheckpointToleranceDays) ? CertificationStatus.CheckpointLapsed : CertificationStatus.CheckpointOverdue;
        return _day.AddDays(policy.ExpiryWarningDays) >= row.ExpiresOn ? CertificationStatus.Expiring : CertificationStatus.InForce;
    }

    /// <summary>
    /// The reference of the listing that counts: the mildest for payments, then for new devices, then for new merchants; of equals the longest,
    /// then the newest; when each stops payments, the newest.
    /// </summary>
    public string? InUse()
    {
        List<Listing> rows = Rows();
        rows.Reverse();
        return rows.Select(row => (row, Does: Does(row)))
            .OrderBy(x => x.Does.Payments).ThenBy(x => x.Does.NewDevices).ThenBy(x => x.Does.NewMerchants)
            .ThenByDescending(x => x.Does.Payments == Effect.Refuse ? default : x.row.ExpiresOn)
            .Select(x => x.row.Reference).FirstOrDefault();
    }

    private (Effect Payments, Effect NewDevices, Effect NewMerchants) Does(Listing row)
    {
        CertificationStatus status = Status(row.Reference);
        CertificationEffect does = (policy.CertificationEffects ?? EffectTable.Default).Single(r => r.Status == status);
        (Effect payments, Effect devices, Effect merchants) = (does.Payments, does.NewDevices, does.NewMerchants);
        if (status == CertificationStatus.Expired && _day < row.ExpiresOn.AddDays(policy.ExpiryGraceDays ?? 0)) payments = Effect.Warn;
        foreach (Waiver waiver in _waivers.Select(w => w.Event).OfType<WaiverProposed>().Select(e => e.Waiver))
        {
            bool approved = _waivers.Any(w => w.Event is WaiverApproved a && a.WaiverId == waiver.WaiverId && w.RecordedAt <= validAt);
            bool ended = _waivers.Any(w => w.Event is WaiverEnded e && e.WaiverId == waiver.WaiverId && e.EffectiveAt <= validAt);
            if (!approved || ended || validAt < waiver.ValidFrom || validAt >= waiver.ValidUntil) continue;
            if (waiver.SubjectId != "sdk-a" || waiver.Reference != row.Reference || !waiver.Statuses.Contains(status)) continue;
            if (payments == Effect.Refuse) payments = Effect.Warn;
            if (waiver.CoversAdmission && devices == Effect.Refuse) devices = Effect.Warn;
            if (waiver.CoversAdmission && merchants == Effect.Refuse) merchants = Effect.Warn;
        }

        return (payments, devices, merchants);
    }

    /// <summary>Current attestations under a standard, the one recorded or corrected last at the end.</summary>
    public List<ComplianceAttestation> Compliance(ComplianceStandard standard)
    {
        List<ComplianceAttestation> current = [];
        foreach ((IEvent fact, _) in _known)
        {
            if (fact is ComplianceRetracted retracted && retracted.Standard == standard) current.RemoveAll(a => a.ValidFrom == retracted.ValidFrom);
            ComplianceAttestation? now = (fact as ComplianceRecorded)?.Attestation ?? (fact as ComplianceCorrected)?.Attestation;
            if (now?.Standard != standard) continue;
            current.RemoveAll(a => a.ValidFrom == now.ValidFrom);
            current.Add(now);
        }

        return current;
    }

    public CertificationStatus Status(ComplianceAttestation a)
    {
        if (_day < a.ValidFrom) return CertificationStatus.NotYetInForce;
        if (_day >= a.ExpiresOn) return CertificationStatus.Expired;
        return _day.AddDays(policy.ExpiryWarningDays) >= a.ExpiresOn ? CertificationStatus.Expiring : CertificationStatus.InForce;
    }

    /// <summary>The version's facts and whether it is withdrawn.</summary>
    public (DateOnly? CryptoExpiresOn, VersionStatus Status) Version(string version)
    {
        ComponentVersion? facts = null;
        List<DateTimeOffset> withdrawnFrom = [];
        foreach ((IEvent fact, DateTimeOffset at) in _known)
        {
            if (fact is ComponentVersionAdded added && added.Version.Version == version) facts = added.Version;
            if (fact is ComponentVersionCorrected corrected && corrected.Version.Version == version) facts = corrected.Version;
            if (fact is ComponentVersionWithdrawn withdrawn && withdrawn.Version == version) withdrawnFrom.Add(at);
            if (fact is ComponentVersionReinstated reinstated && reinstated.Version == version) withdrawnFrom.Clear();
        }

        if (facts is null) return (null, VersionStatus.Unknown);
        if (withdrawnFrom.Any(at => at <= validAt)) return (facts.CryptoExpiresOn, VersionStatus.Withdrawn);
        if (facts.CryptoExpiresOn <= _day) return (facts.CryptoExpiresOn, VersionStatus.CryptoExpired);
        return (facts.CryptoExpiresOn, facts.CryptoExpiresOn <= _day.AddDays(policy.ExpiryWarningDays) ? VersionStatus.CryptoExpiring : VersionStatus.Usable);
    }
}

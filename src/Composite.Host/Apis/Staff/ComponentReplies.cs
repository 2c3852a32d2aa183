using Composite.Domain;
using Composite.Domain.Components;
using Composite.Domain.Policies;
using Composite.Domain.Solutions;

namespace Composite.Host.Apis.Staff;

/// <summary>A component in a list, as of the answer's instants.</summary>
/// <param name="ComponentId">Its id.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its name.</param>
/// <param name="Vendor">Its vendor.</param>
/// <param name="Versions">Versions added and not withdrawn.</param>
/// <param name="ListingReference">The listing that counts; null for a component without one.</param>
/// <param name="ListingStatus">Computed; <c>unknown</c> without a listing.</param>
/// <param name="ListingExpiresOn">First day no longer in force.</param>
/// <param name="Status">The worst of the listing that counts and, for each standard, the attestation of compliance that counts.</param>
internal sealed record ComponentRow(
    string ComponentId, ComponentKind Kind, string Name, string Vendor, int Versions, string? ListingReference, CertificationStatus ListingStatus, DateOnly? ListingExpiresOn,
    CertificationStatus Status);

/// <summary>A component with everything that was known of it, as of the answer's instants.</summary>
internal sealed record ComponentReply
{
    public required string ComponentId { get; init; }

    public required ComponentKind Kind { get; init; }

    public required string Name { get; init; }

    public required string Vendor { get; init; }

    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>The worst of the listing that counts and, for each standard, the attestation of compliance that counts.</summary>
    public required CertificationStatus Status { get; init; }

    public required ComponentProfile? Profile { get; init; }

    public required IReadOnlyList<ComponentVersionReply> Versions { get; init; }

    /// <summary>Newest first.</summary>
    public required IReadOnlyList<ListingReply> Listings { get; init; }

    /// <summary>Newest first.</summary>
    public required IReadOnlyList<ComplianceReply> Compliance { get; init; }

    /// <summary>Ids of the A&amp;M service's keys in use.</summary>
    public required IReadOnlyList<string> AttestationKeyIds { get; init; }

    /// <summary>What was so at this instant.</summary>
    public required DateTimeOffset ValidAt { get; init; }

    /// <summary>As far as it was known at this instant.</summary>
    public required DateTimeOffset KnownAt { get; init; }

    /// <summary>The journal position that the answer includes.</summary>
    public required long Position { get; init; }
}

/// <summary>A version of a component with its computed status.</summary>
internal sealed record ComponentVersionReply(string Version, VersionStatus Status, DateOnly? CryptoExpiresOn, string? PackageName, IReadOnlyList<string> CertificateSha256s, bool Withdrawn);

/// <summary>A listing with its computed status.</summary>
/// <param name="Listing">The row, as it was known.</param>
/// <param name="Status">Computed.</param>
/// <param name="InUse">True for the listing that counts: the one on which the gate relies for payments.</param>
/// <param name="CheckpointDueOn">The next annual checkpoint, with those passed by then.</param>
/// <param name="RevokedFrom">From when it is revoked.</param>
/// <param name="RecordedAt">When the row, as it stands here, was recorded.</param>
internal sealed record ListingReply(Listing Listing, CertificationStatus Status, bool InUse, DateOnly? CheckpointDueOn, DateTimeOffset? RevokedFrom, DateTimeOffset RecordedAt);

/// <summary>An attestation of compliance with its computed status.</summary>
internal sealed record ComplianceReply(
    ComplianceStandard Standard, string StandardVersion, string Assessor, DateOnly ValidFrom, DateOnly ExpiresOn, CertificationStatus Status, bool InForce, string? Notes,
    string? EvidenceSha256, DateTimeOffset RecordedAt);

/// <summary>Lays facts out as of two instants.</summary>
internal static class ComponentReplies
{
    public static ComponentRow Row(ComponentState component, SolutionFacts facts, AsOf asOf)
    {
        ComponentStatus status = ComponentStatus.Of(component, facts.Waivers, asOf, facts.Policies.At(asOf).Values);
        ComponentName name = component.NameAt(asOf.KnownAt)!;
        return new ComponentRow(
            component.Id, component.Kind, name.Name, name.Vendor, component.VersionsAt(asOf.KnownAt).Count(v => !component.IsWithdrawnAt(v.Version, asOf)),
            status.InUse?.Row.Reference, status.InUse?.Status ?? CertificationStatus.Unknown, status.InUse?.Row.ExpiresOn, status.Status);
    }

    public static ComponentReply Whole(ComponentState component, SolutionFacts facts, AsOfQuery query)
    {
        AsOf asOf = query.AsOf;
        PolicyValues policy = facts.Policies.At(asOf).Values;
        ComponentStatus status = ComponentStatus.Of(component, facts.Waivers, asOf, policy);
        ComponentName name = component.NameAt(asOf.KnownAt)!;
        return new ComponentReply
        {
            ComponentId = component.Id,
            Kind = component.Kind,
            Name = name.Name,
            Vendor = name.Vendor,
            RegisteredAt = component.RegisteredAt,
            Status = status.Status,
            Profile = component.ProfileAt(asOf.KnownAt),
            Versions = [.. component.VersionsAt(asOf.KnownAt).Select(v => Version(component, v, asOf, policy))],
            Listings = [.. status.Listings.Select(l => Listing(component.Listings, l, status.InUse, asOf))],
            Compliance = [.. status.Compliance.Select(Compliance)],
            AttestationKeyIds = [.. component.AttestationKeysAt(asOf).Select(k => k.KeyId)],
            ValidAt = query.ValidAt,
            KnownAt = query.KnownAt,
            Position = facts.Position,
        };
    }

    private static ComponentVersionReply Version(ComponentState component, ComponentVersion version, AsOf asOf, PolicyValues policy) => new(
        version.Version, component.VersionStatusAt(version, asOf, policy), version.CryptoExpiresOn, version.PackageName, version.CertificateSha256s, component.IsWithdrawnAt(version.Version, asOf));

    public static ListingReply Listing(ListingBook book, ListingStatus listing, ListingStatus? inUse, AsOf asOf) => new(
        listing.Row, listing.Status, listing.Row.Reference == inUse?.Row.Reference, listing.CheckpointDueOn, book.RevokedFrom(listing.Row.Reference, asOf.KnownAt), listing.RecordedAt);

    private static ComplianceReply Compliance(ComplianceStatus compliance)
    {
        ComplianceAttestation a = compliance.Attestation;
        return new(
            a.Standard, a.StandardVersion, a.Assessor, a.ValidFrom, a.ExpiresOn, compliance.Status, compliance.Status is CertificationStatus.InForce or CertificationStatus.Expiring, a.Notes,
            a.EvidenceSha256, compliance.RecordedAt);
    }
}

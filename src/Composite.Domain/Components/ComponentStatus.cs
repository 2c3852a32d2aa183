using Composite.Domain.Policies;
using Composite.Domain.Waivers;

namespace Composite.Domain.Components;

/// <summary>A component's certification at an instant, as known at an instant. Pure, computed when asked.</summary>
/// <param name="Listings">Every listing known, with its status, newest first.</param>
/// <param name="InUse">
/// The listing that counts, the one on which the gate relies for payments, see <see cref="ListingBook.InUse"/>; null when none is known.
/// </param>
/// <param name="Compliance">Every attestation of compliance known, with its status, newest first.</param>
/// <param name="ComplianceInUse">For each standard on record, by standard: the attestation that counts, see <see cref="ComplianceBook.ComplianceInUse"/>.</param>
/// <param name="Status">
/// One word for the whole: the worst (<see cref="CertificationSeverity"/>) of the listing that counts and, for each standard on record, the
/// attestation that counts. <see cref="CertificationStatus.Unknown"/> when there is none of them; a <see cref="ComponentKind.ProviderPart"/>
/// has no listing, so that <c>Unknown</c> only says that nothing is recorded there.
/// </param>
public sealed record ComponentStatus(
    IReadOnlyList<ListingStatus> Listings,
    ListingStatus? InUse,
    IReadOnlyList<ComplianceStatus> Compliance,
    IReadOnlyList<ComplianceStatus> ComplianceInUse,
    CertificationStatus Status)
{
    /// <summary>The component's certification.</summary>
    /// <param name="component">The component.</param>
    /// <param name="waivers">All waivers: <c>facts.Waivers</c>. They bear on which listing counts, never on its status.</param>
    /// <param name="asOf">The instants. Before <see cref="ComponentState.RegisteredAt"/> nothing is known, so nothing is found.</param>
    /// <param name="policy">The policy in force at these instants: <c>facts.Policies.At(asOf).Values</c>.</param>
    public static ComponentStatus Of(ComponentState component, WaiverBook waivers, AsOf asOf, PolicyValues policy)
    {
        ArgumentNullException.ThrowIfNull(component);
        ListingStatus? listing = component.Listings.InUse(waivers, component.Id, asOf, policy);
        List<ComplianceStatus> attestations = [];
        CertificationStatus? worst = listing?.Status;
        foreach (ComplianceStandard standard in Enum.GetValues<ComplianceStandard>())
        {
            if (component.ComplianceInUse(standard, asOf, policy) is not { } attestation) continue;
            attestations.Add(attestation);
            if (worst is not { } so || attestation.Status.Severity() > so.Severity()) worst = attestation.Status;
        }

        return new ComponentStatus(
            component.Listings.StatusesAt(asOf, policy), listing, component.ComplianceAt(asOf, policy), attestations, worst ?? CertificationStatus.Unknown);
    }
}

/// <summary>How bad a status is.</summary>
public static class CertificationSeverity
{
    /// <summary>0 for in force; the greater, the worse. Orders statuses for people, says nothing about effects: those are the policy's.</summary>
    public static int Severity(this CertificationStatus status) => status switch
    {
        CertificationStatus.InForce => 0,
        CertificationStatus.Expiring => 1,
        CertificationStatus.CheckpointOverdue => 2,
        CertificationStatus.CheckpointLapsed => 3,
        CertificationStatus.InRemediation => 4,
        CertificationStatus.NotYetInForce => 5,
        CertificationStatus.Unknown => 6,
        CertificationStatus.Expired => 7,
        _ => 8,
    };
}

using Composite.Contracts.Components;
using Composite.Contracts.Payments;
using Composite.Contracts.Solutions;
using Composite.Contracts.ThirdParties;
using Composite.Domain.Components;
using Composite.Domain.Rules;
using Composite.Domain.Scope;
using Composite.Domain.ThirdParties;
using DomainKind = Composite.Domain.Components.ComponentKind;
using WireKind = Composite.Contracts.Components.ComponentKind;

namespace Composite.Grains;

/// <summary>Between the wire's records and the domain's. Enumerations are equal by name and number; a test holds them so.</summary>
internal static class Wire
{
    public static DomainKind ToDomain(this WireKind kind) => (DomainKind)kind;

    public static Listing ToDomain(this ListingInfo l) => new()
    {
        Reference = l.Reference,
        StandardVersion = l.StandardVersion,
        Laboratory = l.Laboratory,
        ListedOn = l.ListedOn,
        ExpiresOn = l.ExpiresOn,
        CheckpointDueOn = l.CheckpointDueOn,
        Versions = l.Versions,
        EntryModes = [.. l.EntryModes.Select(e => (Domain.Components.EntryMode)e)],
        Cvms = [.. l.Cvms.Select(c => (Domain.Components.Cvm)c)],
        SdkType = (Domain.Components.SdkType?)l.SdkType,
        Dependencies = l.Dependencies,
        RetrievedAt = l.RetrievedAt,
        ProductType = (Domain.Components.ListingProductType?)l.ProductType,
        Vendor = l.Vendor,
        ProductName = l.ProductName,
        VerifiedApplications = l.VerifiedApplications is { } applications ? [.. applications.Select(a => a is null ? null! : new VerifiedApplication(a.Name, a.Version))] : null,
        Notes = l.Notes,
        RetrievedBy = l.RetrievedBy,
    };

    public static ListingInfo ToWire(this Listing l) => new()
    {
        Reference = l.Reference,
        StandardVersion = l.StandardVersion,
        Laboratory = l.Laboratory,
        ListedOn = l.ListedOn,
        ExpiresOn = l.ExpiresOn,
        CheckpointDueOn = l.CheckpointDueOn,
        Versions = [.. l.Versions],
        EntryModes = [.. l.EntryModes.Select(e => (Contracts.Components.EntryMode)e)],
        Cvms = [.. l.Cvms.Select(c => (Contracts.Components.Cvm)c)],
        SdkType = (Contracts.Components.SdkType?)l.SdkType,
        Dependencies = [.. l.Dependencies],
        RetrievedAt = l.RetrievedAt,
        ProductType = (Contracts.Components.ListingProductType?)l.ProductType,
        Vendor = l.Vendor,
        ProductName = l.ProductName,
        VerifiedApplications = l.VerifiedApplications is { } applications ? [.. applications.Select(a => new VerifiedApplicationInfo(a.Name, a.Version))] : null,
        Notes = l.Notes,
        RetrievedBy = l.RetrievedBy,
    };

    public static ScopeDeclaration ToDomain(this DeclareScope s) => new()
    {
        Software = s.Software.ToDomain(),
        Application = s.Application.ToDomain(),
        Attestation = s.Attestation.ToDomain(),
        BackEnd = s.BackEnd.ToDomain(),
        Decryption = s.Decryption?.ToDomain(),
    };

    public static ComponentVersion ToDomain(this AddComponentVersion c) => new()
    {
        Version = c.Version,
        CryptoExpiresOn = c.CryptoExpiresOn,
        PackageName = c.PackageName,
        CertificateSha256s = c.CertificateSha256s,
    };

    public static ComponentProfile ToDomain(this SetComponentProfile c) => new()
    {
        ThirdPartyId = c.ThirdPartyId,
        Contributes = c.Contributes,
        Responsibilities = c.Responsibilities?.ToDomain(),
        Notes = c.Notes,
    };

    public static ComplianceAttestation ToDomain(this RecordCompliance c) =>
        new((Domain.Components.ComplianceStandard)c.Standard, c.StandardVersion, c.Assessor, c.ValidFrom, c.ExpiresOn) { Notes = c.Notes, EvidenceSha256 = c.EvidenceSha256 };

    // A list's item may be null, as JSON lets it be: the decider says so.
    public static IReadOnlyList<Responsibility> ToDomain(this IReadOnlyList<ResponsibilityInfo> lines) =>
        [.. lines.Select(line => line is null ? null! : new Responsibility(line.Area, (Domain.ThirdParties.ResponsibleParty)line.Party, line.Detail))];

    /// <summary>Exactly one of the three must be so; anything else was not appraised.</summary>
    public static AttestationEvidence ToDomain(this EvidenceInfo e) => e switch
    {
        { Result: { } result, Unavailable: false, Defect: null } => AttestationEvidence.Of(result.ToDomain()),
        { Result: null, Unavailable: true, Defect: null } => AttestationEvidence.ServiceUnavailable,
        _ => AttestationEvidence.NotAppraised(e.Defect ?? "no attestation result was given"),
    };

    private static ScopePart ToDomain(this ScopePartInfo part) => new((Domain.Scope.ScopeSource)part.Source, part.Reference, part.ThirdPartyId);

    public static FindingInfo ToWire(this Finding f) => new(f.Code, f.Outcome.ToString(), f.Facts.ToDictionary(x => x.Name, x => x.Value), f.Reason, f.Remedy);
}

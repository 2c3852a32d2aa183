using Composite.Domain.Components;
using Composite.Domain.Policies;
using Composite.Domain.Solutions;
using Composite.Domain.ThirdParties;

namespace Composite.Domain.Scope;

/// <summary>What a part contributes to a domain.</summary>
internal sealed record ScopeFinding
{
    /// <summary>What the provider has evaluated itself, or null.</summary>
    public string? Own { get; init; }

    public ScopeReliance? Reliance { get; init; }

    public IReadOnlyList<ScopeShare> Shares { get; init; } = [];

    public IReadOnlyList<ScopeGap> Gaps { get; init; } = [];
}

/// <summary>Looks the declared parts up in the facts as of an instant.</summary>
internal sealed class ScopeSources(SolutionFacts facts, AsOf asOf, IReadOnlyList<string> composition)
{
    private readonly PolicyValues _policy = facts.Policies.At(asOf).Values;

    /// <summary>A part whose domain is its own: made by the provider, listed, or a third party's without a listing.</summary>
    public ScopeFinding Find(ScopePartName part, ScopePart declared, int domain) => declared.Source switch
    {
        ScopeSource.Own => new ScopeFinding { Own = Words(part) },
        ScopeSource.Listing => Listed(part, declared, domain),
        _ => FromThirdParty(part, declared, domain) with { Own = $"{Words(part)}, with the third party taking part" },
    };

    /// <summary>The A&amp;M service, which the SDK's listing must be paired with where both are listed.</summary>
    public ScopeFinding FindPaired(ScopeDeclaration declaration)
    {
        ScopeFinding found = Find(ScopePartName.Attestation, declaration.Attestation, 3);
        if (found.Reliance is not { } reliance || declaration.Software.Reference is not { } software || Row(software, ComponentKind.MpocSoftware)?.Row is not { Dependencies.Count: > 0 } sdk
            || sdk.Dependencies.Contains(reliance.Reference)) return found;
        return found with { Gaps = [.. found.Gaps, new ScopeGap(ScopePartName.Attestation, $"The SDK's listing {software} does not name {reliance.Reference} among its dependencies.", "Take an A&M service that the SDK's listing is paired with.")] };
    }

    /// <summary>A part that is run, in domain 5: what a third party runs must be covered by an attestation of compliance.</summary>
    public ScopeFinding FindRun(ScopePartName part, ScopePart declared) => declared.Source switch
    {
        ScopeSource.Own => new ScopeFinding { Own = Words(part) },
        ScopeSource.Listing => Listed(part, declared, 5),
        _ => FromThirdParty(part, declared, 5),
    };

    private static string Words(ScopePartName part) => part switch
    {
        ScopePartName.Software => "the SDK",
        ScopePartName.Application => "the application that integrates the SDK",
        ScopePartName.Attestation => "the A&M service",
        ScopePartName.BackEnd => "the payment back-end",
        ScopePartName.Decryption => "decryption and HSMs",
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "It is not a part."),
    };

    private static ComponentKind KindOf(ScopePartName part) => part switch
    {
        ScopePartName.Software => ComponentKind.MpocSoftware,
        ScopePartName.Application => ComponentKind.MpocApplication,
        ScopePartName.Attestation => ComponentKind.AttestationService,
        ScopePartName.BackEnd => ComponentKind.PaymentBackEnd,
        ScopePartName.Decryption => ComponentKind.DecryptionService,
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "It is not a part."),
    };

    private ScopeFinding Listed(ScopePartName part, ScopePart declared, int domain)
    {
        string reference = declared.Reference!;
        IReadOnlyList<ScopeShare> shares = declared.ThirdPartyId is { } id && ThirdParty(id) is { } party ? Shares(part, party, domain) : [];
        if (Row(reference, KindOf(part)) is not var (component, row))
        {
            return new ScopeFinding { Shares = shares, Gaps = [new ScopeGap(part, $"No listing {reference} of a {KindOf(part)} is known.", "Record the listing with its component, or declare another source.")] };
        }

        CertificationStatus status = component.Listings.Status(reference, asOf.ValidAt, asOf.KnownAt, _policy);
        List<ScopeGap> gaps = [];
        if (composition.Count > 0 && !composition.Contains(component.Id))
            gaps.Add(new ScopeGap(part, $"Component '{component.Id}', whose listing it is, is not in the solution's composition.", "Compose the solution of what is declared."));
        if (status is CertificationStatus.Unknown or CertificationStatus.NotYetInForce or CertificationStatus.Expired or CertificationStatus.Revoked)
            gaps.Add(new ScopeGap(part, $"Listing {reference} is {status}.", $"Replace {Words(part)} by one whose listing is in force, or have the domain evaluated yourself.", LostAt(component.Listings, row, status)));
        return new ScopeFinding { Shares = shares, Gaps = gaps, Reliance = gaps.Count == 0 ? new ScopeReliance(part, reference, component.Id, status, row.ExpiresOn) : null };
    }

    private ScopeFinding FromThirdParty(ScopePartName part, ScopePart declared, int domain)
    {
        if (ThirdParty(declared.ThirdPartyId!) is not { } party)
            return new ScopeFinding { Gaps = [new ScopeGap(part, $"Third party '{declared.ThirdPartyId}' is not on the list.", "Register it, with its contract and the split of responsibility.")] };
        List<ScopeGap> gaps = [];
        if (!HasContract(party)) gaps.Add(new ScopeGap(part, $"No contract with '{party.Id}' is in force.", "Record the contract."));
        IReadOnlyList<ScopeShare> shares = Shares(part, party, domain);
        if (shares.Count == 0) gaps.Add(new ScopeGap(part, $"It is not written down who of you and '{party.Id}' answers for what in domain {domain}.", $"Record the split of responsibility, with lines for domain {domain}."));
        return new ScopeFinding { Shares = shares, Gaps = gaps };
    }

    private (ComponentState Component, Listing Row)? Row(string reference, ComponentKind kind)
    {
        foreach (ComponentState component in facts.Components.Values)
        {
            if (component.Kind == kind && component.RegisteredAt <= asOf.KnownAt && component.Listings.Row(reference, asOf.KnownAt) is { } row) return (component, row);
        }

        return null;
    }

    private ThirdPartyState? ThirdParty(string id) =>
        facts.ThirdParties.GetValueOrDefault(id) is { } party && party.RegisteredAt <= asOf.KnownAt && !party.Ends.Any(e => e.RecordedAt <= asOf.KnownAt && e.Value.EndedOn <= asOf.Day) ? party : null;

    private bool HasContract(ThirdPartyState party) => party.Contracts.LastOrDefault(c => c.RecordedAt <= asOf.KnownAt)?.Value is { } contract
        && contract.SignedOn <= asOf.Day && (contract.EndsOn is not { } end || asOf.Day < end);

    // A line that names domains counts for these; one that names none counts for each domain that the party has a part in.
    private IReadOnlyList<ScopeShare> Shares(ScopePartName part, ThirdPartyState party, int domain) =>
    [
        .. (party.Responsibilities.LastOrDefault(r => r.RecordedAt <= asOf.KnownAt)?.Value ?? [])
            .Where(line => !line.Area.Contains("domain", StringComparison.OrdinalIgnoreCase) || line.Area.Contains($"domain {domain}", StringComparison.OrdinalIgnoreCase))
            .Select(line => new ScopeShare(part, party.Id, line.Area, line.Party, line.Detail)),
    ];

    private DateTimeOffset? LostAt(ListingBook book, Listing row, CertificationStatus status) => status switch
    {
        CertificationStatus.Expired => new DateTimeOffset(row.ExpiresOn, TimeOnly.MinValue, TimeSpan.Zero),
        CertificationStatus.Revoked => book.Revocations.Where(r => r.RecordedAt <= asOf.KnownAt && r.Value.Reference == row.Reference).Select(r => (DateTimeOffset?)r.Value.EffectiveAt).Min(),
        _ => null,
    };
}

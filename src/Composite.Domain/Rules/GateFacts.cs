using Composite.Domain.Acquirers;
using Composite.Domain.Components;
using Composite.Domain.Devices;
using Composite.Domain.Merchants;
using Composite.Domain.Payments;
using Composite.Domain.Policies;
using Composite.Domain.Solutions;

namespace Composite.Domain.Rules;

/// <summary>What came of asking for an attestation result: exactly one of the three is so.</summary>
/// <param name="Result">The authentic result, or null.</param>
/// <param name="Unavailable">True when the device said that the A&amp;M service did not answer.</param>
/// <param name="Defect">Why a token could not be appraised, or that none came; null otherwise.</param>
public sealed record AttestationEvidence(AttestationResult? Result, bool Unavailable, string? Defect)
{
    public static AttestationEvidence Of(AttestationResult result) => new(result, false, null);

    public static readonly AttestationEvidence ServiceUnavailable = new(null, true, null);

    public static AttestationEvidence NotAppraised(string defect) => new(null, false, defect);
}

/// <summary>Everything that the gate looks at for one payment. Built once; the rules only read it.</summary>
public sealed class GateFacts
{
    public GateFacts(
        PaymentRequest request, DateTimeOffset now, SolutionFacts shared, TimeSpan sharedAge, DeviceState device, MerchantState? merchant,
        PaymentLedger ledger, AttestationEvidence card, AttestationEvidence? pin)
    {
        Request = request;
        Now = now;
        Day = DateOnly.FromDateTime(now.UtcDateTime);
        Shared = shared;
        SharedAge = sharedAge;
        Device = device;
        Merchant = merchant;
        Ledger = ledger;
        Card = card;
        Pin = pin;
        PolicyVersion = shared.Policies.At(now);
        Solution = shared.Solutions.GetValueOrDefault(device.SolutionId);
        Acquirer = shared.Acquirers.GetValueOrDefault(device.AcquirerId);
        Terminal = merchant?.TerminalWith(device.Tid);
        Contract = merchant?.ContractWith(device.AcquirerId);
        Composition = Compose(Solution, shared);
        Sdk = InComposition(device.Enrolment?.SdkComponentId);
        AttestationService = InComposition(device.Enrolment?.AttestationServiceId);
        SdkListing = ListingInUse(Sdk, card.Result?.SdkVersion);
    }

    public PaymentRequest Request { get; }

    public DateTimeOffset Now { get; }

    /// <summary>The day of <see cref="Now"/>, UTC.</summary>
    public DateOnly Day { get; }

    public SolutionFacts Shared { get; }

    /// <summary>How long ago <see cref="Shared"/> was last known to be complete.</summary>
    public TimeSpan SharedAge { get; }

    public DeviceState Device { get; }

    public MerchantState? Merchant { get; }

    public PaymentLedger Ledger { get; }

    /// <summary>The result from immediately before the card was read.</summary>
    public AttestationEvidence Card { get; }

    /// <summary>The result from immediately before PIN entry; null when there was none.</summary>
    public AttestationEvidence? Pin { get; }

    public PolicyVersion PolicyVersion { get; }

    public PolicyValues Policy => PolicyVersion.Values;

    public SolutionState? Solution { get; }

    public AcquirerState? Acquirer { get; }

    /// <summary>The registered components of the solution, in its order.</summary>
    public IReadOnlyList<ComponentState> Composition { get; }

    public Terminal? Terminal { get; }

    public AcquirerContract? Contract { get; }

    /// <summary>The SDK that the device enrolled with, when the solution's composition has it.</summary>
    public ComponentState? Sdk { get; }

    /// <summary>The A&amp;M service that the device enrolled with, when the solution's composition has it.</summary>
    public ComponentState? AttestationService { get; }

    /// <summary>The SDK's listing that counts for the running version, with its status; null when the SDK has no listing.</summary>
    public (Listing Row, CertificationStatus Status)? SdkListing { get; }

    /// <summary>The status now, from everything that is known: see <see cref="ListingBook.AllThatIsKnown"/>.</summary>
    public CertificationStatus StatusOf(ListingBook book, string reference)
    {
        ArgumentNullException.ThrowIfNull(book);
        return book.Status(reference, Now, ListingBook.AllThatIsKnown, Policy);
    }

    /// <summary>The listing that covers the version and that payments may rely on; otherwise one that covers it; otherwise the newest; null when there is none.</summary>
    public (Listing Row, CertificationStatus Status)? ListingInUse(ComponentState? component, string? version) =>
        component is null ? null : ListingInUse(component.Listings, version);

    /// <inheritdoc cref="ListingInUse(ComponentState?, string?)"/>
    public (Listing Row, CertificationStatus Status)? ListingInUse(ListingBook book, string? version)
    {
        ArgumentNullException.ThrowIfNull(book);
        (Listing, CertificationStatus)? covering = null;
        (Listing, CertificationStatus)? newest = null;
        for (int i = book.Rows.Count - 1; i >= 0; i--)
        {
            if (!book.IsCurrent(i, ListingBook.AllThatIsKnown)) continue;
            Listing row = book.Rows[i].Value;
            CertificationStatus status = StatusOf(book, row.Reference);
            newest ??= (row, status);
            if (version is not null && !row.Covers(version)) continue;
            if (status.AllowsPayments()) return (row, status);
            covering ??= (row, status);
        }

        return covering ?? newest;
    }

    private static List<ComponentState> Compose(SolutionState? solution, SolutionFacts shared)
    {
        List<ComponentState> composition = new(solution?.ComponentIds.Count ?? 0);
        foreach (string id in solution?.ComponentIds ?? [])
        {
            if (shared.Components.GetValueOrDefault(id) is { } component) composition.Add(component);
        }

        return composition;
    }

    private ComponentState? InComposition(string? id)
    {
        foreach (ComponentState component in Composition)
        {
            if (component.Id == id) return component;
        }

        return null;
    }
}

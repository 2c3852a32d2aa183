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
    public ListingStanding? SdkListing { get; }

    /// <summary>Now, from everything that is known: see <see cref="ListingBook.AllThatIsKnown"/>.</summary>
    private AsOf AsOf => AsOf.Now(Now);

    /// <summary>The standing now of a listing, or null when the component does not have it.</summary>
    public ListingStanding? StandingOf(ComponentState component, string reference)
    {
        ArgumentNullException.ThrowIfNull(component);
        return component.Listings.Row(reference, ListingBook.AllThatIsKnown) is { } row
            ? ListingStanding.Of(Shared.Waivers, component.Id, component.Listings, row, AsOf, Policy)
            : null;
    }

    /// <summary>The listing of a component on which payments may best rely, of those that cover the version; see <see cref="ListingStanding.InUse"/>.</summary>
    public ListingStanding? ListingInUse(ComponentState? component, string? version) =>
        component is null ? null : ListingInUse(component.Id, component.Listings, version);

    /// <inheritdoc cref="ListingInUse(ComponentState?, string?)"/>
    public ListingStanding? ListingInUse(string subjectId, ListingBook book, string? version) =>
        ListingStanding.InUse(Shared.Waivers, subjectId, book, version, Business.Payments, AsOf, Policy);

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

using System.Collections.Immutable;
using Composite.Domain.Acquirers;
using Composite.Domain.Cases;
using Composite.Domain.Components;
using Composite.Domain.Controls;
using Composite.Domain.Evidence;
using Composite.Domain.Notices;
using Composite.Domain.Policies;
using Composite.Domain.ThirdParties;
using Composite.Domain.Waivers;
using Composite.Domain.Webhooks;

namespace Composite.Domain.Solutions;

/// <summary>
/// Every fact that all devices share, as of one journal position: immutable, so that a payment sees one state of the world.
/// Each silo holds one and replaces it as it follows the journal.
/// </summary>
public sealed record SolutionFacts
{
    public static readonly SolutionFacts Empty = new();

    private ListingIndex? _listings;

    /// <summary>The journal position up to which events are included.</summary>
    public long Position { get; init; }

    public ImmutableDictionary<string, SolutionState> Solutions
    {
        get;
        init => (field, _listings) = (value, null);
    } = ImmutableDictionary<string, SolutionState>.Empty;

    public ImmutableDictionary<string, ComponentState> Components
    {
        get;
        init => (field, _listings) = (value, null);
    } = ImmutableDictionary<string, ComponentState>.Empty;

    /// <summary>All listings by reference. Events keep it up one by one; where components are set as a whole it is made anew when it is first asked for.</summary>
    public ListingIndex Listings
    {
        get => _listings ??= ListingIndex.Of(this);
        private init => _listings = value;
    }

    /// <summary>The claims on references and dependencies: see <see cref="ListingClaims.For"/>.</summary>
    public ListingClaims Claims { get; init; } = ListingClaims.None;

    public ImmutableDictionary<string, AcquirerState> Acquirers { get; init; } = ImmutableDictionary<string, AcquirerState>.Empty;

    public ImmutableDictionary<string, ThirdPartyState> ThirdParties { get; init; } = ImmutableDictionary<string, ThirdPartyState>.Empty;

    /// <summary>Security-issue cases, closed ones too.</summary>
    public ImmutableDictionary<string, CaseState> Cases { get; init; } = ImmutableDictionary<string, CaseState>.Empty;

    /// <summary>Webhooks, removed ones too.</summary>
    public ImmutableDictionary<string, WebhookState> Webhooks { get; init; } = ImmutableDictionary<string, WebhookState>.Empty;

    /// <summary>Notices issued of late.</summary>
    public NoticesState Notices { get; init; } = NoticesState.None;

    public PolicyTable Policies { get; init; } = PolicyTable.BuiltIn;

    /// <summary>Waivers of lapsed certifications, and decisions on remediations.</summary>
    public WaiverBook Waivers { get; init; } = WaiverBook.Empty;

    /// <summary>What is known of the documents in the vault.</summary>
    public EvidenceBook Evidence { get; init; } = EvidenceBook.Empty;

    /// <summary>What people recorded about the controls.</summary>
    public ControlBook Controls { get; init; } = ControlBook.Empty;

    /// <summary>The listings of a component or solution, of the one that has the reference where both bear the id; null when there is none.</summary>
    public ListingBook? BookOf(string? subjectId, string? reference)
    {
        if (subjectId is null) return null;
        ListingBook? component = Components.GetValueOrDefault(subjectId)?.Listings;
        ListingBook? solution = Solutions.GetValueOrDefault(subjectId)?.Listings;
        return component is null || (reference is not null && solution?.Row(reference, ListingBook.AllThatIsKnown) is not null) ? solution : component;
    }

    /// <summary>With a component as it is now, where the caller knows more than these facts.</summary>
    public SolutionFacts With(ComponentState component)
    {
        ArgumentNullException.ThrowIfNull(component);
        ListingBook before = Components.GetValueOrDefault(component.Id)?.Listings ?? ListingBook.Empty;
        ListingIndex listings = Listings.With(Streams.Of(Streams.Component, component.Id), before, component.Listings);
        return this with { Components = Components.SetItem(component.Id, component), Listings = listings };
    }

    /// <summary>With a solution as it is now, where the caller knows more than these facts.</summary>
    public SolutionFacts With(SolutionState solution)
    {
        ArgumentNullException.ThrowIfNull(solution);
        ListingBook before = Solutions.GetValueOrDefault(solution.Id)?.Listings ?? ListingBook.Empty;
        ListingIndex listings = Listings.With(Streams.Of(Streams.Solution, solution.Id), before, solution.Listings);
        return this with { Solutions = Solutions.SetItem(solution.Id, solution), Listings = listings };
    }

    /// <summary>Folds one event of any stream; events of other streams only move the position.</summary>
    public SolutionFacts Evolve(string stream, IEvent? @event, long position, DateTimeOffset recordedAt)
    {
        SolutionFacts next = this with { Position = position };
        if (@event is null) return next;
        (string category, string id) = Streams.Split(stream);
        return category switch
        {
            Streams.Component => next.With(ComponentState.Evolve(Components.GetValueOrDefault(id), @event, recordedAt)!),
            Streams.Solution => next.With(SolutionState.Evolve(Solutions.GetValueOrDefault(id), @event, recordedAt)!),
            Streams.Listing or Streams.ListingDependencies => next with { Claims = Claims.Evolve(@event) },
            Streams.ThirdParty => next with { ThirdParties = ThirdParties.SetItem(id, ThirdPartyState.Evolve(ThirdParties.GetValueOrDefault(id), @event, recordedAt)!) },
            Streams.Acquirer => next with { Acquirers = Acquirers.SetItem(id, AcquirerState.Evolve(Acquirers.GetValueOrDefault(id), @event, recordedAt)!) },
            Streams.Case => next with { Cases = Cases.SetItem(id, CaseState.Evolve(Cases.GetValueOrDefault(id), @event, recordedAt)!) },
            Streams.Webhook => next with { Webhooks = Webhooks.SetItem(id, WebhookState.Evolve(Webhooks.GetValueOrDefault(id), @event, recordedAt)!) },
            Streams.Notices => next with { Notices = Notices.Evolve(@event, recordedAt) },
            Streams.Waivers => next with { Waivers = Waivers.Evolve(@event, recordedAt) },
            Streams.Policy => next with { Policies = Policies.Evolve(@event, recordedAt) },
            Streams.Evidence => next with { Evidence = Evidence.Evolve(@event, recordedAt) },
            Streams.Controls => next with { Controls = Controls.Evolve(@event, recordedAt) },
            _ => next,
        };
    }

    /// <summary>True when events of this stream change these facts.</summary>
    public static bool Concerns(string stream) => Streams.Split(stream).Category
        is Streams.Component or Streams.Solution or Streams.Acquirer or Streams.Policy or Streams.Waivers or Streams.ThirdParty or Streams.Evidence or Streams.Controls
        or Streams.Case or Streams.Webhook or Streams.Notices or Streams.Listing or Streams.ListingDependencies;
}

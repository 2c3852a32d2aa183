using Composite.Domain.Components;
using Composite.Domain.Policies;
using Composite.Domain.Solutions;
using Composite.Domain.Waivers;

namespace Composite.Domain.Controls.Evaluators;

/// <summary>What an evaluator is asked.</summary>
/// <param name="Control">The control.</param>
/// <param name="Facts">The facts.</param>
/// <param name="Counts">What others counted.</param>
/// <param name="AsOf">The instant.</param>
internal sealed record ControlQuestion(Control Control, SolutionFacts Facts, ControlCounts Counts, AsOf AsOf)
{
    public PolicyValues Policy { get; } = Facts.Policies.At(AsOf).Values;

    /// <summary>Solutions in service as of the instant, by id.</summary>
    public IReadOnlyList<SolutionState> InService { get; } =
        [.. Facts.Solutions.Values.Where(s => s.RegisteredAt <= AsOf.KnownAt && s.ActiveAt(AsOf)).OrderBy(s => s.Id, StringComparer.Ordinal)];

    /// <summary>The components that solutions in service are made of, each once, by id.</summary>
    public IReadOnlyList<ComponentState> Parts() =>
    [
        .. InService.SelectMany(s => s.ComponentIdsAt(AsOf)).Distinct(StringComparer.Ordinal)
            .Select(id => Facts.Components.GetValueOrDefault(id)).OfType<ComponentState>().OrderBy(c => c.Id, StringComparer.Ordinal),
    ];

    /// <summary>
    /// The listing that counts, by the gate's order of preference but without waivers: a waiver tolerates a lapse, and the control is not met
    /// all the same. Null without a listing.
    /// </summary>
    public (string Reference, CertificationStatus Status)? BestListing(string subjectId, ListingBook book) =>
        book.InUse(WaiverBook.Empty, subjectId, AsOf, Policy) is { } best ? (best.Row.Reference, best.Status) : null;

    /// <summary>True when the policy of the instant lets payments go on with a listing in the status.</summary>
    public bool LetsPaymentsGoOn(CertificationStatus status) => Policy.EffectOf(status).Payments != Effect.Refuse;
}

/// <summary>What an evaluator found.</summary>
internal sealed record ControlAnswer
{
    private ControlAnswer(ControlStatus status, string reason) => (Status, Reason) = (status, reason);

    public ControlStatus Status { get; }

    public string Reason { get; }

    public IReadOnlyList<ControlFinding> Findings { get; private init; } = [];

    /// <summary>There is nothing that the control could apply to.</summary>
    public static ControlAnswer Nothing(string reason) => new(ControlStatus.NotApplicable, reason);

    /// <summary>What it would be evaluated from is not known.</summary>
    public static ControlAnswer Unknown(string reason) => new(ControlStatus.NotAssessed, reason);

    /// <summary>Met when nothing was found.</summary>
    public static ControlAnswer Of(IEnumerable<ControlFinding> findings, string met)
    {
        ControlFinding[] found = [.. findings];
        return found.Length == 0
            ? new(ControlStatus.Met, met)
            : new(ControlStatus.NotMet, found.Length == 1 ? "One thing stands against it." : $"{found.Length} things stand against it.") { Findings = found };
    }
}

using Composite.Domain.Components;
using Composite.Domain.ThirdParties;

namespace Composite.Domain.Controls.Evaluators;

/// <summary>Evaluators over the third parties that make or run parts of solutions.</summary>
internal static class ThirdPartyEvaluators
{
    private const int ReviewDays = 365;
    private const string NoParts = "No solution in service has a part of somebody else's.";

    public static ControlAnswer Contracts(ControlQuestion q)
    {
        ComponentState[] parts = [.. q.Parts().Where(c => c.Kind != ComponentKind.ProviderPart && c.ProfileAt(q.AsOf.KnownAt) is null or { ThirdPartyId: not null })];
        return parts.Length == 0 ? ControlAnswer.Nothing(NoParts) : ControlAnswer.Of(
            parts.Select(c => Contract(q, c)).OfType<ControlFinding>(), $"{parts.Length} parts, each of a third party under contract.");
    }

    public static ControlAnswer Responsibilities(ControlQuestion q)
    {
        (ComponentState Part, ThirdPartyState Party)[] parts = PartsOfParties(q);
        return parts.Length == 0 ? ControlAnswer.Nothing(NoParts) : ControlAnswer.Of(
            parts.Where(x => x.Part.ProfileAt(q.AsOf.KnownAt)?.Responsibilities is null or { Count: 0 } && Known(q, x.Party.Responsibilities) is null or { Count: 0 })
                .Select(x => new ControlFinding(x.Party.Id, $"It is not written down who answers for what of '{x.Part.Id}'.", "Record the split of responsibility with the third party.")),
            $"{parts.Length} parts, each with a split of responsibility.");
    }

    public static ControlAnswer Reviews(ControlQuestion q)
    {
        ThirdPartyState[] parties =
            [.. q.Facts.ThirdParties.Values.Where(p => p.RegisteredAt <= q.AsOf.KnownAt && !HasEnded(q, p)).OrderBy(p => p.Id, StringComparer.Ordinal)];
        return parties.Length == 0 ? ControlAnswer.Nothing("No third party is on the list.") : ControlAnswer.Of(
            parties.Select(p => Review(q, p)).OfType<ControlFinding>(), $"{parties.Length} third parties, each reviewed within a year.");
    }

    public static ControlAnswer Notices(ControlQuestion q)
    {
        ThirdPartyState[] parties = [.. PartsOfParties(q).Select(x => x.Party).DistinctBy(p => p.Id)];
        return parties.Length == 0 ? ControlAnswer.Nothing(NoParts) : ControlAnswer.Of(
            parties.Where(p => Known(q, p.Contracts)?.SecurityNoticeHours is null)
                .Select(p => new ControlFinding(p.Id, "Its contract does not say within how many hours it tells of a security issue.", "Agree on it, and record it with the contract."))
                .Concat(parties.Where(p => Known(q, p.Contacts) is null).Select(p => new ControlFinding(p.Id, "Nobody is named whom to call.", "Record its contact."))),
            $"{parties.Length} third parties, each with hours and a contact.");
    }

    private static ControlFinding? Contract(ControlQuestion q, ComponentState part)
    {
        if (part.ProfileAt(q.AsOf.KnownAt)?.ThirdPartyId is not { } id) return new(part.Id, "It is not recorded who provides it.", "Record its third party; none for what you make yourself.");
        if (Party(q, id) is not { } party) return new(part.Id, $"Third party '{id}', which provides it, is not on the list, or has ended.", "Register the third party, or name the one that provides it now.");
        if (Known(q, party.Contracts) is not { } contract) return new(party.Id, $"There is no contract with it, which provides '{part.Id}'.", "Record the contract.");
        return contract.SignedOn > q.AsOf.Day || (contract.EndsOn is { } end && end <= q.AsOf.Day)
            ? new(party.Id, $"Its contract {contract.Reference} is not in force; it provides '{part.Id}'.", "Renew the contract, and record it.", contract.EndsOn is { } ended && ended <= q.AsOf.Day ? Midnight(ended) : null)
            : null;
    }

    private static ControlFinding? Review(ControlQuestion q, ThirdPartyState party)
    {
        ThirdPartyReviewed? last = party.Reviews.Where(r => r.RecordedAt <= q.AsOf.KnownAt && r.Value.ReviewedOn <= q.AsOf.Day).Select(r => r.Value).MaxBy(r => r.ReviewedOn);
        if (last is null) return new(party.Id, "It was never reviewed.", "Review its compliance, and record the review.", party.RegisteredAt);
        DateOnly year = last.ReviewedOn.AddDays(ReviewDays);
        DateOnly due = last.NextDueOn < year ? last.NextDueOn : year;
        return due <= q.AsOf.Day ? new(party.Id, $"It was last reviewed on {last.ReviewedOn:O}; the next review was due on {due:O}.", "Review its compliance, and record the review.", Midnight(due)) : null;
    }

    private static (ComponentState Part, ThirdPartyState Party)[] PartsOfParties(ControlQuestion q) =>
    [
        .. q.Parts().Select(c => (Part: c, Party: c.ProfileAt(q.AsOf.KnownAt)?.ThirdPartyId is { } id ? Party(q, id) : null)).Where(x => x.Party is not null).Select(x => (x.Part, x.Party!)),
    ];

    private static ThirdPartyState? Party(ControlQuestion q, string id) =>
        q.Facts.ThirdParties.GetValueOrDefault(id) is { } party && party.RegisteredAt <= q.AsOf.KnownAt && !HasEnded(q, party) ? party : null;

    private static bool HasEnded(ControlQuestion q, ThirdPartyState party) => party.Ends.Any(e => e.RecordedAt <= q.AsOf.KnownAt && e.Value.EndedOn <= q.AsOf.Day);

    private static T? Known<T>(ControlQuestion q, IReadOnlyList<Recorded<T>> facts) => facts.LastOrDefault(f => f.RecordedAt <= q.AsOf.KnownAt) is { } fact ? fact.Value : default;

    private static DateTimeOffset Midnight(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}

using Composite.Domain.Policies;
using Composite.Domain.Waivers;

namespace Composite.Domain.Controls.Evaluators;

/// <summary>Evaluators over policies and waivers.</summary>
internal static class PolicyEvaluators
{
    public static ControlAnswer TwoPeople(ControlQuestion q)
    {
        PolicyProposal[] approved = [.. q.Facts.Policies.History.Where(p => p.Approval?.ApprovedAt <= q.AsOf.KnownAt && p.Approval?.ApprovedAt <= q.AsOf.ValidAt)];
        return approved.Length == 0 ? ControlAnswer.Nothing("The policies are as Composite came with them.") : ControlAnswer.Of(
            approved.Where(p => SamePerson(p.ProposedBy, p.Approval!.ApprovedBy)).Select(p => new ControlFinding(
                p.ProposalId, $"{p.ProposedBy} proposed it and approved it.", "Have another person look at the values, and propose them anew.", p.Approval!.ApprovedAt)),
            $"{approved.Length} changes, each proposed by one person and approved by another.");
    }

    public static ControlAnswer ProposalsDecided(ControlQuestion q)
    {
        PolicyProposal[] open = [.. q.Facts.Policies.History.Where(p => Holds(q, p.ProposedAt) && !Holds(q, p.Approval?.ApprovedAt) && !Holds(q, p.Withdrawal?.WithdrawnAt))];
        return open.Length == 0 ? ControlAnswer.Of([], "No proposal is open.") : ControlAnswer.Of(
            open.Where(p => p.ProposedAt.AddDays(q.Control.CycleDays) <= q.AsOf.ValidAt).Select(p => new ControlFinding(
                p.ProposalId, $"It is open since {DateOnly.FromDateTime(p.ProposedAt.UtcDateTime):O}.", "Have another person approve it, or withdraw it.", p.ProposedAt.AddDays(q.Control.CycleDays))),
            $"{open.Length} proposals are open, none for more than {q.Control.CycleDays} days.");
    }

    public static ControlAnswer WaiversBounded(ControlQuestion q)
    {
        WaiverState[] active = [.. q.Facts.Waivers.All.Values.Where(w => w.ActiveAt(q.AsOf)).OrderBy(w => w.Waiver.WaiverId, StringComparer.Ordinal)];
        return active.Length == 0 ? ControlAnswer.Of([], "No waiver is in force.") : ControlAnswer.Of(
            active.SelectMany(w => Unbounded(q, w)), $"{active.Length} waivers in force, each approved by another person and within {q.Control.CycleDays} days.");
    }

    private static IEnumerable<ControlFinding> Unbounded(ControlQuestion q, WaiverState waiver)
    {
        string id = waiver.Waiver.WaiverId;
        if (SamePerson(waiver.ProposedBy, waiver.ApprovedBy)) yield return new(id, $"{waiver.ProposedBy} asked for it and approved it.", "End it, and have another person decide.", waiver.ApprovedAt);
        if (string.IsNullOrWhiteSpace(waiver.Waiver.CompensatingControl)) yield return new(id, "It names no compensating control.", "End it, and ask anew with what holds the risk down.", waiver.ApprovedAt);
        if (waiver.Waiver.ValidUntil - waiver.Waiver.ValidFrom > TimeSpan.FromDays(q.Control.CycleDays))
            yield return new(id, $"It runs for more than {q.Control.CycleDays} days.", "End it, and ask anew for a shorter time.", waiver.ApprovedAt);
    }

    private static bool SamePerson(string one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static bool Holds(ControlQuestion q, DateTimeOffset? recordedAt) => recordedAt is { } at && at <= q.AsOf.KnownAt && at <= q.AsOf.ValidAt;
}

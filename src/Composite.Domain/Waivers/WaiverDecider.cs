using Composite.Domain.Components;
using Composite.Domain.Policies;
using Composite.Domain.Solutions;
using Composite.Domain.Staff;

namespace Composite.Domain.Waivers;

/// <summary>Decides commands about waivers: one person proposes, another approves; anybody of them may end one.</summary>
public static class WaiverDecider
{
    /// <summary>Most waivers that wait for approval at once.</summary>
    public const int MaxOpen = 100;

    /// <summary>Most waivers, and most decisions, ever.</summary>
    public const int MaxHistory = 10_000;

    private const int MaxText = 500;

    /// <param name="book">All waivers.</param>
    /// <param name="waiver">What is asked for.</param>
    /// <param name="person">Who asks: <c>staff/…</c>.</param>
    /// <param name="facts">Components, solutions and policies as of now.</param>
    /// <param name="now">The clock.</param>
    public static Decision Propose(WaiverBook book, Waiver waiver, string person, SolutionFacts facts, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(waiver);
        ArgumentNullException.ThrowIfNull(facts);
        if (waiver.WaiverId is not null && book.All.GetValueOrDefault(waiver.WaiverId) is { } known)
        {
            return known.ProposedBy == person && SaysTheSame(known.Waiver, waiver)
                ? Decision.Accept()
                : Decision.Reject("already-registered", "waiverId", $"Waiver '{Problems.Shown(waiver.WaiverId)}' exists with other facts.", "Choose another id.");
        }

        TimeSpan longest = facts.Policies.At(now).Values.WaiverMaxTime();
        Problems problems = new Problems().Slug("waiverId", waiver.WaiverId).Text("reason", waiver.Reason, MaxText).Text("compensatingControl", waiver.CompensatingControl, MaxText).Text("person", person)
            .Require(book.All.Values.Count(w => w.IsOpen && now < w.Waiver.ValidUntil) < MaxOpen, "count", "waiverId", $"{MaxOpen} waivers wait for approval.", "Have one approved or ended first.")
            .Require(book.All.Count < MaxHistory, "count", "waiverId", $"{MaxHistory} waivers were proposed.", "Start a new installation.")
            .Require(waiver.ValidFrom >= now, "in-the-past", "validFrom", "It lies in the past.", "Give an instant from now on, or leave it out.")
            .Require(waiver.ValidUntil > waiver.ValidFrom, "date-order", "validUntil", "It is not after validFrom.", "Give an end after the beginning.")
            .Require(waiver.ValidUntil - waiver.ValidFrom <= longest, "range", "validUntil", $"It lasts longer than {longest.TotalDays:0} days.", $"Give an end within {longest.TotalDays:0} days.");
        Statuses(waiver, problems);
        Listing(waiver, facts, now, problems);
        return problems.Or(new WaiverProposed(waiver, person));
    }

    /// <param name="book">All waivers.</param>
    /// <param name="waiverId">The waiver; approving one again is answered as done.</param>
    /// <param name="person">Who approves: <c>staff/…</c>.</param>
    /// <param name="staff">The members, freshly read: see <see cref="TwoPersonRule"/>.</param>
    /// <param name="now">The clock.</param>
    public static Decision Approve(WaiverBook book, string waiverId, string person, StaffMembers staff, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(book);
        if (Find(book, waiverId) is not { } waiver) return Unknown(waiverId);
        if (waiver.End is { } end) return Decision.Reject("ended", "waiverId", $"{end.Value.EndedBy} ended it.", "Propose it again under another id.");
        if (waiver.ApprovedAt is not null) return Decision.Accept();
        Problems problems = new();
        if (TwoPersonRule.Against(staff, waiver.ProposedBy, waiver.ProposedAt, person, "waiverId") is { } against) problems.Add(against);
        return problems
            .Require(waiver.Waiver.ValidUntil > now, "in-the-past", "waiverId", "Its end has passed.", "Propose a new one.")
            .Or(new WaiverApproved(waiverId, person));
    }

    /// <summary>Turns a proposal down, or ends a waiver before its date: one person is enough, since nothing more is tolerated by it.</summary>
    public static Decision End(WaiverBook book, string waiverId, string reason, string person, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(book);
        if (Find(book, waiverId) is not { } waiver) return Unknown(waiverId);
        if (waiver.End is not null) return Decision.Accept();
        return new Problems().Text("reason", reason, MaxText).Text("person", person)
            .Require(waiver.Waiver.ValidUntil > now, "in-the-past", "waiverId", "It is past its end.", "Nothing needs to be done.")
            .Or(new WaiverEnded(waiverId, now, reason, person));
    }

    /// <summary>Records what was decided on a listing in remediation.</summary>
    public static Decision DecideRemediation(WaiverBook book, string subjectId, string reference, string decision, string reason, string person, SolutionFacts facts, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(facts);
        RemediationDecided wish = new(subjectId, reference, decision, reason, person);
        RemediationDecision? open = RemediationDecisions.Of(facts with { Waivers = book }, AsOf.Now(now)).FirstOrDefault(r => r.SubjectId == subjectId && r.Reference == reference);
        if (open is { Decided: true } && book.Decisions.LastOrDefault(d => d.Value.SubjectId == subjectId && d.Value.Reference == reference)?.Value == wish) return Decision.Accept();
        return new Problems().Text("decision", decision, MaxText).Text("reason", reason, MaxText).Text("person", person)
            .Require(open is not null, "not-in-remediation", "reference", $"Listing '{Problems.Shown(reference)}' of '{Problems.Shown(subjectId)}' is not in remediation.", "List the open decisions.")
            .Require(book.Decisions.Count < MaxHistory, "count", "reference", $"{MaxHistory} decisions are recorded.", "Start a new installation.")
            .Or(wish);
    }

    private static void Statuses(Waiver waiver, Problems problems)
    {
        IReadOnlyList<CertificationStatus> statuses = problems.Items("statuses", waiver.Statuses, 1, WaiverBook.Waivable.Count);
        problems.Require(statuses.Distinct().Count() == statuses.Count, "duplicate", "statuses", "A status is named twice.", "Name each once.");
        foreach (CertificationStatus status in statuses)
        {
            problems.Require(WaiverBook.Waivable.Contains(status), "not-waivable", "statuses", $"A listing that is {status} can't be tolerated.", $"Give one or more of: {string.Join(", ", WaiverBook.Waivable)}.");
        }
    }

    private static void Listing(Waiver waiver, SolutionFacts facts, DateTimeOffset now, Problems problems)
    {
        if (facts.BookOf(waiver.SubjectId, waiver.Reference) is not { } book)
        {
            problems.Add("unknown-subject", "subjectId", $"No component or solution '{Problems.Shown(waiver.SubjectId)}' is registered.", "Give the id of a component or solution.");
            return;
        }

        CertificationStatus status = waiver.Reference is null
            ? CertificationStatus.Unknown
            : book.Status(waiver.Reference, now, ListingBook.AllThatIsKnown, facts.Policies.At(now).Values);
        problems
            .Require(status != CertificationStatus.Unknown, "unknown-listing", "reference", $"'{waiver.SubjectId}' has no listing '{Problems.Shown(waiver.Reference)}'.", "Give the reference of a listing that is recorded there.")
            .Require(status != CertificationStatus.Revoked, "revoked", "reference", "The listing is revoked; a revocation can't be tolerated.", "Replace the component.");
    }

    private static WaiverState? Find(WaiverBook book, string? waiverId) => waiverId is null ? null : book.All.GetValueOrDefault(waiverId);

    private static Decision Unknown(string? waiverId) =>
        Decision.Reject("unknown-waiver", "waiverId", $"No waiver '{Problems.Shown(waiverId)}' is known.", "List the waivers.");

    private static bool SaysTheSame(Waiver known, Waiver again) =>
        again.Statuses is not null && known with { Statuses = again.Statuses } == again && known.Statuses.SequenceEqual(again.Statuses);
}

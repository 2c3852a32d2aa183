using Composite.Domain.Solutions;

namespace Composite.Domain.Components;

/// <summary>Decides commands about the listings of a component or a solution. Pure.</summary>
public static class ListingDecider
{
    /// <summary>Records a row of the PCI website, or corrects it.</summary>
    /// <param name="subject">Whose listings they are.</param>
    /// <param name="listing">The row.</param>
    /// <param name="corrects">
    /// True to say that the row of a recorded reference was wrong or has changed; otherwise a recorded reference with other content is refused.
    /// </param>
    /// <param name="reason">Why it is corrected.</param>
    /// <param name="known">The facts as the caller has them: for who else holds the reference, and for cycles.</param>
    /// <param name="now">The clock.</param>
    public static Decision Record(ListingSubject subject, Listing listing, bool corrects, string? reason, SolutionFacts known, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(subject);
        if (listing is null) return Decision.Reject("missing", "listing", "It is missing.", "Give the listing's facts.");
        Problems problems = new Problems()
            .Require(subject.Fitting.Count > 0, "wrong-kind", "listing", "A part that the provider makes itself has no listing.", "Record an attestation of compliance, or register a component of another kind.")
            .Require(listing.RetrievedAt <= now, "in-the-future", "listing.retrievedAt", "It lies in the future.", "Give when the row was read.");
        listing.Check(problems, "listing", subject.Fitting);
        if (problems.Any) return problems.Or();
        Listing? row = subject.Book.Row(listing.Reference, ListingBook.AllThatIsKnown);
        if (row is not null && row.SaysTheSameAs(listing)) return Decision.Accept();
        CheckAgainst(problems, subject, listing, known);
        problems.Require(subject.Book.Rows.Count < ComponentDecider.MaxListings + ComponentDecider.MaxRecords, "count", "listing", $"It has {ComponentDecider.MaxListings + ComponentDecider.MaxRecords} listing rows and corrections.", "Register the product as a new component.");
        if (row is not null) return Correct(problems, row, listing, corrects, reason);
        return problems
            .Require(subject.Book.References(ListingBook.AllThatIsKnown).Count < ComponentDecider.MaxListings, "count", "listing", $"It has {ComponentDecider.MaxListings} listings.", "Register the product as a new component.")
            .Or(new ListingRecorded(listing));
    }

    /// <summary>Says that the row was recorded by mistake, or in the wrong place.</summary>
    public static Decision Retract(ListingBook book, string reference, string reason)
    {
        ArgumentNullException.ThrowIfNull(book);
        bool known = book.Row(reference, ListingBook.AllThatIsKnown) is not null;
        if (!known && book.Retractions.Any(r => r.Key == reference)) return Decision.Accept();
        return KnownReference(book, reference).Text("reason", reason, 500)
            .Require(book.RevokedFrom(reference, ListingBook.AllThatIsKnown) is null, "revoked", "reference", $"Listing '{Problems.Shown(reference)}' is recorded as revoked, which must not get lost.",
                "If the revocation was a mistake too, withdraw it first.")
            .Require(book.Retractions.Count < ComponentDecider.MaxRecords, "count", "reference", $"{ComponentDecider.MaxRecords} rows were retracted.", "Register the product as a new component.")
            .Or(new ListingRetracted(reference, reason));
    }

    public static Decision Revoke(ListingBook book, string reference, DateTimeOffset effectiveAt, string reason)
    {
        ArgumentNullException.ThrowIfNull(book);
        if (effectiveAt != default && book.RevokedFrom(reference, ListingBook.AllThatIsKnown) <= effectiveAt) return Decision.Accept();
        return KnownReference(book, reference).Text("reason", reason, 500)
            .Require(effectiveAt != default, "missing", "effectiveAt", "It is missing.", "Give the instant from which the listing is revoked.")
            .Or(new ListingRevoked(reference, effectiveAt, reason));
    }

    /// <summary>Says that the listing's revocation was recorded by mistake.</summary>
    public static Decision WithdrawRevocation(ListingBook book, string reference, string reason)
    {
        ArgumentNullException.ThrowIfNull(book);
        bool revoked = book.RevokedFrom(reference, ListingBook.AllThatIsKnown) is not null;
        if (!revoked && book.RevocationsWithdrawn.Any(r => r.Key == reference)) return Decision.Accept();
        return KnownReference(book, reference).Text("reason", reason, 500)
            .Require(revoked, "not-revoked", "reference", $"Listing '{Problems.Shown(reference)}' is not recorded as revoked.", "Give the reference of a revoked listing.")
            .Require(book.RevocationsWithdrawn.Count < ComponentDecider.MaxRecords, "count", "reference", $"{ComponentDecider.MaxRecords} revocations were withdrawn.", "Register the product as a new component.")
            .Or(new ListingRevocationWithdrawn(reference, reason));
    }

    public static Decision ChangeRemediation(ListingBook book, string reference, bool open, DateTimeOffset effectiveAt, string reason)
    {
        ArgumentNullException.ThrowIfNull(book);
        ListingRemediationChanged? known = book.Remediations.LastOrDefault(r => r.Value.Reference == reference && r.Value.EffectiveAt == effectiveAt)?.Value;
        if (known is not null && known.Open == open) return Decision.Accept();
        return KnownReference(book, reference).Text("reason", reason, 500)
            .Require(effectiveAt != default, "missing", "effectiveAt", "It is missing.", "Give the instant of the change.")
            .Require(book.Remediations.Count < ComponentDecider.MaxRecords, "count", "reference", $"It has {ComponentDecider.MaxRecords} remediations.", "Register the product as a new component.")
            .Or(new ListingRemediationChanged(reference, open, effectiveAt, reason));
    }

    public static Decision CompleteCheckpoint(ListingBook book, string reference, DateOnly completedOn, DateOnly nextDueOn, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(book);
        CheckpointCompleted wish = new(reference, completedOn, nextDueOn);
        if (book.Checkpoints.LastOrDefault(c => c.Value.Reference == reference && c.Value.CompletedOn == completedOn)?.Value == wish) return Decision.Accept();
        return KnownReference(book, reference)
            .Require(completedOn <= DateOnly.FromDateTime(now.UtcDateTime), "in-the-future", "completedOn", "It lies in the future.", "Give the day on which the checkpoint was passed.")
            .InOrder("completedOn", completedOn, "nextDueOn", nextDueOn)
            .Require(book.Checkpoints.Count < ComponentDecider.MaxRecords, "count", "reference", $"It has {ComponentDecider.MaxRecords} checkpoints.", "Register the product as a new component.")
            .Or(wish);
    }

    private static void CheckAgainst(Problems problems, ListingSubject subject, Listing listing, SolutionFacts known)
    {
        if (ListingGraph.HolderOf(known, listing.Reference, subject) is { } holder)
        {
            problems.Add("already-registered", "listing.reference", $"Listing {listing.Reference} is recorded for {holder}.", "Retract it there first, or correct the reference.");
        }

        if (ListingGraph.CycleThrough(known, listing) is { } cycle)
        {
            problems.Add("dependency-cycle", "listing.dependencies", $"The listing would depend on itself: {string.Join(" -> ", cycle)}.", "Leave out the dependency that closes the circle, or correct the other listing first.");
        }
    }

    private static Decision Correct(Problems problems, Listing row, Listing listing, bool corrects, string? reason)
    {
        if (corrects) return problems.Text("reason", reason, 500).Or(new ListingCorrected(listing, reason!));
        return problems.Add("already-registered", "listing.reference", $"Listing {row.Reference} is recorded with other facts: {string.Join(", ", row.Differences(listing))}.",
            "If what is recorded was wrong or the row has changed, send it as a correction with a reason.").Or();
    }

    private static Problems KnownReference(ListingBook book, string reference) => new Problems().Require(
        book.Row(reference, ListingBook.AllThatIsKnown) is not null, "unknown-listing", "reference", $"No listing '{Problems.Shown(reference)}' is recorded here.", "Record the listing first, or correct the reference.");
}

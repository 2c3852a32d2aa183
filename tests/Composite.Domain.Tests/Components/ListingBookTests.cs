using Composite.Domain.Components;
using Composite.Domain.Policies;
using Composite.Domain.Tests.Rules;
using CsCheck;
using Xunit;

namespace Composite.Domain.Tests.Components;

public sealed class ListingBookTests
{
    private const string Reference = "2025-00001.001";
    private static readonly PolicyValues Policy = PolicyValues.Default;
    private static readonly Listing Row = GateScenario.ListingOf(Reference);

    [Fact]
    public void Status_RandomHistory_IsTheNaiveRecomputation() =>
        Gen.Select(ListingHistories.Any, ListingHistories.Instant, ListingHistories.Instant, ListingHistories.Reference).Sample((history, validAt, knownAt, reference) =>
            Assert.Equal(Naive(history, reference, validAt, knownAt), ListingHistories.Fold(history).Status(reference, validAt, knownAt, Policy)), iter: 3000);

    [Fact]
    public void Status_FactsRecordedLater_ChangeNothing() =>
        Gen.Select(ListingHistories.Any, ListingHistories.Instant, ListingHistories.Instant).Sample((history, validAt, knownAt) =>
        {
            ListingBook all = ListingHistories.Fold(history);
            ListingBook known = ListingHistories.Fold(history.Where(fact => fact.RecordedAt <= knownAt));
            Assert.Equal(known.References(knownAt), all.References(knownAt));
            foreach (string reference in ListingHistories.References)
            {
                Assert.Equal(known.Status(reference, validAt, knownAt, Policy), all.Status(reference, validAt, knownAt, Policy));
                Assert.Equal(known.Row(reference, knownAt), all.Row(reference, knownAt));
            }
        }, iter: 1000);

    [Fact]
    public void References_RandomHistory_AreEachOnceNewestFirst() => Gen.Select(ListingHistories.Any, ListingHistories.Instant).Sample((history, knownAt) =>
    {
        string[] expected = [.. history.Reverse().Where(fact => fact.RecordedAt <= knownAt).Select(fact => fact.Event).OfType<ListingRecorded>().Select(e => e.Listing.Reference).Distinct()];
        Assert.Equal(expected, ListingHistories.Fold(history).References(knownAt));
    });

    [Theory]
    [InlineData("2024-12-31T23:59:59Z", CertificationStatus.NotYetInForce)]
    [InlineData("2025-01-01T00:00:00Z", CertificationStatus.InForce)]
    [InlineData("2026-12-31T23:59:59Z", CertificationStatus.InForce)]
    [InlineData("2027-01-01T00:00:00Z", CertificationStatus.CheckpointOverdue)]
    [InlineData("2027-03-31T23:59:59Z", CertificationStatus.CheckpointOverdue)]
    [InlineData("2027-04-01T00:00:00Z", CertificationStatus.CheckpointLapsed)]
    [InlineData("2027-12-31T23:59:59Z", CertificationStatus.CheckpointLapsed)]
    [InlineData("2028-01-01T00:00:00Z", CertificationStatus.Expired)]
    public void Status_BoundariesOfOneRow_TurnOnTheDay(string validAt, CertificationStatus status) =>
        Assert.Equal(status, GateScenario.BookOf(Row).Status(Reference, DateTimeOffset.Parse(validAt, null), GateScenario.Noon, Policy));

    [Fact]
    public void Status_ExpiryWarning_BeginsAtTheWindow()
    {
        ListingBook book = GateScenario.BookOf(Row with { CheckpointDueOn = null });
        DateTimeOffset expires = new(2028, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(CertificationStatus.InForce, book.Status(Reference, expires.AddDays(-181), expires, Policy));
        Assert.Equal(CertificationStatus.Expiring, book.Status(Reference, expires.AddDays(-180), expires, Policy));
    }

    [Fact]
    public void Status_RowCorrected_AnswersEachKnowledgeByItself()
    {
        DateTimeOffset corrected = GateScenario.Noon;
        ListingBook book = GateScenario.BookOf(Row).Apply(new ListingRecorded(Row with { ExpiresOn = new(2026, 6, 1) }), corrected);
        Assert.Equal(CertificationStatus.InForce, book.Status(Reference, corrected, corrected.AddTicks(-1), Policy));
        Assert.Equal(CertificationStatus.Expired, book.Status(Reference, corrected, corrected, Policy));
    }

    [Fact]
    public void Status_CheckpointCorrected_TheLaterRecordCounts()
    {
        DateTimeOffset at = new(2027, 2, 1, 0, 0, 0, TimeSpan.Zero);
        ListingBook book = GateScenario.BookOf(Row).Apply(new CheckpointCompleted(Reference, new(2026, 12, 1), new(2036, 12, 1)), at);
        Assert.Equal(CertificationStatus.InForce, book.Status(Reference, at, at, Policy));
        book = book.Apply(new CheckpointCompleted(Reference, new(2026, 12, 1), new(2027, 1, 15)), at.AddHours(1));
        Assert.Equal(CertificationStatus.CheckpointOverdue, book.Status(Reference, at, at.AddHours(1), Policy));
        Assert.Equal(CertificationStatus.InForce, book.Status(Reference, at, at, Policy));
    }

    [Fact]
    public void Status_Revoked_StaysApartFromExpired()
    {
        ListingBook book = GateScenario.BookOf(Row).Apply(new ListingRevoked(Reference, GateScenario.Noon, "flaw"), GateScenario.Noon);
        Assert.Equal(CertificationStatus.InForce, book.Status(Reference, GateScenario.Noon.AddTicks(-1), ListingBook.AllThatIsKnown, Policy));
        Assert.Equal(CertificationStatus.Revoked, book.Status(Reference, GateScenario.Noon, ListingBook.AllThatIsKnown, Policy));
        Assert.Equal(CertificationStatus.Revoked, book.Status(Reference, GateScenario.Noon.AddYears(5), ListingBook.AllThatIsKnown, Policy));
    }

    // Straight from the words: each question filters the raw facts anew.
    private static CertificationStatus Naive((IEvent Event, DateTimeOffset RecordedAt)[] history, string reference, DateTimeOffset validAt, DateTimeOffset knownAt)
    {
        IEvent[] known = [.. history.Where(fact => fact.RecordedAt <= knownAt).Select(fact => fact.Event)];
        Listing? row = known.OfType<ListingRecorded>().LastOrDefault(e => e.Listing.Reference == reference)?.Listing;
        DateOnly day = DateOnly.FromDateTime(validAt.UtcDateTime);
        if (row is null) return CertificationStatus.Unknown;
        if (known.OfType<ListingRevoked>().Any(e => e.Reference == reference && e.EffectiveAt <= validAt)) return CertificationStatus.Revoked;
        if (day < row.ListedOn) return CertificationStatus.NotYetInForce;
        if (day >= row.ExpiresOn) return CertificationStatus.Expired;
        bool open = known.OfType<ListingRemediationChanged>().Where(e => e.Reference == reference && e.EffectiveAt <= validAt).OrderBy(e => e.EffectiveAt).LastOrDefault()?.Open ?? false;
        if (open) return CertificationStatus.InRemediation;
        DateOnly? next = known.OfType<CheckpointCompleted>().Where(e => e.Reference == reference && e.CompletedOn <= day).OrderBy(e => e.CompletedOn).LastOrDefault()?.NextDueOn;
        DateOnly? due = next is null || row.CheckpointDueOn > next ? row.CheckpointDueOn : next;
        if (day > due) return day > due.Value.AddDays(Policy.CheckpointToleranceDays) ? CertificationStatus.CheckpointLapsed : CertificationStatus.CheckpointOverdue;
        return day >= row.ExpiresOn.AddDays(-Policy.ExpiryWarningDays) ? CertificationStatus.Expiring : CertificationStatus.InForce;
    }
}

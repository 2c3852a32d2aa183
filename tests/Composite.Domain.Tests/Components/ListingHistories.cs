using Composite.Domain.Components;
using Composite.Domain.Tests.Rules;
using CsCheck;

namespace Composite.Domain.Tests.Components;

/// <summary>Random histories of two listings: rows recorded and corrected, revocations, remediations and checkpoints, with clocks that also go back.</summary>
internal static class ListingHistories
{
    public static readonly DateOnly FirstDay = new(2025, 1, 1);
    private static readonly int[] Seconds = [0, 1, 43_200, 86_399];
    public static readonly string[] References = ["2025-00001.001", "2025-00002.001"];

    private static readonly Gen<DateOnly> Day = Gen.Int[0, 900].Select(FirstDay.AddDays);
    public static readonly Gen<string> Reference = Gen.Int[0, 1].Select(i => References[i]);

    public static readonly Gen<DateTimeOffset> Instant =
        Gen.Select(Gen.Int[0, 900], Gen.Int[0, 3]).Select((day, second) => new DateTimeOffset(FirstDay.AddDays(day), TimeOnly.MinValue, TimeSpan.Zero).AddSeconds(Seconds[second]));

    private static readonly Gen<IEvent> Row = Gen.Select(Reference, Day, Gen.Int[1, 800], Gen.Int[-1, 700]).Select((reference, listed, term, checkpoint) => (IEvent)new ListingRecorded(
        GateScenario.ListingOf(reference) with
        {
            ListedOn = listed,
            ExpiresOn = listed.AddDays(term),
            CheckpointDueOn = checkpoint < 0 ? null : listed.AddDays(checkpoint),
        }));

    private static readonly Gen<IEvent> Revocation = Gen.Select(Reference, Instant).Select((reference, at) => (IEvent)new ListingRevoked(reference, at, "flaw"));

    private static readonly Gen<IEvent> Remediation = Gen.Select(Reference, Gen.Bool, Instant).Select((reference, open, at) => (IEvent)new ListingRemediationChanged(reference, open, at, "finding"));

    private static readonly Gen<IEvent> Checkpoint = Gen.Select(Reference, Day, Gen.Int[1, 400]).Select((reference, day, next) => (IEvent)new CheckpointCompleted(reference, day, day.AddDays(next)));

    public static readonly Gen<(IEvent Event, DateTimeOffset RecordedAt)[]> Any =
        Gen.Select(Gen.Frequency((5, Row), (1, Revocation), (3, Remediation), (3, Checkpoint)), Instant).Array[0, 14];

    public static ListingBook Fold(IEnumerable<(IEvent Event, DateTimeOffset RecordedAt)> history) =>
        history.Aggregate(ListingBook.Empty, (book, fact) => book.Apply(fact.Event, fact.RecordedAt));
}

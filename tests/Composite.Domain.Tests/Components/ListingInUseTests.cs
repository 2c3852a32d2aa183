using Composite.Domain.Components;
using Composite.Domain.Policies;
using Composite.Domain.Solutions;
using Composite.Domain.Tests.Rules;
using Composite.Domain.Waivers;
using CsCheck;
using Xunit;

namespace Composite.Domain.Tests.Components;

/// <summary>What compliance staff are shown as the listing that counts is what the gate relies on.</summary>
public sealed class ListingInUseTests
{
    private const string Id = "sdk-a";
    private static readonly PolicyValues[] Policies =
    [
        PolicyValues.Default with { ExpiryWarningDays = 60, CheckpointToleranceDays = 45 },
        PolicyValues.Default with { ExpiryGraceDays = 90 },
        PolicyValues.Default with
        {
            ExpiryGraceDays = 30,
            CertificationEffects = EffectTable.With(null,
            [
                new(CertificationStatus.Expiring, Effect.Allow, Effect.Allow, Effect.Warn),
                new(CertificationStatus.CheckpointLapsed, Effect.Refuse, Effect.Refuse, Effect.Refuse),
                new(CertificationStatus.InRemediation, Effect.Refuse, Effect.Refuse, Effect.Refuse),
            ]),
        },
    ];

    private static readonly Gen<Waiver> Wish = Gen.Select(
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 1], Gen.Int[0, 1], Gen.Bool),
        Gen.Select(ComponentHistories.Instant, Gen.Int[1, 20]),
        Gen.Shuffle(WaiverBook.Waivable.ToArray(), 2)).Select((w, term, statuses) => new Waiver
        {
            WaiverId = $"w{w.Item1}",
            SubjectId = w.Item2 == 0 ? Id : "sdk-b",
            Reference = ComponentHistories.References[w.Item3],
            Statuses = statuses,
            ValidFrom = term.Item1,
            ValidUntil = term.Item1.AddMonths(term.Item2),
            Reason = "renewal",
            CompensatingControl = "daily review",
            CoversAdmission = w.Item4,
        });

    // Each is proposed, approved and ended at most once; approved no earlier than proposed.
    private static readonly Gen<(IEvent Event, DateTimeOffset RecordedAt)[]> Waivers =
        Gen.Select(Wish, Gen.Int[0, 9], Gen.Select(ComponentHistories.Instant, ComponentHistories.Instant, ComponentHistories.Instant, ComponentHistories.Instant)).Array[0, 3].Select(all =>
            all.DistinctBy(w => w.Item1.WaiverId).SelectMany(w => ((IEvent, DateTimeOffset)[])
            [
                (new WaiverProposed(w.Item1, "staff/anna"), w.Item3.Item1 < w.Item3.Item2 ? w.Item3.Item1 : w.Item3.Item2),
                .. w.Item2 < 8 ? [(new WaiverApproved(w.Item1.WaiverId, "staff/bert"), w.Item3.Item2)] : Array.Empty<(IEvent, DateTimeOffset)>(),
                .. w.Item2 is > 5 and < 9 ? [(new WaiverEnded(w.Item1.WaiverId, w.Item3.Item3, "replaced", "staff/bert"), w.Item3.Item4)] : Array.Empty<(IEvent, DateTimeOffset)>(),
            ]).ToArray());

    [Fact]
    public void InUse_AnyBookWaiversAndPolicy_IsWhatTheGateReliesOnAndTheNaiveRecomputation() =>
        Gen.Select(ComponentHistories.Any, Waivers, Gen.Int[0, Policies.Length - 1], ComponentHistories.Instant, ComponentHistories.Instant).Sample((history, waivers, which, validAt, knownAt) =>
        {
            PolicyValues policy = Policies[which];
            ComponentState component = ComponentHistories.Fold(history);
            WaiverBook book = waivers.Aggregate(WaiverBook.Empty, (all, fact) => all.Evolve(fact.Event, fact.RecordedAt));
            AsOf asOf = new(validAt, knownAt);
            NaiveComponent naive = new(history, validAt, knownAt, policy, waivers);

            ListingStanding? gate = ListingStanding.InUse(book, Id, component.Listings, null, Business.Payments, asOf, policy);
            ListingStatus? shown = ComponentStatus.Of(component, book, asOf, policy).InUse;

            Assert.Equal((gate?.Row.Reference, gate?.Status), (shown?.Row.Reference, shown?.Status));
            Assert.Equal(naive.InUse(), shown?.Row.Reference);
            Assert.Equal(component.Listings.StatusesAt(asOf, policy).Where(l => l.Row.Reference == naive.InUse()).Cast<ListingStatus?>().SingleOrDefault(), shown);
        }, iter: 20_000);

    [Fact]
    public void InUse_OneInForceAndALongerOneOverdue_IsTheOneInForce()
    {
        Listing good = GateScenario.ListingOf("2025-00001.001") with { CheckpointDueOn = null };
        Listing overdue = GateScenario.ListingOf("2025-00002.001") with { ExpiresOn = good.ExpiresOn.AddDays(1), CheckpointDueOn = new(2026, 6, 1) };
        ComponentState component = GateScenario.Valid.Components[Id] with { Listings = GateScenario.BookOf(good, overdue) };
        Assert.Equal(CertificationStatus.InForce, ComponentStatus.Of(component, WaiverBook.Empty, AsOf.Now(GateScenario.Noon), PolicyValues.Default).Status);
    }
}

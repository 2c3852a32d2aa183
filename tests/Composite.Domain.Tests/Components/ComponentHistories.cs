using Composite.Domain.Components;
using Composite.Domain.Tests.Rules;
using CsCheck;

namespace Composite.Domain.Tests.Components;

/// <summary>
/// Random histories of one component: every kind of fact with its corrections, valid in any order, recorded by clocks that tie and run
/// backwards.
/// </summary>
internal static class ComponentHistories
{
    private static readonly DateOnly FirstDay = new(2025, 1, 1);
    public static readonly string[] References = ["2025-00001.001", "2025-00002.001"];
    public static readonly string[] Versions = ["3.2.1", "3.2.2"];

    // Few instants, so that they meet: midnights, and the ticks around them.
    public static readonly Gen<DateTimeOffset> Instant = Gen.Select(Gen.Int[0, 30], Gen.Int[-1, 1])
        .Select((month, tick) => new DateTimeOffset(FirstDay.AddMonths(month), TimeOnly.MinValue, TimeSpan.Zero).AddTicks(tick));

    private static readonly Gen<DateOnly> Day = Gen.Int[0, 30].Select(FirstDay.AddMonths);
    private static readonly Gen<string> Reference = Gen.Int[0, 1].Select(i => References[i]);
    private static readonly Gen<string> Version = Gen.Int[0, 1].Select(i => Versions[i]);
    private static readonly Gen<ComplianceStandard> Standard = Gen.Enum<ComplianceStandard>();

    private static readonly Gen<Listing> Row = Gen.Select(Reference, Day, Gen.Int[1, 30], Gen.Int[-5, 20]).Select((reference, listed, term, checkpoint) =>
        GateScenario.ListingOf(reference) with
        {
            ListedOn = listed,
            ExpiresOn = listed.AddMonths(term),
            CheckpointDueOn = checkpoint < 0 ? null : listed.AddMonths(checkpoint),
        });

    private static readonly Gen<ComponentVersion> VersionFacts = Gen.Select(Version, Gen.Int[-3, 30]).Select((version, month) =>
        new ComponentVersion { Version = version, CryptoExpiresOn = month < 0 ? null : FirstDay.AddMonths(month) });

    private static readonly Gen<ComplianceAttestation> Attestation = Gen.Select(Standard, Gen.Int[0, 3], Gen.Int[1, 20]).Select((standard, year, term) =>
        new ComplianceAttestation(standard, "4.0.1", "Assessor", FirstDay.AddMonths(6 * year), FirstDay.AddMonths((6 * year) + term)));

    private static readonly Gen<IEvent> OfVersions = Gen.Frequency(
        (3, VersionFacts.Select(v => (IEvent)new ComponentVersionAdded(v))),
        (2, VersionFacts.Select(v => (IEvent)new ComponentVersionCorrected(v, "wrong"))),
        (2, Version.Select(v => (IEvent)new ComponentVersionWithdrawn(v, "flaw"))),
        (1, Version.Select(v => (IEvent)new ComponentVersionReinstated(v, "mistake"))));

    private static readonly Gen<IEvent> OfListings = Gen.Frequency(
        (4, Row.Select(row => (IEvent)new ListingRecorded(row))),
        (2, Row.Select(row => (IEvent)new ListingCorrected(row, "wrong"))),
        (1, Reference.Select(reference => (IEvent)new ListingRetracted(reference, "mistake"))),
        (2, Gen.Select(Reference, Instant).Select((reference, at) => (IEvent)new ListingRevoked(reference, at, "flaw"))),
        (2, Reference.Select(reference => (IEvent)new ListingRevocationWithdrawn(reference, "mistake"))),
        (3, Gen.Select(Reference, Gen.Bool, Instant).Select((reference, open, at) => (IEvent)new ListingRemediationChanged(reference, open, at, "finding"))),
        (3, Gen.Select(Reference, Day, Gen.Int[1, 20]).Select((reference, day, next) => (IEvent)new CheckpointCompleted(reference, day, day.AddMonths(next)))));

    private static readonly Gen<IEvent> OfCompliance = Gen.Frequency(
        (3, Attestation.Select(a => (IEvent)new ComplianceRecorded(a))),
        (2, Attestation.Select(a => (IEvent)new ComplianceCorrected(a, "wrong"))),
        (1, Attestation.Select(a => (IEvent)new ComplianceRetracted(a.Standard, a.ValidFrom, "mistake"))));

    private static readonly Gen<IEvent> OfNames = Gen.OneOf(
        Gen.Int[0, 3].Select(n => (IEvent)new ComponentRenamed($"name {n}", "Vendor", "merger")),
        Gen.Int[0, 3].Select(n => (IEvent)new ComponentProfileSet(new ComponentProfile { Notes = $"note {n}" })));

    private static readonly Gen<IEvent> Fact = Gen.Frequency((5, OfListings), (3, OfVersions), (2, OfCompliance), (1, OfNames));

    /// <summary>Facts in the order of the journal; the first registers the component.</summary>
    public static readonly Gen<(IEvent Event, DateTimeOffset RecordedAt)[]> Any =
        Gen.Select(Instant, Gen.Select(Fact, Instant).Array[0, 24]).Select((registeredAt, facts) =>
            ((IEvent, DateTimeOffset)[])[(new ComponentRegistered("sdk-a", ComponentKind.MpocSoftware, "SDK", "Vendor"), registeredAt), .. facts]);

    public static ComponentState Fold(IEnumerable<(IEvent Event, DateTimeOffset RecordedAt)> history) =>
        history.Aggregate((ComponentState?)null, (state, fact) => ComponentState.Evolve(state, fact.Event, fact.RecordedAt))!;
}

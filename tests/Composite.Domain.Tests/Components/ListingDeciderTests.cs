using System.Collections.Immutable;
using Composite.Domain.Components;
using Composite.Domain.Solutions;
using Composite.Domain.Tests.Rules;
using Xunit;

namespace Composite.Domain.Tests.Components;

public sealed class ListingDeciderTests
{
    private static readonly DateTimeOffset Noon = GateScenario.Noon;
    private static readonly SolutionFacts World = GateScenario.Valid.Shared;
    private static readonly ComponentState Sdk = GateScenario.Valid.Components["sdk-a"];
    private static readonly ListingSubject Subject = ListingSubject.Of(Sdk);
    private static readonly Listing Row = Sdk.Listings.Rows[0].Value;
    private static readonly Listing New = GateScenario.ListingOf("2026-00007.001");

    public static TheoryData<string, Func<ListingBook, Decision>> Commands => new()
    {
        { "record", b => Record(New, b) },
        { "correct", b => Record(Row with { ExpiresOn = new(2028, 6, 1) }, b, true, "renewed") },
        { "retract", b => ListingDecider.Retract(b, Row.Reference, "wrong component") },
        { "revoke", b => ListingDecider.Revoke(b, Row.Reference, Noon, "flaw") },
        { "open remediation", b => ListingDecider.ChangeRemediation(b, Row.Reference, true, Noon, "finding") },
        { "complete checkpoint", b => ListingDecider.CompleteCheckpoint(b, Row.Reference, new(2026, 6, 1), new(2027, 6, 1), Noon) },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public void Command_SentTwice_IsAcceptedAndChangesNothingMore(string name, Func<ListingBook, Decision> command)
    {
        Assert.NotEmpty(name);
        ListingBook after = Sdk.Listings.Apply(Assert.Single(command(Sdk.Listings).Accepted()), Noon);
        Assert.Empty(command(after).Accepted());
    }

    [Fact]
    public void Record_EverythingWrong_NamesEveryField()
    {
        Listing wrong = new()
        {
            Reference = "2025-1",
            StandardVersion = "",
            Laboratory = null!,
            ListedOn = new(2026, 1, 1),
            ExpiresOn = new(2025, 1, 1),
            CheckpointDueOn = new(2024, 1, 1),
            Versions = null!,
            EntryModes = [(EntryMode)9],
            Cvms = [(Cvm)9],
            SdkType = (SdkType)9,
            Dependencies = [null!],
            RetrievedAt = Noon.AddDays(1),
            ProductType = (ListingProductType)99,
            Vendor = "",
            ProductName = " ",
            RetrievedBy = "\n",
            Notes = "\0",
            VerifiedApplications = [new(null!, new string('1', 41))],
        };
        Record(wrong).Refused(
            "invalid-format listing.reference", "invalid-text listing.standardVersion", "invalid-text listing.laboratory", "date-order listing.expiresOn",
            "date-order listing.checkpointDueOn", "count listing.versions", "unknown-value listing.entryModes", "unknown-value listing.cvms",
            "unknown-value listing.sdkType", "missing listing.dependencies", "in-the-future listing.retrievedAt", "unknown-value listing.productType",
            "invalid-text listing.vendor", "invalid-text listing.productName", "invalid-text listing.retrievedBy", "invalid-text listing.notes",
            "invalid-text listing.verifiedApplications.name", "invalid-text listing.verifiedApplications.version");
        Record(null!).Refused("missing listing");
        Record(New with { VerifiedApplications = [null!] }).Refused("missing listing.verifiedApplications");
    }

    // A day that stands for "never" would keep it in force for ever.
    [Fact]
    public void Record_ExpiryTooFarAway_IsRefused()
    {
        Record(New with { ExpiresOn = DateOnly.MaxValue }).Refused("range listing.expiresOn");
        Record(New with { ExpiresOn = New.ListedOn.AddDays(Listing.MaxTermDays + 1) }).Refused("range listing.expiresOn");
        Record(New with { ExpiresOn = New.ListedOn.AddDays(Listing.MaxTermDays) }).Accepted();
    }

    [Fact]
    public void Record_WithoutExpiryOrDatesReversed_IsRefused()
    {
        Record(New with { ExpiresOn = default, CheckpointDueOn = null }).Refused("missing listing.expiresOn", "date-order listing.expiresOn");
        Record(New with { ExpiresOn = New.ListedOn, CheckpointDueOn = null }).Refused("date-order listing.expiresOn");
    }

    [Fact]
    public void Record_WrongProductType_IsRefusedWithThoseThatFit()
    {
        Problem problem = Assert.Single(Record(New with { ProductType = ListingProductType.AttestationAndMonitoring }).Problems());
        Assert.Equal(("wrong-product-type", "listing.productType"), (problem.Code, problem.Field));
        Assert.Contains("MpocSoftware", problem.Remedy, StringComparison.Ordinal);
        Assert.Single(Record(New with { ProductType = ListingProductType.MpocSoftware }).Accepted());
    }

    [Fact]
    public void Record_OfAProviderPart_IsRefused() =>
        ListingDecider.Record(ListingSubject.Of(Sdk with { Kind = ComponentKind.ProviderPart }), New, false, null, SolutionFacts.Empty, Noon).Refused("wrong-kind listing");

    [Fact]
    public void Record_KnownReferenceWithOtherFacts_IsRefusedNamingThem()
    {
        Listing other = Row with { ExpiresOn = new(2027, 6, 1), Laboratory = "Other", CheckpointDueOn = null };
        Problem problem = Assert.Single(Record(other).Problems());
        Assert.Equal(("already-registered", "listing.reference"), (problem.Code, problem.Field));
        Assert.Contains("laboratory, expiresOn, checkpointDueOn", problem.Reason, StringComparison.Ordinal);
        Record(other, corrects: true).Refused("invalid-text reason");
        Assert.Equal(new ListingCorrected(other, "renewed"), Record(other, corrects: true, reason: "renewed").AcceptedOne<ListingCorrected>());
    }

    [Fact]
    public void Record_KnownReferenceReadAgain_IsDoneAlready() =>
        Assert.Empty(Record(Row with { RetrievedAt = Noon, RetrievedBy = "bert" }).Accepted());

    [Fact]
    public void Record_BackToAnEarlierRow_IsAFactOfItsOwn()
    {
        ListingBook corrected = Sdk.Listings.Apply(new ListingCorrected(Row with { ExpiresOn = new(2027, 1, 1) }, "wrong"), Noon);
        Record(Row, corrected).Refused("already-registered listing.reference");
        Assert.Equal(Row, Record(Row, corrected, true, "right at first").AcceptedOne<ListingCorrected>().Listing);
    }

    [Fact]
    public void Record_ReferenceOfAnotherComponentOrSolution_IsRefusedUntilRetractedThere()
    {
        Listing service = GateScenario.ListingOf("2025-00003.001");
        Assert.Contains("component 'am-a'", Assert.Single(Record(service).Problems()).Reason, StringComparison.Ordinal);
        Assert.Contains("solution 'softpos'", Assert.Single(Record(GateScenario.ListingOf("2025-00001.001")).Problems()).Reason, StringComparison.Ordinal);
        ComponentState freed = World.Components["am-a"] with { Listings = World.Components["am-a"].Listings.Apply(new ListingRetracted(service.Reference, "wrong component"), Noon) };
        Assert.Single(ListingDecider.Record(Subject, service, false, null, World with { Components = World.Components.SetItem("am-a", freed) }, Noon).Accepted());
    }

    [Fact]
    public void Record_Cycle_IsRefusedWithTheWay()
    {
        Record(New with { Dependencies = [New.Reference] }).Refused("dependency-cycle listing.dependencies");
        SolutionFacts world = World with { Components = World.Components.SetItem("am-a", World.Components["am-a"] with { Listings = GateScenario.BookOf(GateScenario.ListingOf("2025-00003.001", New.Reference)) }) };
        Problem problem = Assert.Single(ListingDecider.Record(Subject, New with { Dependencies = [Row.Reference] }, false, null, world, Noon).Problems());
        Assert.Contains("2026-00007.001 -> 2025-00002.001 -> 2025-00003.001 -> 2026-00007.001", problem.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Record_CorrectionThatBreaksACycle_IsAccepted()
    {
        ListingBook looped = GateScenario.BookOf(Row with { Dependencies = [Row.Reference] });
        SolutionFacts world = World with { Components = World.Components.SetItem("sdk-a", Sdk with { Listings = looped }) };
        Assert.Single(ListingDecider.Record(Subject with { Book = looped }, Row with { Dependencies = [] }, true, "no cycle", world, Noon).Accepted());
    }

    [Fact]
    public void CycleThrough_ALongChain_IsFoundWithoutRecursion()
    {
        const int Length = 5000;
        Listing Link(int i) => GateScenario.ListingOf(Name(i), Name(i + 1));
        ListingBook[] books = [.. Enumerable.Range(1, Length).Chunk(100).Select(chunk => GateScenario.BookOf([.. chunk.Select(Link)]))];
        SolutionFacts world = SolutionFacts.Empty with { Components = books.Select((b, i) => Sdk with { Id = $"c{i}", Listings = b }).ToImmutableDictionary(c => c.Id) };
        Assert.Equal(Length + 2, ListingGraph.CycleThrough(world, GateScenario.ListingOf(Name(Length + 1), Name(1)))!.Count);
        Assert.Null(ListingGraph.CycleThrough(world, GateScenario.ListingOf(Name(Length + 1), Name(0))));

        static string Name(int i) => $"2025-{i:00000}.001";
    }

    [Fact]
    public void Retract_RevokedListing_IsRefusedUntilTheRevocationIsWithdrawn()
    {
        ListingBook revoked = Sdk.Listings.Apply(new ListingRevoked(Row.Reference, Noon, "flaw"), Noon);
        ListingDecider.Retract(revoked, Row.Reference, "mistake").Refused("revoked reference");
        ListingBook withdrawn = revoked.Apply(ListingDecider.WithdrawRevocation(revoked, Row.Reference, "another was meant").AcceptedOne<ListingRevocationWithdrawn>(), Noon);
        Assert.Empty(ListingDecider.WithdrawRevocation(withdrawn, Row.Reference, "again").Accepted());
        Assert.Single(ListingDecider.Retract(withdrawn, Row.Reference, "mistake").Accepted());
        Assert.Single(ListingDecider.Revoke(withdrawn, Row.Reference, Noon, "a real flaw").Accepted());
        ListingDecider.WithdrawRevocation(Sdk.Listings, Row.Reference, "mistake").Refused("not-revoked reference");
    }

    [Fact]
    public void Commands_AboutUnknownListings_AreRefusedWithoutThrowing()
    {
        ListingDecider.Revoke(Sdk.Listings, null!, default, null!).Refused("unknown-listing reference", "missing effectiveAt", "invalid-text reason");
        ListingDecider.ChangeRemediation(Sdk.Listings, "2025-00009.001", true, default, "").Refused("unknown-listing reference", "missing effectiveAt", "invalid-text reason");
        ListingDecider.CompleteCheckpoint(Sdk.Listings, "2025-00009.001", new(2027, 1, 1), new(2026, 1, 1), Noon).Refused("unknown-listing reference", "in-the-future completedOn", "date-order nextDueOn");
        ListingDecider.Retract(Sdk.Listings, "2025-00009.001", null!).Refused("unknown-listing reference", "invalid-text reason");
        ListingDecider.WithdrawRevocation(Sdk.Listings, null!, null!).Refused("unknown-listing reference", "invalid-text reason", "not-revoked reference");
    }

    [Fact]
    public void Record_AtTheBound_RefusesTheNext()
    {
        ListingBook full = GateScenario.BookOf([.. Enumerable.Range(0, ComponentDecider.MaxListings).Select(i => Row with { Reference = $"2025-00002.{i:000}" })]);
        Record(New, full).Refused("count listing");
        ListingBook corrected = GateScenario.BookOf([.. Enumerable.Repeat(Row, ComponentDecider.MaxListings + ComponentDecider.MaxRecords)]);
        Record(Row with { Laboratory = "Other" }, corrected, true, "wrong").Refused("count listing");
    }

    private static Decision Record(Listing listing, ListingBook? book = null, bool corrects = false, string? reason = null) =>
        ListingDecider.Record(Subject with { Book = book ?? Sdk.Listings }, listing, corrects, reason, World, Noon);
}

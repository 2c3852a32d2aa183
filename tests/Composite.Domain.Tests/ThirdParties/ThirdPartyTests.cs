using Composite.Domain.Tests.Rules;
using Composite.Domain.ThirdParties;
using Xunit;

namespace Composite.Domain.Tests.ThirdParties;

public sealed class ThirdPartyTests
{
    private static readonly DateTimeOffset Noon = GateScenario.Noon;
    private static readonly DateTimeOffset Everything = DateTimeOffset.MaxValue;
    private static readonly ThirdPartyState Vendor = ThirdPartyState.Evolve(null, new ThirdPartyRegistered("vendor-a", "Vendor", "the SDK"), Noon)!;
    private static readonly ThirdPartyReviewed Reviewed = new(new(2026, 6, 1), new(2027, 6, 1), "in order", null);

    public static TheoryData<string, Func<ThirdPartyState, Decision>> Commands => new()
    {
        { "rename", s => ThirdPartyDecider.Rename(s, "Vendor AG", "the SDK", "merger") },
        { "contact", s => ThirdPartyDecider.SetContact(s, new("Desk", "psirt@example.com", null)) },
        { "contract", s => ThirdPartyDecider.SetContract(s, new("C-17", new(2025, 1, 1), null, 72)) },
        { "responsibilities", s => ThirdPartyDecider.SetResponsibilities(s, [new("Keys", ResponsibleParty.Shared, "both")]) },
        { "review", s => ThirdPartyDecider.Review(s, Reviewed, Noon) },
        { "end", s => ThirdPartyDecider.End(s, new(2026, 7, 1), "replaced") },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public void Command_SentTwice_IsAcceptedAndChangesNothingMore(string name, Func<ThirdPartyState, Decision> command)
    {
        Assert.NotEmpty(name);
        ThirdPartyState after = ThirdPartyState.Evolve(Vendor, Assert.Single(command(Vendor).Accepted()), Noon)!;
        Assert.Empty(command(after).Accepted());
    }

    [Fact]
    public void Commands_EverythingWrong_NameEveryField()
    {
        ThirdPartyDecider.Register(null, "Not An Id", "", null!).Refused("invalid-id thirdPartyId", "invalid-text name", "invalid-text provides");
        ThirdPartyDecider.Register(Vendor, "vendor-a", "Other", "the SDK").Refused("already-registered thirdPartyId");
        Assert.Empty(ThirdPartyDecider.Register(Vendor, "vendor-a", "Vendor", "the SDK").Accepted());
        ThirdPartyDecider.Rename(Vendor, null!, null!, null!).Refused("invalid-text name", "invalid-text provides", "invalid-text reason");
        ThirdPartyDecider.SetContact(Vendor, null!).Refused("missing contact");
        ThirdPartyDecider.SetContact(Vendor, new(null!, "nowhere", "")).Refused("invalid-text name", "invalid-format email", "invalid-text phone");
        ThirdPartyDecider.SetContract(Vendor, null!).Refused("missing contract");
        ThirdPartyDecider.SetContract(Vendor, new(null!, default, default(DateOnly), 0)).Refused("invalid-text reference", "missing signedOn", "date-order endsOn", "range securityNoticeHours");
        ThirdPartyDecider.SetResponsibilities(Vendor, null!).Refused("count responsibilities");
        ThirdPartyDecider.SetResponsibilities(Vendor, [new("Keys", ResponsibleParty.Shared, "both"), new("Keys", (ResponsibleParty)9, "")])
            .Refused("unknown-value responsibilities.party", "invalid-text responsibilities.detail", "duplicate responsibilities");
        ThirdPartyDecider.Review(Vendor, null!, Noon).Refused("missing review");
        ThirdPartyDecider.Review(Vendor, new(default, default, null!, "x"), Noon).Refused("missing reviewedOn", "date-order nextDueOn", "invalid-text conclusion", "invalid-format evidenceSha256");
        ThirdPartyDecider.End(Vendor, default, null!).Refused("missing endedOn", "invalid-text reason");
    }

    [Fact]
    public void Review_DueMoreThanAYearLater_IsRefused()
    {
        Assert.Single(ThirdPartyDecider.Review(Vendor, Reviewed, Noon).Accepted());
        ThirdPartyDecider.Review(Vendor, Reviewed with { NextDueOn = new(2027, 6, 2) }, Noon).Refused("too-late nextDueOn");
        ThirdPartyDecider.Review(Vendor, Reviewed with { ReviewedOn = new(2026, 6, 16) }, Noon).Refused("in-the-future reviewedOn");
    }

    [Fact]
    public void ReviewDueOn_WithoutAReview_IsAYearAfterTheRegistration()
    {
        Assert.Equal(new DateOnly(2027, 6, 15), Vendor.ReviewDueOn(AsOf.Now(Noon)));
        ThirdPartyState reviewed = ThirdPartyState.Evolve(Vendor, Reviewed with { NextDueOn = new(2026, 12, 1) }, Noon.AddDays(1))!;
        Assert.Equal(new DateOnly(2026, 12, 1), reviewed.ReviewDueOn(AsOf.Now(Noon)));
        Assert.Equal(new DateOnly(2027, 6, 15), reviewed.ReviewDueOn(new AsOf(Noon, Noon)));
    }

    [Fact]
    public void Reviews_SameDayAgain_CorrectsAndKeepsWhatWasKnown()
    {
        ThirdPartyState state = ThirdPartyState.Evolve(Vendor, Reviewed, Noon)!;
        state = ThirdPartyState.Evolve(state, Reviewed with { Conclusion = "with findings", NextDueOn = new(2026, 9, 1) }, Noon.AddDays(2))!;
        Assert.Equal("with findings", Assert.Single(state.ReviewsAt(Everything)).Conclusion);
        Assert.Equal("in order", Assert.Single(state.ReviewsAt(Noon.AddDays(1))).Conclusion);
        Assert.Equal(new DateOnly(2027, 6, 1), state.ReviewDueOn(new AsOf(Noon.AddDays(3), Noon.AddDays(1))));
    }

    [Fact]
    public void End_ReinstatedAndEndedAgain_GoesByTheJournalsOrder()
    {
        ThirdPartyState ended = ThirdPartyState.Evolve(Vendor, new ThirdPartyEnded(new(2026, 7, 1), "replaced"), Noon)!;
        Assert.Null(ended.ReviewDueOn(new AsOf(new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.Zero), Everything)));
        Assert.NotNull(ended.ReviewDueOn(new AsOf(new DateTimeOffset(2026, 6, 30, 23, 59, 59, TimeSpan.Zero), Everything)));
        Assert.Single(ThirdPartyDecider.End(ended, new(2026, 8, 1), "later").Accepted());

        // The clock ran back by a minute: the reinstatement is still the later fact.
        ThirdPartyState back = ThirdPartyState.Evolve(ended, Assert.Single(ThirdPartyDecider.Reinstate(ended, "mistake").Accepted()), Noon.AddMinutes(-1))!;
        Assert.Null(back.EndedOn(Everything));
        Assert.Empty(ThirdPartyDecider.Reinstate(back, "mistake").Accepted());
        ThirdPartyState again = ThirdPartyState.Evolve(back, new ThirdPartyEnded(new(2026, 9, 1), "really"), Noon.AddMinutes(-1))!;
        Assert.Equal(new DateOnly(2026, 9, 1), again.EndedOn(Everything));
    }

    [Fact]
    public void NameAt_BeforeItWasKnown_IsNull()
    {
        ThirdPartyState renamed = ThirdPartyState.Evolve(Vendor, new ThirdPartyRenamed("Vendor AG", "the SDK", "merger"), Noon.AddDays(1))!;
        Assert.Equal(("Vendor", "Vendor AG"), (renamed.NameAt(Noon)!.Name, renamed.NameAt(Noon.AddDays(1))!.Name));
        Assert.Null(renamed.NameAt(Noon.AddTicks(-1)));
    }
}

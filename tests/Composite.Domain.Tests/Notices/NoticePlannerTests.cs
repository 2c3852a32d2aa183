using System.Text;
using System.Text.Json;
using Composite.Domain.Components;
using Composite.Domain.Notices;
using Composite.Domain.Policies;
using Composite.Domain.Tests.Forecasts;
using CsCheck;
using Xunit;

namespace Composite.Domain.Tests.Notices;

public sealed class NoticePlannerTests
{
    private const NoticeType Near = NoticeType.DeadlineApproaching;
    private static readonly DateTimeOffset Expiry = new(2027, 6, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Looking at random times, daily or after long pauses: each (deadline, lead) is told of at most once, the nearest lead only, and daily looks miss none.</summary>
    [Fact]
    public void Plan_LooksAtAnyTimes_TellEachLeadOnceAndOnlyTheNearest() => Gen.Int[1, 40].List[20, 300].Sample(pauses =>
    {
        World world = World.Typical().With("own", null, Near);
        NoticesState state = NoticesState.None;
        DateTimeOffset now = World.Noon;
        List<(string Deadline, int Lead)> told = [];
        foreach (int pause in pauses)
        {
            foreach (IGrouping<string, NoticeIssued> byDeadline in Look(ref state, world, now).GroupBy(n => n.Deadline!.Id))
            {
                NoticeIssued only = byDeadline.Single();
                int left = (int)Math.Ceiling((only.Deadline!.DueAt - now).TotalDays);
                if (only.Deadline.LeadDays != PolicyDefaults.NoticeLeadDays.Where(l => l >= left).Min()) return false;
                told.Add((byDeadline.Key, only.Deadline.LeadDays));
            }

            now = now.AddDays(pause);
        }

        return told.Distinct().Count() == told.Count;
    });

    [Fact]
    public void Plan_EveryDay_TellsEachDeadlineAtEachLeadExactlyOnce()
    {
        World world = World.Typical().With("own", null, Near);
        NoticesState state = NoticesState.None;
        List<NoticeIssued> told = [];
        for (DateTimeOffset now = World.Noon; now < Expiry.AddDays(60); now = now.AddDays(1)) told.AddRange(Look(ref state, world, now));

        Assert.All(told.GroupBy(n => n.Deadline!.Id), d => Assert.Equal([180, 90, 30, 7], d.Select(n => n.Deadline!.LeadDays)));
        Assert.Equal(6, told.Select(n => n.Deadline!.Id).Distinct().Count());
        Assert.Equal(told.Count, told.Select(n => n.NoticeId).Distinct().Count());
    }

    [Fact]
    public void Plan_AfterALongPause_TellsOnlyTheNearestLead()
    {
        World world = World.Typical().With("own", null, Near);
        NoticesState state = NoticesState.None;
        NoticeIssued only = Assert.Single(Look(ref state, world, Expiry.AddDays(-20)), n => n.Deadline!.Id.StartsWith("listing-expiry", StringComparison.Ordinal));
        Assert.Equal(30, only.Deadline!.LeadDays);
        Assert.Empty(Look(ref state, world, Expiry.AddDays(-20)));
        Assert.Equal(7, Assert.Single(Look(ref state, world, Expiry.AddDays(-7))).Deadline!.LeadDays);
        Assert.Empty(Look(ref state, world, Expiry));
    }

    [Fact]
    public void Plan_CorrectedDate_TellsAnew()
    {
        World world = World.Typical().With("own", null, Near);
        NoticesState state = NoticesState.None;
        DateTimeOffset now = Expiry.AddDays(-20);
        Look(ref state, world, now);
        World corrected = world.Told(now, "component/sdk-a", new ListingRecorded(World.Row with { ExpiresOn = new(2027, 6, 10) }));
        Assert.Equal(new DateTimeOffset(2027, 6, 10, 0, 0, 0, TimeSpan.Zero), Assert.Single(Look(ref state, corrected, now)).Deadline!.DueAt);
    }

    [Fact]
    public void Plan_Acquirer_IsToldFrom30DaysOnOfWhatConcernsIt()
    {
        World world = World.Typical().With("bank", "nordbank", Near);
        NoticesState state = NoticesState.None;
        List<NoticeIssued> told = [];
        for (DateTimeOffset now = World.Noon; now < Expiry; now = now.AddDays(1)) told.AddRange(Look(ref state, world, now));
        Assert.All(told.GroupBy(n => n.Deadline!.Id), d => Assert.Equal([30, 7], d.Select(n => n.Deadline!.LeadDays)));
        Assert.DoesNotContain(told, n => n.Deadline!.Id.StartsWith("third-party", StringComparison.Ordinal) || n.Deadline.Id.StartsWith("contract", StringComparison.Ordinal));
    }

    [Fact]
    public void Plan_PolicysLeads_AreUsed()
    {
        World world = World.Typical().With("own", null, Near)
            .Told(World.Start, "policy/main", new PolicyProposed("p", World.Start, PolicyValues.Default with { NoticeLeadDays = [3] }, "r", "staff/anna"))
            .Told(World.Start, "policy/main", new PolicyApproved("p", 1, "staff/bert"));
        NoticesState state = NoticesState.None;
        Assert.Empty(Look(ref state, world, Expiry.AddDays(-4)));
        Assert.Equal(3, Assert.Single(Look(ref state, world, Expiry.AddDays(-3))).Deadline!.LeadDays);
    }

    [Fact]
    public void Plan_DisabledUnwantedOrOtherSolutions_TellsNothing()
    {
        World world = World.Typical();
        World disabled = world.With("own", null, Near).Told(World.Start, "webhook/own", new Domain.Webhooks.WebhookDisabled("gone"));
        World elsewhere = world.Told(World.Start, "webhook/own", new Domain.Webhooks.WebhookSubscribed(
            "own", new() { Url = "https://hooks.example", Types = [Near], SolutionIds = ["other"] }, new(1, "00000000")));
        foreach (World each in (World[])[world, disabled, elsewhere, world.With("own", null, NoticeType.CaseOpened)])
            Assert.Empty(NoticePlanner.Plan(each.Facts, NoticesState.None, Expiry.AddDays(-7)));
    }

    [Fact]
    public void Plan_Case_TellsItsOpeningItsClocksAndThatTheyAreLate()
    {
        World world = World.Typical().With("own", null, Near, NoticeType.DeadlinePassed, NoticeType.CaseOpened, NoticeType.CaseUpdated, NoticeType.CaseClosed)
            .With("bank", "nordbank", NoticeType.CaseOpened).WithCase(World.Noon);
        NoticesState state = NoticesState.None;
        IReadOnlyList<NoticeIssued> first = Look(ref state, world, World.Noon);
        Assert.Equal(2, first.Count(n => n.Type == NoticeType.CaseOpened));
        Assert.Equal(["acquirer/nordbank", "third-party/processor", "pci-ssc"], first.Where(n => n.Type == Near).Select(n => n.Deadline!.Reference));
        NoticeIssued late = Assert.Single(Look(ref state, world, World.Noon.AddHours(25)));
        Assert.Equal((NoticeType.DeadlinePassed, "acquirer/nordbank", 0), (late.Type, late.Deadline!.Reference, late.Deadline.LeadDays));
        Assert.Empty(Look(ref state, world, World.Noon.AddHours(26)));

        World restricted = world.Told(World.Noon.AddHours(26), "case/case-1", new Domain.Cases.AdmissionRestricted("until mended"));
        Assert.Equal([NoticeType.CaseUpdated], Look(ref state, restricted, World.Noon.AddHours(27)).Select(n => n.Type));
        World closed = restricted.Told(World.Noon.AddHours(28), "case/case-1", new Domain.Cases.CaseClosed(Domain.Cases.CaseOutcome.NotAffected, "none"));
        Assert.Equal([NoticeType.CaseClosed], Look(ref state, closed, World.Noon.AddHours(29)).Select(n => n.Type));
        Assert.DoesNotContain(NoticePlanner.Plan(closed.Facts, NoticesState.None, World.Noon.AddDays(90)), n => n.Case is not null);
    }

    [Fact]
    public void State_LongAfter_ForgetsWhatIsPastAndTellsNoneOfItAgain()
    {
        World world = World.Typical().With("own", null, Near);
        NoticesState state = NoticesState.None;
        for (DateTimeOffset now = World.Noon; now < Expiry.AddDays(40); now = now.AddDays(1)) Look(ref state, world, now);
        Assert.NotEmpty(state.Issued);
        state = state.Evolve(NoticePlanner.Test("own", Expiry.AddDays(100)), Expiry.AddDays(100));
        Assert.Single(state.Issued);
        Assert.Empty(NoticePlanner.Plan(world.Facts, state, Expiry.AddDays(100)));
    }

    [Fact]
    public void Body_OfANotice_IsAStandardWebhooksPayloadAndAlwaysTheSameBytes()
    {
        World world = World.Typical().With("own", null, Near, NoticeType.CaseOpened).WithCase(World.Noon);
        NoticesState state = NoticesState.None;
        foreach (NoticeIssued notice in Look(ref state, world, World.Noon).Append(NoticePlanner.Test("own", World.Noon)))
        {
            ReadOnlyMemory<byte> body = NoticeBody.Write(notice, World.Noon);
            Assert.True(body.Span.SequenceEqual(NoticeBody.Write(notice with { }, World.Noon).Span));
            JsonElement json = JsonElement.Parse(Encoding.UTF8.GetString(body.Span));
            Assert.Equal((NoticeBody.Name(notice.Type), "2026-01-01T12:00:00Z", notice.NoticeId), (json.GetProperty("type").GetString(), json.GetProperty("timestamp").GetString(), json.GetProperty("data").GetProperty("noticeId").GetString()));
        }
    }

    private static IReadOnlyList<NoticeIssued> Look(ref NoticesState state, World world, DateTimeOffset now)
    {
        IReadOnlyList<NoticeIssued> due = NoticePlanner.Plan(world.Facts, state, now);
        state = due.Aggregate(state, (s, n) => s.Evolve(n, now));
        return due;
    }
}

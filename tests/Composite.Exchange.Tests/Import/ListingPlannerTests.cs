using Composite.Domain.Components;
using Composite.Exchange.Import;
using Xunit;

namespace Composite.Exchange.Tests.Import;

public sealed class ListingPlannerTests
{
    [Fact]
    public void Plan_EachRow_SaysWhatItMeans()
    {
        ImportPlan plan = Files.Plan(
            Files.Csv(
                Files.Known, Files.New, Files.New,
                Files.Known.Replace("2025-00001.001", "2025-00002.001", StringComparison.Ordinal),
                Files.New.Replace("back-end", "nothing", StringComparison.Ordinal).Replace("2026-00003", "2026-00004", StringComparison.Ordinal)),
            World.Small().Facts);

        Assert.Equal([RowVerdict.Same, RowVerdict.New, RowVerdict.Repeats, RowVerdict.Conflicts, RowVerdict.Invalid], plan.Rows.Select(r => r.Verdict));
        Assert.Contains("component 'watch'", Assert.Single(plan.Rows[3].Errors).Reason, StringComparison.Ordinal);
        Assert.Equal("unknown-component", Assert.Single(plan.Rows[4].Errors).Code);
    }

    [Fact]
    public void Plan_OtherFacts_SaysWhatIsCorrectedFieldByField()
    {
        string row = Files.Known.Replace("2028-01-01", "2027-06-01", StringComparison.Ordinal).Replace("3.2.x; 3.1.0", "3.2.x", StringComparison.Ordinal);
        PlannedRow planned = Assert.Single(Files.Plan(Files.Csv(row), World.Small().Facts).Rows);

        Assert.Equal(RowVerdict.Corrects, planned.Verdict);
        Assert.Equal([new FieldChange("expiresOn", "2028-01-01", "2027-06-01"), new FieldChange("versions", "3.2.x; 3.1.0", "3.2.x")], planned.Changes);
    }

    [Fact]
    public void Plan_ReadAtAnotherTimeOnly_IsTheSame() => Assert.Equal(
        RowVerdict.Same, Assert.Single(Files.Plan(Files.Csv(Files.Known.Replace("2026-02-01T08", "2026-02-02T08", StringComparison.Ordinal)), World.Small().Facts).Rows).Verdict);

    [Theory]
    [InlineData("2028-01-01", "", "expiresOn", "missing")]
    [InlineData("2028-01-01", "2024-01-01", "expiresOn", "date-order")]
    [InlineData("2025-00001.001", "25-1", "reference", "invalid-format")]
    [InlineData("3.2.x; 3.1.0", "", "versions", "count")]
    [InlineData("2026-02-01T08:00:00Z", "2030-01-01T00:00:00Z", "retrievedAt", "in-the-future")]
    [InlineData("A Laboratory", "", "laboratory", "invalid-text")]
    public void Plan_WhatTheDomainRefuses_IsAnErrorOfTheRow(string old, string @new, string field, string code)
    {
        PlannedRow planned = Assert.Single(Files.Plan(Files.Csv(Files.Known.Replace(old, @new, StringComparison.Ordinal)), World.Small().Facts).Rows);
        Assert.Equal(RowVerdict.Invalid, planned.Verdict);
        Assert.Contains(planned.Errors, e => e.Field == field && e.Code == code && e.Remedy.Length > 0);
        Assert.Null(planned.Listing);
    }

    [Fact]
    public void Plan_UnreadableDay_IsOneErrorAndNotThree()
    {
        PlannedRow planned = Assert.Single(Files.Plan(Files.Csv(Files.Known.Replace("2028-01-01", "soon", StringComparison.Ordinal)), World.Small().Facts).Rows);
        Assert.Equal("expiresOn", Assert.Single(planned.Errors).Field);
    }

    [Fact]
    public void Plan_SameReferenceWithOtherContent_RefusesBothAndNamesBoth()
    {
        ImportPlan plan = Files.Plan(Files.Csv(Files.New, Files.Known, Files.New.Replace("Another", "Other", StringComparison.Ordinal)), World.Small().Facts);
        Assert.Equal([RowVerdict.Invalid, RowVerdict.Same, RowVerdict.Invalid], plan.Rows.Select(r => r.Verdict));
        Assert.Contains("Row 3", Assert.Single(plan.Rows[0].Errors).Reason, StringComparison.Ordinal);
        Assert.Contains("Row 1", Assert.Single(plan.Rows[2].Errors).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_RowsThatCloseACircle_SayWhichWay()
    {
        ImportPlan plan = Files.Plan(
            Files.Csv(Files.New.Replace(",,,,,2026-02", ",,,,2025-00001.001,2026-02", StringComparison.Ordinal), Files.Known.Replace("2025-00002.001", "2026-00003.001", StringComparison.Ordinal)),
            World.Small().Facts);
        Assert.Equal([RowVerdict.New, RowVerdict.Invalid], plan.Rows.Select(r => r.Verdict));
        RowError error = Assert.Single(plan.Rows[1].Errors);
        Assert.Equal(("dependency-cycle", "dependencies"), (error.Code, error.Field));
        Assert.Contains("2025-00001.001 -> 2026-00003.001 -> 2025-00001.001", error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_MoreListingsThanAComponentMayHave_SaysFromWhichRowOn()
    {
        string[] rows = [.. Enumerable.Range(0, ComponentDecider.MaxListings + 1).Select(i => Files.New.Replace("2026-00003", $"2026-{i:00000}", StringComparison.Ordinal))];
        ImportPlan plan = Files.Plan(Files.Csv(rows), World.Small().Facts);
        Assert.Equal(ComponentDecider.MaxListings, plan.Count(RowVerdict.New));
        Assert.Equal("count", Assert.Single(plan.Rows[^1].Errors).Code);
    }

    [Fact]
    public void Plan_Applied_ImportsAsTheSame()
    {
        World world = World.Small();
        byte[] file = Files.Csv(Files.Known.Replace("2028-01-01", "2027-06-01", StringComparison.Ordinal), Files.New);
        foreach (PlannedRow row in Files.Plan(file, world.Facts).Rows) world.Happened($"component/{row.ComponentId}", new ListingRecorded(row.Listing!));
        Assert.All(Files.Plan(file, world.Facts).Rows, row => Assert.Equal(RowVerdict.Same, row.Verdict));
    }

    [Fact]
    public void Digest_WhatIsKnownChangedSoThatTheFileMeansSomethingElse_IsAnother()
    {
        World world = World.Small();
        byte[] file = Files.Csv(Files.New);
        string before = Files.Plan(file, world.Facts).Digest;

        world.Component("unrelated", ComponentKind.Kernel);
        Assert.Equal(before, Files.Plan(file, world.Facts).Digest);
        world.Happened("component/back-end", new ListingRecorded(World.Listing("2026-00003.001")));
        Assert.NotEqual(before, Files.Plan(file, world.Facts).Digest);
        Assert.NotEqual(before, Files.Plan([.. file, (byte)'\n'], World.Small().Facts).Digest);
    }
}

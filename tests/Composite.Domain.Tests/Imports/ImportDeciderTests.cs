using Composite.Domain.Imports;
using Xunit;

namespace Composite.Domain.Tests.Imports;

public sealed class ImportDeciderTests
{
    private static readonly ImportBegun Begun = new("i1", new string('a', 64), new string('b', 64), OnlyValidRows: false, Corrections: false, Reason: null, Rows: 3, RowsToApply: 2);

    [Fact]
    public void Begin_Again_IsDoneAndWithOtherFactsIsRefused()
    {
        ImportState state = new(Begun, null);
        Assert.Equal([Begun], Assert.IsType<Decision.Accepted>(ImportDecider.Begin(null, Begun)).Events);
        Assert.Empty(Assert.IsType<Decision.Accepted>(ImportDecider.Begin(state, Begun)).Events);
        Assert.IsType<Decision.Rejected>(ImportDecider.Begin(state, Begun with { Rows = 4 }));
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(4, 3)]
    public void Begin_ThatChangesNothingOrMoreThanThereIs_IsRefused(int toApply, int rows) =>
        Assert.IsType<Decision.Rejected>(ImportDecider.Begin(null, Begun with { RowsToApply = toApply, Rows = rows }));

    [Fact]
    public void Begin_CorrectionsWithoutAReason_IsRefused() => Assert.IsType<Decision.Rejected>(ImportDecider.Begin(null, Begun with { Corrections = true }));

    [Fact]
    public void End_Twice_IsRecordedOnce()
    {
        ImportEnded ended = new(2, 0, 0);
        ImportState state = ImportState.Evolve(ImportState.Evolve(null, Begun), ended)!;
        Assert.Equal([ended], Assert.IsType<Decision.Accepted>(ImportDecider.End(new ImportState(Begun, null), ended)).Events);
        Assert.Empty(Assert.IsType<Decision.Accepted>(ImportDecider.End(state, ended with { Applied = 1 })).Events);
    }
}

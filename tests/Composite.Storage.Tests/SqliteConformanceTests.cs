using Composite.Storage.Conformance;

namespace Composite.Storage.Tests;

public sealed class SqliteAppendTests : AppendConformance
{
    protected override ValueTask<JournalUnderTest> CreateAsync(TimeProvider time) => SqliteJournalUnderTest.CreateAsync(time);
}

public sealed class SqliteReadTests : ReadConformance
{
    protected override ValueTask<JournalUnderTest> CreateAsync(TimeProvider time) => SqliteJournalUnderTest.CreateAsync(time);
}

public sealed class SqliteLimitTests : LimitConformance
{
    protected override ValueTask<JournalUnderTest> CreateAsync(TimeProvider time) => SqliteJournalUnderTest.CreateAsync(time);
}

public sealed class SqliteDueWorkTests : DueWorkConformance
{
    protected override ValueTask<JournalUnderTest> CreateAsync(TimeProvider time) => SqliteJournalUnderTest.CreateAsync(time);
}

public sealed class SqliteConcurrencyTests : ConcurrencyConformance
{
    protected override ValueTask<JournalUnderTest> CreateAsync(TimeProvider time) => SqliteJournalUnderTest.CreateAsync(time);
}

public sealed class SqliteFaultTests : FaultConformance
{
    protected override ValueTask<JournalUnderTest> CreateAsync(TimeProvider time) => SqliteJournalUnderTest.CreateAsync(time);
}

public sealed class SqliteModelTests : ModelConformance
{
    protected override ValueTask<JournalUnderTest> CreateAsync(TimeProvider time) => SqliteJournalUnderTest.CreateAsync(time);
}

using Composite.Domain.Ports;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Composite.Storage.Conformance;

/// <summary>What the kit's classes share: a fresh journal for each test, short ways to write and read, and a patience for waits.</summary>
public abstract class JournalConformance : IAsyncLifetime
{
    /// <summary>Longer than anything here takes on a slow machine; a wait beyond it is a hang.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>With a tick that is no whole microsecond, so that a store that rounds is found out.</summary>
    protected static readonly DateTimeOffset Epoch = new(638_000_000_000_000_001, TimeSpan.Zero);

    private JournalUnderTest? _underTest;

    protected FakeTimeProvider Time { get; } = new(Epoch);

    protected JournalUnderTest UnderTest => _underTest ?? throw new InvalidOperationException("The test has not begun.");

    protected IJournal Journal => UnderTest.Journal;

    public async Task InitializeAsync() => _underTest = await CreateAsync(Time);

    public async Task DisposeAsync() => await UnderTest.DisposeAsync();

    /// <summary>A journal on an empty store of its own.</summary>
    /// <param name="time">What the journal waits by.</param>
    protected abstract ValueTask<JournalUnderTest> CreateAsync(TimeProvider time);

    protected static NewEvent Event(string payload = "{}", string? subject = null, string type = "test.happened.v1") =>
        new(type, System.Text.Encoding.UTF8.GetBytes(payload), subject, "system");

    protected static Append AppendOf(string stream, long expectedVersion, params NewEvent[] events) =>
        new() { Streams = [new StreamAppend(stream, expectedVersion, events.Length == 0 ? [Event()] : events)], RecordedAt = Epoch };

    protected static DueWork Work(string id, int dueInSeconds = 0, int attempt = 0) =>
        new(id, "test.kind", "lane/1", Epoch.AddSeconds(dueInSeconds), attempt, new byte[] { 1, 2, 3 });

    protected ValueTask<AppendResult> AppendAsync(string stream, long expectedVersion, params NewEvent[] events) =>
        Journal.AppendAsync(AppendOf(stream, expectedVersion, events), CancellationToken.None);

    protected ValueTask<IReadOnlyList<RecordedEvent>> ReadAsync(string stream, long afterVersion = 0, int maxCount = 100) =>
        Journal.ReadStreamAsync(stream, afterVersion, maxCount, CancellationToken.None);

    protected ValueTask<IReadOnlyList<RecordedEvent>> ReadAllAsync(long afterPosition = 0, int maxCount = JournalLimits.MaxReadCount) =>
        Journal.ReadAllAsync(afterPosition, maxCount, CancellationToken.None);

    protected ValueTask<IReadOnlyList<DueWork>> LeaseAsync(int nowInSeconds, int leaseSeconds = 10, int maxCount = 100) =>
        Journal.LeaseDueAsync(Epoch.AddSeconds(nowInSeconds), Epoch.AddSeconds(nowInSeconds + leaseSeconds), maxCount, CancellationToken.None);

    protected async Task AssertWholeAsync()
    {
        var verification = await Journal.VerifyAsync(null, CancellationToken.None);
        Assert.Empty(verification.Problems);
        Assert.Equal(await Journal.ReadHeadAsync(CancellationToken.None), verification.EventsChecked);
    }
}

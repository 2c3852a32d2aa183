using Composite.Domain.Ports;
using Xunit;

namespace Composite.Storage.Tests;

/// <summary>The writer's queue and groups: bounded, fair to each caller, drained at the end.</summary>
public sealed class GroupCommitTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly JournalDirectory _directory = new();
    private readonly CommitGate _gate = new();

    public void Dispose()
    {
        _gate.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Append_QueueFull_IsOverloadedAtOnceAndTheWaitingSucceed()
    {
        await using var journal = await OpenAsync(_directory.Options with { QueueCapacity = 2 });
        var held = await HoldFirstAsync(journal);
        var waiting = new[] { AppendAsync(journal, "a"), AppendAsync(journal, "b") };

        var fault = await Assert.ThrowsAsync<JournalUnavailableException>(() => AppendAsync(journal, "c"));

        Assert.Equal(JournalFault.Overloaded, fault.Fault);
        _gate.Open();
        Assert.All(await Task.WhenAll([held, .. waiting]).WaitAsync(s_patience), result => Assert.IsType<AppendResult.Appended>(result));
    }

    [Fact]
    public async Task Append_ConflictWithinTheGroup_FailsOnlyItsCaller()
    {
        await using var journal = await OpenAsync(_directory.Options);
        var held = await HoldFirstAsync(journal);
        var first = AppendAsync(journal, "s");
        var second = AppendAsync(journal, "s");
        var other = AppendAsync(journal, "t");
        _gate.Open();

        Assert.IsType<AppendResult.Appended>(await held.WaitAsync(s_patience));
        Assert.Equal(new AppendResult.Appended(2), await first.WaitAsync(s_patience));
        Assert.Equal(new AppendResult.Conflict("s", 0, 1), await second.WaitAsync(s_patience));
        Assert.Equal(new AppendResult.Appended(3), await other.WaitAsync(s_patience));
    }

    [Theory]
    [InlineData(4, 1_000_000, 3)]
    [InlineData(5, 1_000_000, 2)]
    [InlineData(9, 1_000_000, 2)]
    [InlineData(10, 1_000_000, 1)]
    [InlineData(1024, 200, 5)]
    [InlineData(1024, 201, 4)]
    public async Task Append_TenWaiting_AreGroupedWithinTheBounds(int maxGroupSize, int maxGroupBytes, int expectedGroups)
    {
        await using var journal = await OpenAsync(_directory.Options with { MaxGroupSize = maxGroupSize, MaxGroupBytes = maxGroupBytes });
        var held = await HoldFirstAsync(journal);
        var waiting = Enumerable.Range(0, 10).Select(i => AppendAsync(journal, $"s{i}", new string('x', 100))).ToArray();
        _gate.PassOne();
        await held.WaitAsync(s_patience);

        for (var group = 0; group < expectedGroups; group++)
        {
            await _gate.ReachedAsync();
            Assert.Contains(waiting, append => !append.IsCompleted);
            _gate.PassOne();
        }

        await Task.WhenAll(waiting).WaitAsync(s_patience);
    }

    [Fact]
    public async Task Append_CancelledInTheQueue_IsNotWritten()
    {
        await using var journal = await OpenAsync(_directory.Options);
        var held = await HoldFirstAsync(journal);
        using var cancellation = new CancellationTokenSource();
        var cancelled = journal.AppendAsync(Appends.One("s", 0), cancellation.Token).AsTask();

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.WaitAsync(s_patience));
        _gate.Open();
        await held.WaitAsync(s_patience);

        Assert.Equal(new AppendResult.Appended(2), await AppendAsync(journal, "s"));
    }

    [Fact]
    public async Task Read_DurableButNotAnswered_IsInNoViewYet()
    {
        using var gate = new CommitGate(CommitStep.AfterCommit);
        await using var journal = await _directory.OpenAsync(_directory.Options with { CommitProbe = gate.Hold });
        var append = AppendAsync(journal, "s");
        await gate.ReachedAsync();

        var all = await journal.ReadAllAsync(0, 10, CancellationToken.None);
        var stream = await journal.ReadStreamAsync("s", 0, 10, CancellationToken.None);
        gate.Open();
        await append.WaitAsync(s_patience);

        Assert.Empty(all);
        Assert.Empty(stream);
        Assert.Single(await journal.ReadAllAsync(0, 10, CancellationToken.None));
        Assert.Single(await journal.ReadStreamAsync("s", 0, 10, CancellationToken.None));
    }

    [Fact]
    public async Task Dispose_WithWaiting_FinishesThemAndRefusesNew()
    {
        var journal = await OpenAsync(_directory.Options);
        var held = await HoldFirstAsync(journal);
        var waiting = Enumerable.Range(0, 5).Select(i => AppendAsync(journal, $"s{i}")).ToArray();

        var closing = journal.DisposeAsync().AsTask();
        var second = journal.DisposeAsync().AsTask();
        _gate.Open();
        await Task.WhenAll(closing, second).WaitAsync(s_patience);

        Assert.All(await Task.WhenAll([held, .. waiting]), result => Assert.IsType<AppendResult.Appended>(result));
        await AssertClosedAsync(() => AppendAsync(journal, "late"));
        await AssertClosedAsync(async () => await journal.ReadAllAsync(0, 1, CancellationToken.None));
        await AssertClosedAsync(async () => await journal.ReadHeadAsync(CancellationToken.None));
        await AssertClosedAsync(async () => await journal.VerifyAsync(null, CancellationToken.None));
    }

    [Fact]
    public async Task Dispose_WhileSomeoneWaitsForAppends_TellsThem()
    {
        var journal = await _directory.OpenAsync();
        var waiting = journal.WaitBehindAsync(0, TimeSpan.FromMinutes(1), CancellationToken.None).AsTask();

        await journal.DisposeAsync();

        await AssertClosedAsync(() => waiting.WaitAsync(s_patience));
    }

    private ValueTask<SqliteJournal> OpenAsync(SqliteJournalOptions options) => _directory.OpenAsync(options with { CommitProbe = _gate.Hold });

    /// <summary>An append that stands before its commit, so that what comes now waits in the queue.</summary>
    private async Task<Task<AppendResult>> HoldFirstAsync(SqliteJournal journal)
    {
        var held = AppendAsync(journal, "held");
        await _gate.ReachedAsync();
        return held;
    }

    private static Task<AppendResult> AppendAsync(SqliteJournal journal, string stream, string payload = "{}") =>
        journal.AppendAsync(Appends.One(stream, 0, payload), CancellationToken.None).AsTask();

    private static async Task AssertClosedAsync(Func<Task> work) =>
        Assert.Equal(JournalFault.Unavailable, (await Assert.ThrowsAsync<JournalUnavailableException>(work)).Fault);
}

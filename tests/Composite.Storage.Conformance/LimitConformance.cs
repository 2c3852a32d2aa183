using Composite.Domain.Ports;
using Xunit;

namespace Composite.Storage.Conformance;

/// <summary>Every bound of <see cref="JournalLimits"/>: met exactly it works, one past it is an argument's error and nothing is written.</summary>
public abstract class LimitConformance : JournalConformance
{
    private static readonly Dictionary<string, Func<int, Append>> s_sizes = new()
    {
        ["streams"] = n => AppendOf("s", 0) with { Streams = [.. Enumerable.Range(0, n).Select(i => new StreamAppend($"s{i}", 0, [Event()]))] },
        ["events"] = n => AppendOf("s", 0, [.. Enumerable.Range(0, n).Select(_ => Event())]),
        ["payload"] = n => AppendOf("s", 0, new NewEvent("t", new byte[n], null, "a")),
        ["work payload"] = n => AppendOf("s", 0) with { Schedule = [Work("w") with { Payload = new byte[n] }] },
        ["schedule"] = n => AppendOf("s", 0) with { Schedule = [.. Enumerable.Range(0, n).Select(i => Work($"w{i}"))] },
        ["complete"] = n => AppendOf("s", 0) with { Complete = [.. Enumerable.Range(0, n).Select(i => $"w{i}")] },
        ["stream"] = n => AppendOf(new string('s', n), 0),
        ["type"] = n => AppendOf("s", 0, Event(type: new string('t', n))),
        ["subject"] = n => AppendOf("s", 0, Event(subject: new string('p', n))),
        ["actor"] = n => AppendOf("s", 0, Event() with { Actor = new string('a', n) }),
        ["work id"] = n => AppendOf("s", 0) with { Schedule = [Work(new string('w', n))] },
        ["work kind"] = n => AppendOf("s", 0) with { Schedule = [Work("w") with { Kind = new string('k', n) }] },
        ["work lane"] = n => AppendOf("s", 0) with { Schedule = [Work("w") with { Lane = new string('l', n) }] },
        ["completed id"] = n => AppendOf("s", 0) with { Complete = [new string('w', n)] },
    };

    private static readonly Dictionary<string, Append> s_faulty = new()
    {
        ["no stream"] = AppendOf("s", 0) with { Streams = [] },
        ["a stream without events"] = new Append { Streams = [new StreamAppend("s", 0, [])], RecordedAt = Epoch },
        ["a stream twice"] = new Append { Streams = [new StreamAppend("s", 0, [Event()]), new StreamAppend("s", 1, [Event()])], RecordedAt = Epoch },
        ["a negative version"] = AppendOf("s", -1),
        ["a control character"] = AppendOf("s\n", 0),
        ["a zero character"] = AppendOf("s", 0, Event(subject: "p\0")),
        ["half a character"] = AppendOf("s\ud835", 0),
        ["the other half"] = AppendOf("s\udc00x", 0),
        ["work scheduled twice"] = AppendOf("s", 0) with { Schedule = [Work("w"), Work("w")] },
        ["work scheduled and completed"] = AppendOf("s", 0) with { Schedule = [Work("w")], Complete = ["w"] },
        ["a negative attempt"] = AppendOf("s", 0) with { Schedule = [Work("w", attempt: -1)] },
    };

    public static TheoryData<string, int> Sizes => new()
    {
        { "streams", JournalLimits.MaxStreamsPerAppend },
        { "events", JournalLimits.MaxEventsPerAppend },
        { "payload", JournalLimits.MaxPayloadBytes },
        { "work payload", JournalLimits.MaxPayloadBytes },
        { "schedule", JournalLimits.MaxDueChangesPerAppend },
        { "complete", JournalLimits.MaxDueChangesPerAppend },
        { "stream", JournalLimits.MaxNameLength },
        { "type", JournalLimits.MaxNameLength },
        { "subject", JournalLimits.MaxNameLength },
        { "actor", JournalLimits.MaxNameLength },
        { "work id", JournalLimits.MaxNameLength },
        { "work kind", JournalLimits.MaxNameLength },
        { "work lane", JournalLimits.MaxNameLength },
        { "completed id", JournalLimits.MaxNameLength },
    };

    public static TheoryData<string> EmptyNames => ["stream", "type", "subject", "actor", "work id", "work kind", "work lane", "completed id"];

    public static TheoryData<string> Faulty => [.. s_faulty.Keys];

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task Append_AtTheBound_IsAcceptedAndOnePastRefused(string what, int bound)
    {
        await AssertRefusedAsync(s_sizes[what](bound + 1));

        Assert.IsType<AppendResult.Appended>(await Journal.AppendAsync(s_sizes[what](bound), CancellationToken.None));
        await AssertWholeAsync();
    }

    [Theory]
    [MemberData(nameof(EmptyNames))]
    public Task Append_EmptyName_IsRefused(string what) => AssertRefusedAsync(s_sizes[what](0));

    [Theory]
    [MemberData(nameof(Faulty))]
    public Task Append_Faulty_IsRefused(string what) => AssertRefusedAsync(s_faulty[what]);

    [Theory]
    [InlineData(0)]
    [InlineData(JournalLimits.MaxReadCount + 1)]
    public async Task Read_CountBeyondItsBound_IsRefused(int maxCount)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await ReadAsync("s", maxCount: maxCount));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await ReadAllAsync(maxCount: maxCount));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Journal.ReadSubjectAsync("s", "p", maxCount, CancellationToken.None));
    }

    [Fact]
    public async Task Read_CountAtItsBound_IsAccepted()
    {
        Assert.Empty(await ReadAsync("s", maxCount: JournalLimits.MaxReadCount));
        Assert.Empty(await ReadAllAsync(maxCount: JournalLimits.MaxReadCount));
        Assert.Empty(await LeaseAsync(0, maxCount: JournalLimits.MaxDueBatch));
    }

    [Fact]
    public async Task Lease_BeyondItsBounds_IsRefused()
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await LeaseAsync(0, maxCount: 0));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await LeaseAsync(0, maxCount: JournalLimits.MaxDueBatch + 1));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await LeaseAsync(0, leaseSeconds: 0));
    }

    [Fact]
    public async Task Read_BehindANegative_IsRefused()
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await ReadAsync("s", afterVersion: -1));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await ReadAllAsync(afterPosition: -1));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Journal.WaitBehindAsync(-1, TimeSpan.Zero, CancellationToken.None));
    }

    [Fact]
    public async Task Wait_BeyondItsBounds_IsRefused()
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(
            async () => await Journal.WaitBehindAsync(0, TimeSpan.FromTicks(-1), CancellationToken.None));
        await Assert.ThrowsAnyAsync<ArgumentException>(
            async () => await Journal.WaitBehindAsync(0, JournalLimits.MaxWait + TimeSpan.FromTicks(1), CancellationToken.None));
        await AppendAsync("s", 0);
        await Journal.WaitBehindAsync(0, JournalLimits.MaxWait, CancellationToken.None);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, JournalLimits.MaxPayloadBytes + 1)]
    public async Task WriteSnapshot_BeyondItsBounds_IsRefused(long version, int payloadBytes)
    {
        var snapshot = new StreamSnapshot("s", version, "t", new byte[payloadBytes]);

        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Journal.WriteSnapshotAsync(snapshot, CancellationToken.None));

        await Journal.WriteSnapshotAsync(snapshot with { Version = 1, Payload = new byte[JournalLimits.MaxPayloadBytes] }, CancellationToken.None);
    }

    private async Task AssertRefusedAsync(Append append)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Journal.AppendAsync(append, CancellationToken.None));
        Assert.Equal(0, await Journal.ReadHeadAsync(CancellationToken.None));
        Assert.Empty(await LeaseAsync(nowInSeconds: 1000));
    }
}

using Composite.Domain.Ports;
using Xunit;

namespace Composite.Storage.Conformance;

/// <summary>Appends: fenced by versions, atomic over streams, kept exactly as given.</summary>
public abstract class AppendConformance : JournalConformance
{
    [Fact]
    public async Task Append_NewStream_IsReadBackExactly()
    {
        byte[] payload = [0, 255, (byte)'{', 10];
        var newEvent = new NewEvent("merchant.approved.v1", payload, "tätigkeit/✓/𝛼", "staff/anna");

        var result = await AppendAsync("merchant/ü", 0, newEvent);

        Assert.Equal(new AppendResult.Appended(1), result);
        var recorded = Assert.Single(await ReadAsync("merchant/ü"));
        Assert.Equal((1L, "merchant/ü", 1L), (recorded.Position, recorded.Stream, recorded.Version));
        Assert.Equal(("merchant.approved.v1", "tätigkeit/✓/𝛼", "staff/anna"), (recorded.Type, recorded.Subject, recorded.Actor));
        Assert.Equal(payload, recorded.Payload.ToArray());
        Assert.Equal(Epoch, recorded.RecordedAt);
        Assert.Equal(TimeSpan.Zero, recorded.RecordedAt.Offset);
    }

    [Fact]
    public async Task Append_EmptyPayloadAndNoSubject_IsReadBackExactly()
    {
        await AppendAsync("s", 0, Event(payload: ""));

        var recorded = Assert.Single(await ReadAsync("s"));
        Assert.Equal(0, recorded.Payload.Length);
        Assert.Null(recorded.Subject);
    }

    [Fact]
    public async Task Append_TimeWithOffset_KeepsTheInstant()
    {
        var recordedAt = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.FromHours(5.5));

        await Journal.AppendAsync(AppendOf("s", 0) with { RecordedAt = recordedAt }, CancellationToken.None);

        Assert.Equal(recordedAt, Assert.Single(await ReadAsync("s")).RecordedAt);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Append_OtherVersion_ConflictsAndWritesNothing(long expectedVersion)
    {
        await AppendAsync("s", 0, Event(), Event());

        var result = await AppendAsync("s", expectedVersion);

        Assert.Equal(new AppendResult.Conflict("s", expectedVersion, 2), result);
        Assert.Equal(2, await Journal.ReadHeadAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Append_StreamMissing_ConflictsAtVersionZero() =>
        Assert.Equal(new AppendResult.Conflict("s", 4, 0), await AppendAsync("s", 4));

    [Fact]
    public async Task Append_ManyStreams_PositionsFollowTheOrderGiven()
    {
        var append = new Append
        {
            Streams = [new StreamAppend("b", 0, [Event("1"), Event("2")]), new StreamAppend("a", 0, [Event("3")])],
            RecordedAt = Epoch,
        };

        Assert.Equal(new AppendResult.Appended(3), await Journal.AppendAsync(append, CancellationToken.None));

        var all = await ReadAllAsync();
        Assert.Equal([("b", 1L, 1L), ("b", 2L, 2L), ("a", 1L, 3L)], all.Select(e => (e.Stream, e.Version, e.Position)));
    }

    [Fact]
    public async Task Append_OneOfManyStreamsConflicts_WritesNothingOfAny()
    {
        await AppendAsync("b", 0);
        var append = new Append
        {
            Streams = [new StreamAppend("a", 0, [Event()]), new StreamAppend("b", 0, [Event()])],
            Schedule = [Work("w")],
            RecordedAt = Epoch,
        };

        var result = await Journal.AppendAsync(append, CancellationToken.None);

        Assert.Equal(new AppendResult.Conflict("b", 0, 1), result);
        Assert.Empty(await ReadAsync("a"));
        Assert.Empty(await LeaseAsync(nowInSeconds: 1));
    }

    [Fact]
    public async Task Append_NamesThatDifferInCaseOrAccent_AreOtherStreams()
    {
        foreach (var stream in new[] { "s", "S", "é", "e\u0301", "s " })
        {
            Assert.IsType<AppendResult.Appended>(await AppendAsync(stream, 0));
        }
    }

    [Fact]
    public async Task Reopen_AfterAppends_KeepsAllAndGoesOn()
    {
        for (var i = 0; i < 40; i++)
        {
            await AppendAsync($"s{i % 3}", i / 3, Event($"{i}", subject: $"p{i % 5}"));
        }

        var before = await ReadAllAsync();
        await UnderTest.ReopenAsync();

        Assert.Equal(before.Select(Text), (await ReadAllAsync()).Select(Text));
        Assert.Equal(new AppendResult.Conflict("s0", 13, 14), await AppendAsync("s0", 13));
        Assert.Equal(new AppendResult.Appended(41), await AppendAsync("s0", 14));
        await AssertWholeAsync();
    }

    [Fact]
    public async Task Append_CancelledBefore_WritesNothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Journal.AppendAsync(AppendOf("s", 0), new CancellationToken(canceled: true)));

        Assert.Equal(new AppendResult.Appended(1), await AppendAsync("s", 0));
    }

    private static string Text(RecordedEvent e) => $"{e.Position} {e.Stream} {e.Version} {e.Subject} {Convert.ToHexString(e.Payload.Span)}";
}

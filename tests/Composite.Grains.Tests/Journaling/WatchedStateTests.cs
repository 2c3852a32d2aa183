using Composite.Domain;
using Composite.Domain.Events;
using Composite.Domain.Merchants;
using Composite.Domain.Ports;
using Composite.Grains.Journaling;
using Moq;
using Xunit;

namespace Composite.Grains.Tests.Journaling;

/// <summary>A state that is read again only after a change: but never one that is older than the last word of a change.</summary>
public sealed class WatchedStateTests : IDisposable
{
    private const string Stream = "merchant/m";
    private static readonly DateTimeOffset Noon = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);
    private readonly Mock<IJournal> _journal = new();
    private readonly Watch _watch = new();
    private readonly List<TaskCompletionSource<IReadOnlyList<RecordedEvent>>> _reads = [];
    private readonly WatchedState<MerchantState> _state;

    public WatchedStateTests()
    {
        _journal.Setup(j => j.ReadStreamAsync(Stream, It.IsAny<long>(), It.IsAny<int>(), It.IsAny<CancellationToken>())).Returns(() =>
        {
            TaskCompletionSource<IReadOnlyList<RecordedEvent>> read = new();
            _reads.Add(read);
            return new ValueTask<IReadOnlyList<RecordedEvent>>(read.Task);
        });
        _state = new(new JournaledState<MerchantState>(_journal.Object, TimeProvider.System, Stream, (s, e, _) => MerchantState.Evolve(s, e)), _watch);
    }

    public void Dispose() => _state.Dispose();

    [Fact]
    public async Task Read_Unchanged_IsNotReadFromTheJournalAgain()
    {
        ValueTask<MerchantState?> first = _state.ReadAsync(CancellationToken.None);
        _reads[0].SetResult([Registered()]);
        Assert.Equal("m", (await first)!.Id);
        ValueTask<MerchantState?> second = _state.ReadAsync(CancellationToken.None);
        Assert.True(second.IsCompletedSuccessfully);
        Assert.Equal("m", (await second)!.Id);
        Assert.Single(_reads);
    }

    [Fact]
    public async Task Read_AfterAFailedRead_ReadsAgain()
    {
        ValueTask<MerchantState?> failing = _state.ReadAsync(CancellationToken.None);
        _reads[0].SetException(new JournalUnavailableException(JournalFault.Unavailable, "test"));
        await Assert.ThrowsAsync<JournalUnavailableException>(() => failing.AsTask());
        ValueTask<MerchantState?> again = _state.ReadAsync(CancellationToken.None);
        _reads[1].SetResult([Registered()]);
        Assert.NotNull(await again);
    }

    [Fact]
    public async Task Read_OlderReadEndsAfterANewerOneFailed_ReadsAgain()
    {
        ValueTask<MerchantState?> first = _state.ReadAsync(CancellationToken.None);
        ValueTask<MerchantState?> slow = _state.ReadAsync(CancellationToken.None);
        _reads[0].SetResult([Registered()]);
        await first;
        _watch.Changed = true;
        ValueTask<MerchantState?> newer = _state.ReadAsync(CancellationToken.None);
        _reads[2].SetException(new JournalUnavailableException(JournalFault.Unavailable, "test"));
        await Assert.ThrowsAsync<JournalUnavailableException>(() => newer.AsTask());
        _reads[1].SetResult([Registered()]);
        await slow;

        ValueTask<MerchantState?> last = _state.ReadAsync(CancellationToken.None);
        Assert.False(last.IsCompleted);
        _reads[3].SetResult([Recorded(2, new MerchantSuspended("test"))]);
        Assert.Equal(MerchantStatus.Suspended, (await last)!.Status);
    }

    private static RecordedEvent Registered() => Recorded(1, new MerchantRegistered("m", "s", "Legal", "Trading", "DE", "Berlin", "5411"));

    private static RecordedEvent Recorded(long version, IEvent @event)
    {
        NewEvent encoded = EventCodec.Encode(@event, "test");
        return new RecordedEvent(version, Stream, version, encoded.Type, encoded.Payload, null, "test", Noon);
    }

    private sealed class Watch : IStreamWatch
    {
        public bool Changed { get; set; }

        public bool TakeChange()
        {
            bool changed = Changed;
            Changed = false;
            return changed;
        }

        public void Dispose() { }
    }
}

using Composite.Domain.Ports;
using Composite.Storage.Projections;
using Moq;
using Xunit;

namespace Composite.Storage.Tests.Projections;

/// <summary>Behind a long journal the lists move on by transactions of many pages, each with the position that it reached.</summary>
public sealed class CatchUpTests : IDisposable
{
    private const long Head = SqliteReadModel.MaxTransactionEvents + (3L * SqliteReadModel.Page);
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("composite-catch-up-");
    private readonly Mock<IJournal> _journal = new(MockBehavior.Strict);
    private readonly List<(long After, long Position)> _reads = [];
    private SqliteReadModel? _model;

    private string ModelPath => Path.Combine(_directory.FullName, "read-model.db");

    public void Dispose()
    {
        _model?.Dispose();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task CatchUp_JournalFailsBehindTheBound_KeepsTheTransactionOfTheBoundAndGoesOnThere()
    {
        long failing = SqliteReadModel.MaxTransactionEvents + (2L * SqliteReadModel.Page);
        Read(after => after == failing ? throw new JournalUnavailableException(JournalFault.Unavailable, "test") : Events(after));
        _model = new SqliteReadModel(ModelPath, _journal.Object, new Clock(TimeSpan.Zero));

        await Assert.ThrowsAsync<JournalUnavailableException>(() => _model.CatchUpAsync(CancellationToken.None));

        Assert.All(_reads.Where(r => r.After < SqliteReadModel.MaxTransactionEvents), r => Assert.Equal(0, r.Position));
        Assert.Equal(SqliteReadModel.MaxTransactionEvents, await _model.ReadPositionAsync(CancellationToken.None));
        _model.Dispose();
        Read(Events);
        _reads.Clear();
        _model = new SqliteReadModel(ModelPath, _journal.Object, new Clock(TimeSpan.Zero));
        await _model.CatchUpAsync(CancellationToken.None);
        Assert.Equal(SqliteReadModel.MaxTransactionEvents, _reads[0].After);
        Assert.Equal(Head, await _model.ReadPositionAsync(CancellationToken.None));
    }

    [Fact]
    public async Task CatchUp_TimeIsOver_CommitsEachPage()
    {
        Read(Events);
        _model = new SqliteReadModel(ModelPath, _journal.Object, new Clock(SqliteReadModel.MaxTransactionTime));
        await _model.CatchUpAsync(CancellationToken.None);
        Assert.All(_reads.Skip(2), r => Assert.InRange(r.Position, r.After - (2 * SqliteReadModel.Page), r.After));
        Assert.Equal(Head, await _model.ReadPositionAsync(CancellationToken.None));
    }

    [Fact]
    public async Task CatchUp_JournalEndsWithAFullPage_CommitsAllTheSame()
    {
        Read(after => [.. Events(after).Where(e => e.Position <= 2 * SqliteReadModel.Page)]);
        _model = new SqliteReadModel(ModelPath, _journal.Object, new Clock(TimeSpan.Zero));
        await _model.CatchUpAsync(CancellationToken.None);
        Assert.Equal(2 * SqliteReadModel.Page, await _model.ReadPositionAsync(CancellationToken.None));
    }

    private void Read(Func<long, IReadOnlyList<RecordedEvent>> answer) => _journal
        .Setup(j => j.ReadAllAsync(It.IsAny<long>(), SqliteReadModel.Page, It.IsAny<CancellationToken>()))
        .Returns(async (long after, int _, CancellationToken cancellationToken) =>
        {
            _reads.Add((after, await _model!.ReadPositionAsync(cancellationToken)));
            return answer(after);
        });

    // Of a stream that concerns no list.
    private static IReadOnlyList<RecordedEvent> Events(long after) =>
    [
        .. Enumerable.Range(1, (int)Math.Min(SqliteReadModel.Page, Head - after))
            .Select(i => new RecordedEvent(after + i, "evidence/main", after + i, "evidence.added.v1", default, null, "system", DateTimeOffset.UnixEpoch)),
    ];

    // Each look at it finds it so much later.
    private sealed class Clock(TimeSpan step) : TimeProvider
    {
        private long _looks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Increment(ref _looks) * step.Ticks;
    }
}

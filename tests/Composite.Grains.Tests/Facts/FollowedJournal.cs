using System.Threading.Channels;
using Composite.Domain;
using Composite.Domain.Events;
using Composite.Domain.Ports;
using Composite.Grains.Facts;
using Composite.Grains.Tests.Installation;
using Composite.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Composite.Grains.Tests.Facts;

/// <summary>A feed over a journal of its own, with a clock that also drives its waits.</summary>
internal sealed class FollowedJournal : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly DirectoryInfo _directory;
    private readonly SqliteJournal _inner;
    private readonly Dictionary<string, long> _versions = [];

    private FollowedJournal(DirectoryInfo directory, SqliteJournal inner)
    {
        (_directory, _inner) = (directory, inner);
        Journal = new ObservedJournal(inner, new DueBook());
        Feed = new FactsFeed(Journal, Time, Log);
    }

    public SignallingTime Time { get; } = new(new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero));

    public CountingLog Log { get; } = new();

    public ObservedJournal Journal { get; }

    public FactsFeed Feed { get; }

    public static async Task<FollowedJournal> OpenAsync()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("composite-facts-");
        return new FollowedJournal(directory, await SqliteJournal.OpenAsync(new SqliteJournalOptions { Path = Path.Combine(directory.FullName, "journal.db") }, TimeProvider.System));
    }

    /// <summary>Starts the feed and waits until it has looked and waits for its interval.</summary>
    public async Task StartAsync()
    {
        await Feed.StartAsync(CancellationToken.None);
        await Time.Waiting(Patience);
    }

    /// <summary>Lets one interval pass, and waits until the feed has looked again.</summary>
    public async Task LookAgainAsync()
    {
        Time.Advance(FactsFeed.Interval);
        await Time.Waiting(Patience);
    }

    public Task<long> AppendAsync(string stream, params IEvent[] events) => AppendAsync(stream, [.. events.Select(e => EventCodec.Encode(e, "test"))]);

    public async Task<long> AppendAsync(string stream, NewEvent[] events)
    {
        long version = _versions.GetValueOrDefault(stream);
        AppendResult result = await _inner.AppendAsync(
            new Append { Streams = [new StreamAppend(stream, version, events)], RecordedAt = Time.GetUtcNow() }, CancellationToken.None);
        _versions[stream] = version + events.Length;
        return ((AppendResult.Appended)result).LastPosition;
    }

    public async ValueTask DisposeAsync()
    {
        await Feed.StopAsync(CancellationToken.None);
        Feed.Dispose();
        await _inner.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    /// <summary>A fake clock that says when somebody began to wait.</summary>
    internal sealed class SignallingTime(DateTimeOffset start) : FakeTimeProvider(start)
    {
        private readonly Channel<bool> _waiting = Channel.CreateUnbounded<bool>();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            ITimer timer = base.CreateTimer(callback, state, dueTime, period);
            _waiting.Writer.TryWrite(true);
            return timer;
        }

        public Task Waiting(TimeSpan patience) => _waiting.Reader.ReadAsync().AsTask().WaitAsync(patience);
    }

    internal sealed class CountingLog : ILogger<FactsFeed>
    {
        private int _errors;

        public int Errors => Volatile.Read(ref _errors);

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Error) Interlocked.Increment(ref _errors);
        }
    }
}

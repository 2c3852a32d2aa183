using System.Collections.Concurrent;
using Composite.Domain.Ports;

namespace Composite.Grains.Tests.Installation;

/// <summary>A journal that counts what is asked of it, and in which a test holds up or fails what it chooses.</summary>
public sealed class ObservedJournal(IJournal inner, DueBook due) : IJournal
{
    private readonly ConcurrentDictionary<string, Func<Append, Func<Task<AppendResult>>, Task<AppendResult>>> _appending = new(StringComparer.Ordinal);
    private TaskCompletionSource _following = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Every read of a stream: its name, and the version behind which it began.</summary>
    public ConcurrentQueue<(string Stream, long AfterVersion)> StreamReads { get; } = [];

    public ConcurrentQueue<string> SnapshotReads { get; } = [];

    public ConcurrentQueue<(string Stream, string Subject)> SubjectReads { get; } = [];

    public ConcurrentQueue<StreamSnapshot> SnapshotsWritten { get; } = [];

    /// <summary>Called before each read of a stream.</summary>
    public Func<string, Task>? Reading { get; set; }

    /// <summary>Called before each snapshot is written.</summary>
    public Action? WritingSnapshot { get; set; }

    /// <summary>Called before each question for the head.</summary>
    public Action? AskingHead { get; set; }

    /// <summary>Called before each read by which facts are followed.</summary>
    public Func<long, Task>? Following { get; set; }

    /// <summary>Completes when the next read by which facts are followed begins.</summary>
    public Task NextFollow => Volatile.Read(ref _following).Task;

    /// <summary>From now on the test decides about appends to a stream: it calls the second argument to make one.</summary>
    public void OnAppend(string stream, Func<Append, Func<Task<AppendResult>>, Task<AppendResult>> decide) => _appending[stream] = decide;

    public void AppendFreely(string stream) => _appending.TryRemove(stream, out _);

    public static JournalUnavailableException Unavailable() => new(JournalFault.Unavailable, "The test made the journal unavailable.");

    public async ValueTask<AppendResult> AppendAsync(Append append, CancellationToken cancellationToken)
    {
        async Task<AppendResult> Make()
        {
            AppendResult result = await inner.AppendAsync(append, cancellationToken);
            if (result is AppendResult.Appended) due.Apply(append);
            return result;
        }

        return _appending.TryGetValue(append.Streams[0].Stream, out Func<Append, Func<Task<AppendResult>>, Task<AppendResult>>? decide) ? await decide(append, Make) : await Make();
    }

    public async ValueTask<IReadOnlyList<RecordedEvent>> ReadStreamAsync(string stream, long afterVersion, int maxCount, CancellationToken cancellationToken)
    {
        StreamReads.Enqueue((stream, afterVersion));
        if (Reading is { } reading) await reading(stream);
        return await inner.ReadStreamAsync(stream, afterVersion, maxCount, cancellationToken);
    }

    public ValueTask<IReadOnlyList<RecordedEvent>> ReadSubjectAsync(string stream, string subject, int maxCount, CancellationToken cancellationToken)
    {
        SubjectReads.Enqueue((stream, subject));
        return inner.ReadSubjectAsync(stream, subject, maxCount, cancellationToken);
    }

    public async ValueTask<IReadOnlyList<RecordedEvent>> ReadAllBesidesPaymentsAsync(long afterPosition, int maxCount, CancellationToken cancellationToken)
    {
        await FollowAsync(afterPosition);
        return await inner.ReadAllBesidesPaymentsAsync(afterPosition, maxCount, cancellationToken);
    }

    public async ValueTask<IReadOnlyList<RecordedEvent>> ReadAllBesidesFleetAsync(long afterPosition, int maxCount, CancellationToken cancellationToken)
    {
        await FollowAsync(afterPosition);
        return await inner.ReadAllBesidesFleetAsync(afterPosition, maxCount, cancellationToken);
    }

    public ValueTask<StreamSnapshot?> ReadSnapshotAsync(string stream, CancellationToken cancellationToken)
    {
        SnapshotReads.Enqueue(stream);
        return inner.ReadSnapshotAsync(stream, cancellationToken);
    }

    public async ValueTask WriteSnapshotAsync(StreamSnapshot snapshot, CancellationToken cancellationToken)
    {
        WritingSnapshot?.Invoke();
        await inner.WriteSnapshotAsync(snapshot, cancellationToken);
        SnapshotsWritten.Enqueue(snapshot);
    }

    public ValueTask<IReadOnlyList<RecordedEvent>> ReadAllAsync(long afterPosition, int maxCount, CancellationToken cancellationToken) =>
        inner.ReadAllAsync(afterPosition, maxCount, cancellationToken);

    public ValueTask<long> ReadHeadAsync(CancellationToken cancellationToken)
    {
        AskingHead?.Invoke();
        return inner.ReadHeadAsync(cancellationToken);
    }

    public ValueTask<string?> ReadHashAsync(long position, CancellationToken cancellationToken) => inner.ReadHashAsync(position, cancellationToken);

    public ValueTask WaitBehindAsync(long position, TimeSpan atMost, CancellationToken cancellationToken) => inner.WaitBehindAsync(position, atMost, cancellationToken);

    public ValueTask<IReadOnlyList<DueWork>> LeaseDueAsync(DateTimeOffset now, DateTimeOffset leaseUntil, int maxCount, CancellationToken cancellationToken) =>
        inner.LeaseDueAsync(now, leaseUntil, maxCount, cancellationToken);

    public ValueTask<JournalVerification> VerifyAsync(IProgress<(long Checked, long Total)>? progress, CancellationToken cancellationToken) => inner.VerifyAsync(progress, cancellationToken);

    private async Task FollowAsync(long afterPosition)
    {
        Interlocked.Exchange(ref _following, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        if (Following is { } following) await following(afterPosition);
    }
}

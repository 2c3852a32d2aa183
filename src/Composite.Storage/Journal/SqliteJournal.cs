using Composite.Domain.Ports;

namespace Composite.Storage;

/// <summary>The journal of one machine: a SQLite file in WAL mode with synchronous FULL, group-committed by one writer.</summary>
/// <remarks>
/// One instance owns the file among all processes. The folder's README states the invariants.
/// Payloads must not change until the append's task has ended.
/// </remarks>
public sealed class SqliteJournal : IJournal, IAsyncDisposable
{
    private readonly SqliteJournalOptions _options;
    private readonly JournalLock _lock;
    private readonly IndexTail _tail;
    private readonly AppendSignal _signal;
    private readonly GroupCommit _writer;
    private readonly ReaderPool _readers;

    // Who follows the journal has a reader that no burst of other reads can keep from it: facts that wait would grow old.
    private readonly ReaderPool _followers;
    private readonly SemaphoreSlim _verification = new(1);
    private readonly CancellationTokenSource _stop = new();
    private Task? _closing;

    private SqliteJournal(SqliteJournalOptions options, TimeProvider time, JournalLock journalLock, WriteSession session, IndexTail tail)
    {
        (_options, _lock, _tail) = (options, journalLock, tail);
        _signal = new AppendSignal(options.Path, time);
        _signal.Publish(session.Position);
        _writer = new GroupCommit(options, session, tail, _signal);
        _readers = new ReaderPool(options);
        _followers = new ReaderPool(options with { MaxReaders = 1 });
    }

    /// <summary>Opens a journal, creating its file when there is none.</summary>
    /// <param name="options">Where, and the bounds.</param>
    /// <param name="time">Drives <see cref="WaitBehindAsync"/>.</param>
    /// <param name="cancellationToken">Gives up before the file is touched.</param>
    /// <exception cref="ArgumentException">An option is out of its range; all that are, are named.</exception>
    /// <exception cref="JournalUnavailableException">
    /// Locked: another journal owns the file; Damaged: not a journal, damaged, or of a newer program, and left untouched; Full; Unavailable.
    /// </exception>
    public static async ValueTask<SqliteJournal> OpenAsync(
        SqliteJournalOptions options, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        options.Validate();
        return await Task.Run(() => Open(options, time), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<AppendResult> AppendAsync(Append append, CancellationToken cancellationToken)
    {
        JournalArguments.Check(append);
        return _writer.SubmitAsync(new AppendCommand(append), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RecordedEvent>> ReadStreamAsync(
        string stream, long afterVersion, int maxCount, CancellationToken cancellationToken)
    {
        JournalArguments.Name(stream, "a stream");
        JournalArguments.InRange(afterVersion, 0, long.MaxValue, "the version to read behind");
        JournalArguments.InRange(maxCount, 1, JournalLimits.MaxReadCount, "events to read");
        return _readers.ReadAsync<IReadOnlyList<RecordedEvent>>(
            reader => reader.ReadStream(stream, afterVersion, maxCount, _tail.Collect(stream, afterVersion, subject: null)), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RecordedEvent>> ReadSubjectAsync(
        string stream, string subject, int maxCount, CancellationToken cancellationToken)
    {
        JournalArguments.Name(stream, "a stream");
        JournalArguments.Name(subject, "a subject");
        JournalArguments.InRange(maxCount, 1, JournalLimits.MaxReadCount, "events to read");
        return _readers.ReadAsync<IReadOnlyList<RecordedEvent>>(
            reader => reader.ReadSubject(stream, subject, maxCount, _tail.Collect(stream, afterVersion: 0, subject)), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RecordedEvent>> ReadAllAsync(long afterPosition, int maxCount, CancellationToken cancellationToken)
    {
        JournalArguments.InRange(afterPosition, 0, long.MaxValue, "the position to read behind");
        JournalArguments.InRange(maxCount, 1, JournalLimits.MaxReadCount, "events to read");
        return _followers.ReadAsync<IReadOnlyList<RecordedEvent>>(
            reader => reader.ReadAll(afterPosition, _signal.Head, maxCount), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RecordedEvent>> ReadAllBesidesPaymentsAsync(long afterPosition, int maxCount, CancellationToken cancellationToken)
    {
        JournalArguments.InRange(afterPosition, 0, long.MaxValue, "the position to read behind");
        JournalArguments.InRange(maxCount, 1, JournalLimits.MaxReadCount, "events to read");
        return _followers.ReadAsync<IReadOnlyList<RecordedEvent>>(
            reader => reader.ReadAllBesidesPayments(afterPosition, _signal.Head, maxCount), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RecordedEvent>> ReadAllBesidesFleetAsync(long afterPosition, int maxCount, CancellationToken cancellationToken)
    {
        JournalArguments.InRange(afterPosition, 0, long.MaxValue, "the position to read behind");
        JournalArguments.InRange(maxCount, 1, JournalLimits.MaxReadCount, "events to read");
        return _followers.ReadAsync<IReadOnlyList<RecordedEvent>>(
            reader => reader.ReadAllBesidesFleet(afterPosition, _signal.Head, maxCount), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<long> ReadHeadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Volatile.Read(ref _closing) is null ? ValueTask.FromResult(_signal.Head) : throw SqliteFaults.Closed(_options.Path);
    }

    /// <inheritdoc/>
    public ValueTask<string?> ReadHashAsync(long position, CancellationToken cancellationToken)
    {
        JournalArguments.InRange(position, 0, long.MaxValue, "the position of the hash");
        return _readers.ReadAsync(reader => position <= _signal.Head ? reader.ReadHash(position) : null, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask WaitBehindAsync(long position, TimeSpan atMost, CancellationToken cancellationToken)
    {
        JournalArguments.InRange(position, 0, long.MaxValue, "the position to wait behind");
        JournalArguments.InRange(atMost.Ticks, 0, JournalLimits.MaxWait.Ticks, "ticks to wait");
        return _signal.WaitBehindAsync(position, atMost, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<StreamSnapshot?> ReadSnapshotAsync(string stream, CancellationToken cancellationToken)
    {
        JournalArguments.Name(stream, "a stream");
        return _readers.ReadAsync(reader => reader.ReadSnapshot(stream), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask WriteSnapshotAsync(StreamSnapshot snapshot, CancellationToken cancellationToken)
    {
        JournalArguments.Check(snapshot);
        _ = await _writer.SubmitAsync(new SnapshotCommand(snapshot), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<DueWork>> LeaseDueAsync(
        DateTimeOffset now, DateTimeOffset leaseUntil, int maxCount, CancellationToken cancellationToken)
    {
        JournalArguments.InRange(maxCount, 1, JournalLimits.MaxDueBatch, "due-work rows to lease");
        if (leaseUntil <= now)
        {
            throw new ArgumentOutOfRangeException(nameof(leaseUntil), leaseUntil, "A lease must end after now.");
        }

        return _writer.SubmitAsync(new LeaseCommand(now, leaseUntil, maxCount), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<JournalVerification> VerifyAsync(
        IProgress<(long Checked, long Total)>? progress, CancellationToken cancellationToken)
    {
        // One at a time: it reads everything, and a second would only make both slower.
        await _verification.WaitAsync(cancellationToken);
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stop.Token);
            return await Task.Run(() => Verify(progress, either.Token), either.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw SqliteFaults.Closed(_options.Path);
        }
        finally
        {
            _verification.Release();
        }
    }

    /// <summary>Refuses new work, finishes the writes that wait, closes the file and gives up its lock.</summary>
    public async ValueTask DisposeAsync()
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (Interlocked.CompareExchange(ref _closing, closed.Task, null) is { } earlier)
        {
            await earlier;
            return;
        }

        await _stop.CancelAsync();
        await _verification.WaitAsync();
        _verification.Release();
        await _readers.DisposeAsync();
        await _followers.DisposeAsync();
        await _writer.StopAsync();
        _signal.Close();
        _lock.Dispose();
        closed.SetResult();
    }

    private static SqliteJournal Open(SqliteJournalOptions options, TimeProvider time)
    {
        var journalLock = JournalLock.Acquire(options.Path);
        try
        {
            JournalFile.Prepare(options);
            var tail = new IndexTail();
            return new SqliteJournal(options, time, journalLock, WriteSession.Open(options, tail), tail);
        }
        catch (SqliteErrorException error)
        {
            journalLock.Dispose();
            throw SqliteFaults.ToFault(options.Path, error);
        }
        catch
        {
            journalLock.Dispose();
            throw;
        }
    }

    private JournalVerification Verify(IProgress<(long Checked, long Total)>? progress, CancellationToken cancellationToken)
    {
        try
        {
            using var verifier = new JournalVerifier(_options);
            return verifier.Run(progress, cancellationToken);
        }
        catch (SqliteErrorException error)
        {
            throw SqliteFaults.ToFault(_options.Path, error);
        }
    }
}

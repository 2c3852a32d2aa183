using System.Threading.Channels;
using Composite.Domain.Ports;

namespace Composite.Storage;

/// <summary>The only writer: one thread drains a bounded queue, and all that it finds becomes one transaction.</summary>
/// <remarks>
/// A thread of its own, since a commit blocks in the disk and a pool of two threads would lose half of its strength.
/// Nobody is answered before the commit; when it fails, everybody in the group is told that nothing may be assumed.
/// </remarks>
internal sealed class GroupCommit
{
    private readonly SqliteJournalOptions _options;
    private readonly IndexTail _tail;
    private readonly AppendSignal _signal;
    private readonly Channel<IWriteCommand> _queue;
    private readonly List<IWriteCommand> _group = [];
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WriteSession? _session;
    private JournalUnavailableException? _damage;
    private volatile bool _isClosed;

    /// <summary>Starts with an open session, so that a file that cannot be written is known at once.</summary>
    public GroupCommit(SqliteJournalOptions options, WriteSession session, IndexTail tail, AppendSignal signal)
    {
        (_options, _session, _tail, _signal) = (options, session, tail, signal);
        // Synchronous continuations: all that continues is the writer's own thread. Otherwise its wake-up would wait in the pool's queue.
        _queue = Channel.CreateBounded<IWriteCommand>(new BoundedChannelOptions(options.QueueCapacity) { SingleReader = true, AllowSynchronousContinuations = true });
        new Thread(Run) { IsBackground = true, Name = "journal writer" }.Start();
    }

    /// <summary>Queues a write and waits for its group.</summary>
    /// <exception cref="JournalUnavailableException">Overloaded, closed, or what the group's commit met.</exception>
    public async ValueTask<TAnswer> SubmitAsync<TAnswer>(WriteCommand<TAnswer> command, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_queue.Writer.TryWrite(command))
        {
            throw _isClosed ? SqliteFaults.Closed(_options.Path) : SqliteFaults.Overloaded(_options.Path, "writes", _options.QueueCapacity);
        }

        using var registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((WriteCommand<TAnswer>)state!).TrySetCanceled(token), command);
        return await command.Task;
    }

    /// <summary>Refuses new writes, finishes those that wait, and closes the file.</summary>
    public Task StopAsync()
    {
        _isClosed = true;
        _ = _queue.Writer.TryComplete();
        return _stopped.Task;
    }

    private void Run()
    {
        try
        {
            // The wait blocks on purpose: this thread has nothing else to do.
            while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            {
                Fill();
                CommitGroup();
            }

            CloseSession();
        }
        finally
        {
            _stopped.SetResult();
        }
    }

    private void Fill()
    {
        var bytes = 0;
        while (_group.Count < _options.MaxGroupSize && bytes < _options.MaxGroupBytes && _queue.Reader.TryRead(out var command))
        {
            if (!command.IsAbandoned)
            {
                bytes += command.PayloadBytes;
                _group.Add(command);
            }
        }
    }

    private void CommitGroup()
    {
        try
        {
            var session = Write();
            foreach (var command in _group)
            {
                command.Succeed();
            }

            session.Checkpoint();
        }
        catch (Exception error)
        {
            // Whatever went wrong, the callers wait and the thread must live: the cause travels in the fault.
            var fault = FaultOf(error);
            Recover(fault);
            foreach (var command in _group)
            {
                command.Fail(fault);
            }
        }
        finally
        {
            _group.Clear();
        }
    }

    private WriteSession Write()
    {
        if (_damage is not null)
        {
            throw _damage;
        }

        var session = _session ?? Reopen();
        session.Begin();
        foreach (var command in _group)
        {
            command.Execute(session);
        }

        session.Commit();
        _signal.Publish(session.Position);
        return session;
    }

    /// <summary>Events whose group failed after they became durable become readable here.</summary>
    private WriteSession Reopen()
    {
        _session = WriteSession.Open(_options, _tail);
        _signal.Publish(_session.Position);
        return _session;
    }

    private JournalUnavailableException FaultOf(Exception error) => error switch
    {
        JournalUnavailableException fault => fault,
        SqliteErrorException sqlite => SqliteFaults.ToFault(_options.Path, sqlite),
        _ => SqliteFaults.Create(JournalFault.Unavailable, _options.Path, error.Message, error),
    };

    /// <summary>
    /// Reads from the file what really happened, before the callers are told: they reload, and must find it.
    /// When that fails too, the next group tries again. Damage is final until the journal is opened anew.
    /// </summary>
    private void Recover(JournalUnavailableException fault)
    {
        try
        {
            // A full disk or a foreign lock leaves the connection sound; after anything else it is replaced.
            if (fault.Fault is JournalFault.Full or JournalFault.Locked && _session?.TryRollback(_signal.Head) == true)
            {
                return;
            }

            CloseSession();
            if (fault.Fault == JournalFault.Damaged)
            {
                _damage = fault;
                return;
            }

            _ = Reopen();
        }
        catch (Exception error) when (error is SqliteErrorException or JournalUnavailableException)
        {
            CloseSession();
        }
    }

    private void CloseSession()
    {
        _session?.Dispose();
        _session = null;
    }
}

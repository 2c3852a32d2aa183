namespace Composite.Storage;

/// <summary>The readable head, and the wake-up of whoever waits for it to move: one task shared by all who wait.</summary>
internal sealed class AppendSignal(string path, TimeProvider time)
{
    private TaskCompletionSource? _next;
    private long _head;
    private volatile bool _isClosed;

    public long Head => Volatile.Read(ref _head);

    public void Publish(long head)
    {
        Volatile.Write(ref _head, head);
        Wake();
    }

    /// <summary>Wakes all who wait; they learn that the journal is closed.</summary>
    public void Close()
    {
        _isClosed = true;
        Wake();
    }

    /// <summary>Returns when the head is greater than <paramref name="position"/> or the time is over.</summary>
    public async ValueTask WaitBehindAsync(long position, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var next = Next();
            if (_isClosed)
            {
                throw SqliteFaults.Closed(path);
            }

            var left = atMost - time.GetElapsedTime(start);
            if (Head > position || left <= TimeSpan.Zero)
            {
                return;
            }

            // A wait that runs out is ordinary here, so it must not cost an exception.
            await next.WaitAsync(left, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The task that the next wake-up completes. Taken before the head is read, so a move in between is not missed.</summary>
    private Task Next()
    {
        var next = Volatile.Read(ref _next);
        if (next is null)
        {
            var fresh = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            next = Interlocked.CompareExchange(ref _next, fresh, null) ?? fresh;
        }

        return next.Task;
    }

    private void Wake() => Interlocked.Exchange(ref _next, null)?.TrySetResult();
}

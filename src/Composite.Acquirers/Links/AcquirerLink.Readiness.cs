namespace Composite.Acquirers.Links;

// Which connection carries the next request, and how long to wait for one that is being opened.
internal sealed partial class AcquirerLink
{
    private TaskCompletionSource _phaseChange = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A connection entered another phase: whoever waits looks again.</summary>
    public void PhaseChanged() =>
        Interlocked.Exchange(ref _phaseChange, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <summary>A ready session; waits while one is being opened, within bounds. Null when there is none.</summary>
    private ValueTask<LinkSession?> FindSessionAsync(DateTimeOffset deadline, CancellationToken cancellationToken) =>
        PickReady() is { } session ? new(session) : new(WaitForSessionAsync(deadline, cancellationToken));

    private async Task<LinkSession?> WaitForSessionAsync(DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        TimeSpan toDeadline = deadline - _time.GetUtcNow();
        TimeSpan most = toDeadline < Options.ReadyWait ? toDeadline : Options.ReadyWait;
        if (most <= TimeSpan.Zero)
            return null;
        using CancellationTokenSource limit = new(Clock.WholeMilliseconds(most), _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        while (!either.IsCancellationRequested)
        {
            Task change = Volatile.Read(ref _phaseChange).Task;
            if (PickReady() is { } session)
                return session;
            if (!Array.Exists(_connections, connection => connection.Phase == ConnectionPhase.Opening))
                return null;
            await change.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return null;
    }

    // By turns, so that no connection carries everything; one that is down is passed over.
    private LinkSession? PickReady()
    {
        uint turn = (uint)Interlocked.Increment(ref _turn);
        for (uint i = 0; i < _connections.Length; i++)
        {
            if (_connections[(turn + i) % (uint)_connections.Length].Ready is { } session)
                return session;
        }

        return null;
    }
}

using System.Globalization;

namespace Composite.Acquirers.Links;

/// <summary>Where a connection stands.</summary>
internal enum ConnectionPhase
{
    /// <summary>Being opened or signed on.</summary>
    Opening,

    Ready,

    /// <summary>Waiting before the next attempt, or closed.</summary>
    Down,
}

/// <summary>Keeps one connection to the host up: opens it, signs on, and opens another when it breaks.</summary>
internal sealed class LinkConnection
{
    private readonly AcquirerLink _link;
    private readonly TimeProvider _time;
    private readonly Func<double> _jitter;
    private volatile ConnectionPhase _phase = ConnectionPhase.Opening;
    private volatile LinkSession? _session;
    private volatile string? _reason;

    public LinkConnection(AcquirerLink link, TimeProvider time, Func<double> jitter)
    {
        _link = link;
        _time = time;
        _jitter = jitter;
    }

    public ConnectionPhase Phase => _phase;

    /// <summary>The session to send on; null unless it is ready.</summary>
    public LinkSession? Ready => _session is { IsReady: true } session ? session : null;

    /// <summary>Why the last attempt failed or the last connection ended; null while one is ready.</summary>
    public string? Reason => _reason;

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        int failures = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            Enter(ConnectionPhase.Opening);
            long opened = _time.GetTimestamp();
            (string reason, bool wasReady) = await RunOnceAsync(cancellationToken);
            failures = wasReady && _time.GetElapsedTime(opened) >= _link.Options.StableAfter ? 0 : failures + 1;
            TimeSpan wait = _link.Options.ReconnectWait(failures, _jitter());
            _reason = reason;
            Enter(ConnectionPhase.Down);
            if (cancellationToken.IsCancellationRequested)
                return;
            _link.Notify(new LinkNotice.Down(_link.Target.AcquirerId, _link.Target.Endpoint, reason, wait));
            await Task.Delay(Clock.WholeMilliseconds(wait), _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<(string Reason, bool WasReady)> RunOnceAsync(CancellationToken cancellationToken)
    {
        (Stream? line, string? problem) = await OpenAsync(cancellationToken);
        if (line is null)
            return (problem!, false);
        LinkSession session = new(_link, line, _time);
        bool wasReady = false;
        string reason = await session.RunAsync(
            () =>
            {
                wasReady = true;
                _reason = null;
                _session = session;
                Enter(ConnectionPhase.Ready);
                _link.Notify(new LinkNotice.Ready(_link.Target.AcquirerId, _link.Target.Endpoint));
            },
            cancellationToken);
        _session = null;
        _link.EndAllOn(session, reason);
        return (reason, wasReady);
    }

    private async Task<(Stream? Line, string? Problem)> OpenAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = new(_link.Options.ConnectTimeout, _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await LineOpener.OpenAsync(_link.Target, either.Token);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return (null, "the link was closed");
        }
        catch (OperationCanceledException)
        {
            return (null, string.Create(CultureInfo.InvariantCulture, $"could not connect within {_link.Options.ConnectTimeout.TotalSeconds:0.###} s"));
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // Whatever it was, the next attempt must come: a link that stopped trying would look like an acquirer that is down.
            return (null, $"could not connect: {failure.GetType().Name}: {failure.Message}");
        }
    }

    private void Enter(ConnectionPhase phase)
    {
        _phase = phase;
        _link.PhaseChanged();
    }
}

using Microsoft.Extensions.Time.Testing;

namespace Composite.Acquirers.Tests.Links;

/// <summary>A clock that the test moves, and that tells when somebody set a timer: only then is it of use to move it.</summary>
internal sealed class WatchedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly Signals<SetTimer> _timers = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        _timers.Add(new SetTimer(dueTime));
        return timer;
    }

    /// <summary>Waits until a timer of this length is set, then lets it run out.</summary>
    public async Task ElapseAsync(TimeSpan due)
    {
        await _timers.NextAsync<SetTimer>(timer => timer.Due == due);
        Advance(due);
    }

    private sealed record SetTimer(TimeSpan Due);
}

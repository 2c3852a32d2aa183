namespace Composite.Acquirers.Links;

/// <summary>Waits that never end early.</summary>
internal static class Clock
{
    /// <summary>Rounded up, because timers cut fractions of a millisecond off and would fire before the instant that was meant.</summary>
    public static TimeSpan WholeMilliseconds(TimeSpan wait) => TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
}

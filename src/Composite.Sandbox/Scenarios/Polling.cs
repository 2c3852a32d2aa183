namespace Composite.Sandbox.Scenarios;

/// <summary>Waits for what another process will do, by asking until it did.</summary>
internal static class Polling
{
    /// <summary>Longest that anything is waited for.</summary>
    public static readonly TimeSpan AtMost = TimeSpan.FromSeconds(40);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(25);

    /// <summary>The first value for which it holds.</summary>
    /// <param name="time">Paces and bounds the wait.</param>
    /// <param name="what">What is asked, for the message.</param>
    /// <param name="expected">What is waited for, for the message.</param>
    /// <param name="ask">Asks once.</param>
    /// <param name="holds">Whether the answer is the one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ScenarioFailedException">It did not come about in time; the message has the last answer.</exception>
    public static async Task<T> UntilAsync<T>(
        TimeProvider time, string what, string expected, Func<Task<T>> ask, Func<T, bool> holds, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        while (true)
        {
            T answer = await ask();
            if (holds(answer))
                return answer;
            if (time.GetElapsedTime(start) >= AtMost)
                throw new ScenarioFailedException($"{what}: expected {expected} within {AtMost.TotalSeconds} s, last got {answer}");
            await Task.Delay(Interval, time, cancellationToken);
        }
    }
}

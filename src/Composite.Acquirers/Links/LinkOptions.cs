using System.ComponentModel.DataAnnotations;

namespace Composite.Acquirers.Links;

/// <summary>Bounds of the lines to acquirers, the same for all of them; what differs by acquirer stands in its profile or dialect.</summary>
public sealed record LinkOptions
{
    /// <summary>Longest wait for TCP and TLS. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait for the answer to a sign-on or an echo; behind it the connection counts as broken. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:02:00")]
    public TimeSpan NetworkTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Silence after which an echo is sent. Default 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan EchoAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a message waits for a connection that is being made, before it is given back as not sent. Default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:30")]
    public TimeSpan ReadyWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Wait before the second attempt to connect; it doubles from attempt to attempt. Default 250 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:01:00")]
    public TimeSpan FirstReconnectWait { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Longest wait between two attempts. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:10:00")]
    public TimeSpan LongestReconnectWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A connection that stood this long is replaced without a wait when it breaks. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan StableAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Requests per link that are remembered behind their deadline, for a late answer; the oldest is forgotten first. Default 10,000.</summary>
    [Range(1, 1_000_000)]
    public int RememberedRequests { get; init; } = 10_000;

    /// <summary>How long a request is remembered behind its deadline. Default 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RememberFor { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Late answers that wait to be recorded; a further one is reported and dropped. Default 1,024.</summary>
    [Range(1, 100_000)]
    public int LateAnswerQueue { get; init; } = 1_024;

    /// <summary>How long the link of a former profile must be unused before it is closed. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan DrainQuiet { get; init; } = TimeSpan.FromSeconds(5);

    /// <exception cref="ValidationException">A bound is outside its range.</exception>
    internal LinkOptions Checked()
    {
        Validator.ValidateObject(this, new ValidationContext(this), validateAllProperties: true);
        return this;
    }

    /// <summary>The wait before the next attempt: none at first, then doubling up to the longest, of which the jitter takes up to half.</summary>
    /// <param name="failures">Attempts that failed in a row.</param>
    /// <param name="jitter">0 (inclusive) to 1 (exclusive).</param>
    internal TimeSpan ReconnectWait(int failures, double jitter)
    {
        if (failures == 0)
            return TimeSpan.Zero;
        double full = Math.Min(FirstReconnectWait.TotalMilliseconds * Math.Pow(2, Math.Min(failures - 1, 30)), LongestReconnectWait.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(full * (1 - (jitter / 2)));
    }
}

namespace Composite.Acquirers.Links;

/// <summary>What a link wants known: for logs and alerts. Holds nothing but masked text. The receiver must return quickly and not throw.</summary>
/// <param name="AcquirerId">Whose link.</param>
public abstract record LinkNotice(string AcquirerId)
{
    /// <summary>Signed on; payments may go.</summary>
    public sealed record Ready(string AcquirerId, string Endpoint) : LinkNotice(AcquirerId);

    /// <summary>A connection broke or could not be made.</summary>
    /// <param name="AcquirerId">Whose link.</param>
    /// <param name="Endpoint">Host and port.</param>
    /// <param name="Reason">Plain words.</param>
    /// <param name="RetryIn">The wait before the next attempt.</param>
    public sealed record Down(string AcquirerId, string Endpoint, string Reason, TimeSpan RetryIn) : LinkNotice(AcquirerId);

    /// <summary>A message that answers nothing that is waiting: a duplicate, or one for a request long forgotten.</summary>
    public sealed record Unmatched(string AcquirerId, IReadOnlyList<string> Lines) : LinkNotice(AcquirerId);

    /// <summary>A frame that is not a message of the dialect. Its request, which cannot be known, waits on.</summary>
    public sealed record Unreadable(string AcquirerId, string Error) : LinkNotice(AcquirerId);

    /// <summary>A late answer could not be recorded.</summary>
    public sealed record LateAnswerLost(string AcquirerId, string PaymentId, string Reason) : LinkNotice(AcquirerId);

    /// <summary>The acquirer's profile changed: another link serves it from now on.</summary>
    public sealed record Replaced(string AcquirerId, string OldEndpoint, string NewEndpoint) : LinkNotice(AcquirerId);

    /// <summary>The link of a former profile had nothing more to do and is closed.</summary>
    public sealed record Drained(string AcquirerId, string Endpoint) : LinkNotice(AcquirerId);
}

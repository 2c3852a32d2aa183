namespace Composite.Acquirers.Links;

/// <summary>One link as of now.</summary>
/// <param name="AcquirerId">Whose link.</param>
/// <param name="Endpoint">Host and port.</param>
/// <param name="Dialect">The dialect spoken.</param>
/// <param name="ReadyConnections">Connections that are signed on.</param>
/// <param name="Reason">Why a connection is not, in plain words; null when all are or none was tried to its end.</param>
/// <param name="InFlight">Requests without an answer.</param>
/// <param name="Counts">What happened since the link was made.</param>
public sealed record LinkStatus(string AcquirerId, string Endpoint, string Dialect, int ReadyConnections, string? Reason, int InFlight, LinkCounts Counts);

/// <summary>Counts since the link was made.</summary>
/// <param name="Answered">Answers matched in time, those to sign-ons and echoes and unusable ones included.</param>
/// <param name="Unanswered">Requests sent, at least in part, that ended without an answer; sign-ons and echoes included.</param>
/// <param name="NotSent">Requests of which not a byte was sent.</param>
/// <param name="Late">Answers matched behind their request's end.</param>
/// <param name="Unmatched">Messages that answered nothing.</param>
/// <param name="Unreadable">Frames that were no message of the dialect.</param>
public sealed record LinkCounts(long Answered, long Unanswered, long NotSent, long Late, long Unmatched, long Unreadable);

using Composite.Domain.Acquirers;
using Composite.Domain.Payments;

namespace Composite.Domain.Ports;

/// <summary>The lines to the acquirers. One call is one message and its answer.</summary>
/// <remarks>An implementation never throws for what the network or the acquirer does: each outcome is an <see cref="AcquirerAnswer"/>.</remarks>
public interface IAcquirerLinks
{
    /// <summary>Asks for authorisation. Returns at the message's deadline at the latest.</summary>
    ValueTask<AcquirerAnswer> PurchaseAsync(PurchaseMessage message, CancellationToken cancellationToken);

    /// <summary>Reverses an earlier purchase. Returns at the message's deadline at the latest.</summary>
    ValueTask<AcquirerAnswer> ReverseAsync(ReversalMessage message, CancellationToken cancellationToken);
}

/// <summary>Told of answers that came after their deadline.</summary>
public interface ILateAnswers
{
    ValueTask RecordAsync(LateAnswer answer, CancellationToken cancellationToken);
}

/// <summary>How a message to an acquirer ended.</summary>
public abstract record AcquirerAnswer
{
    private AcquirerAnswer() { }

    /// <summary>An answer that matches the request came in time.</summary>
    /// <param name="Approved">True when the dialect's approving codes have the response code.</param>
    /// <param name="ResponseCode">DE39.</param>
    /// <param name="AuthorizationCode">DE38, or null.</param>
    /// <param name="Exchange">Both messages, masked.</param>
    public sealed record Answered(bool Approved, string ResponseCode, string? AuthorizationCode, AcquirerExchange Exchange) : AcquirerAnswer;

    /// <summary>Provably not a byte reached the acquirer: the line is down or the window is full.</summary>
    public sealed record NotSent(string Reason) : AcquirerAnswer;

    /// <summary>Sent, at least in part, and no answer by the deadline: the outcome is unknown.</summary>
    public sealed record NoAnswer(string Reason, AcquirerExchange Exchange) : AcquirerAnswer;

    /// <summary>An answer came that cannot be read or contradicts the request (another amount): the outcome is unknown.</summary>
    public sealed record Unusable(string Reason, AcquirerExchange Exchange) : AcquirerAnswer;
}

/// <summary>What a purchase needs on the wire.</summary>
public sealed record PurchaseMessage
{
    public required AcquirerProfile Acquirer { get; init; }

    public required string DeviceId { get; init; }

    public required PaymentRequest Request { get; init; }

    public required PaymentRoute Route { get; init; }

    public required CardAcceptor Acceptor { get; init; }

    public required int Stan { get; init; }

    public required string Rrn { get; init; }

    public required DateTimeOffset TransmittedAt { get; init; }

    public required DateTimeOffset Deadline { get; init; }
}

/// <summary>Who accepts the card (DE18 and DE43).</summary>
/// <param name="Name">The trading name; the dialect shortens it.</param>
/// <param name="City">The city.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Mcc">Merchant category code.</param>
public sealed record CardAcceptor(string Name, string City, string Country, string Mcc);

/// <summary>What a reversal needs on the wire: its own trace number, and the original's data.</summary>
public sealed record ReversalMessage
{
    public required AcquirerProfile Acquirer { get; init; }

    public required string DeviceId { get; init; }

    public required string PaymentId { get; init; }

    public required PaymentSubmission Original { get; init; }

    public required PaymentSummary Summary { get; init; }

    public required ReversalReason Reason { get; init; }

    /// <summary>The reversal's own STAN.</summary>
    public required int Stan { get; init; }

    /// <summary>0 for the first sending; above, the message goes out as a repeat.</summary>
    public required int Attempt { get; init; }

    public required DateTimeOffset TransmittedAt { get; init; }

    public required DateTimeOffset Deadline { get; init; }
}

/// <summary>An answer to a purchase behind its deadline.</summary>
public sealed record LateAnswer(string AcquirerId, string DeviceId, string PaymentId, bool Approved, string ResponseCode, string? AuthorizationCode, AcquirerExchange Exchange);

using Composite.Acquirers.Adapters;
using Composite.Domain.Payments;
using Composite.Domain.Ports;
using Composite.Iso8583;

namespace Composite.Acquirers.Links;

// How requests end: an answer, a deadline, a caller that gives up, a connection that breaks.
internal sealed partial class AcquirerLink
{
    private long _answered;
    private long _unanswered;
    private long _notSent;
    private long _lateAnswers;
    private long _unmatched;
    private long _unreadable;

    /// <summary>Takes a frame from a connection's reader.</summary>
    /// <param name="payload">One message; empty for a keep-alive.</param>
    /// <param name="message">The reader's own, to parse into.</param>
    public void Receive(ReadOnlySpan<byte> payload, Iso8583Message message)
    {
        if (payload.IsEmpty)
            return;
        if (!message.TryParse(payload, out Iso8583Error? error))
        {
            Interlocked.Increment(ref _unreadable);
            Notify(new LinkNotice.Unreadable(Target.AcquirerId, error.ToString()));
            return;
        }

        if (!MatchKey.TryOfAnswer(Dialect, message, stackalloc char[MatchKey.MaxLength], out ReadOnlySpan<char> key)
            || !_table.TryMatch(key, out Exchange? exchange, out bool late))
        {
            Interlocked.Increment(ref _unmatched);
            Notify(new LinkNotice.Unmatched(Target.AcquirerId, _masked.Of(message)));
            return;
        }

        Interlocked.Increment(ref late ? ref _lateAnswers : ref _answered);
        if (late)
            OfferLate(exchange, message);
        else
            Complete(exchange, message);
    }

    // The exchange is out of the table, so nobody else completes it: even a defect in reading must not leave its caller waiting.
    private void Complete(Exchange exchange, Iso8583Message message)
    {
        AcquirerAnswer answer = new AcquirerAnswer.Unusable("The answer could not be taken in.", exchange.Unanswered());
        try
        {
            answer = AnswerReader.Read(Dialect, message, exchange.Sent, exchange.AcceptingCodes, Both(exchange, message));
        }
        finally
        {
            exchange.Complete(answer);
        }
    }

    private void OfferLate(Exchange exchange, Iso8583Message message)
    {
        if (exchange.Late is not { } subject)
            return;
        AcquirerExchange both = Both(exchange, message);
        AcquirerAnswer answer = AnswerReader.Read(Dialect, message, exchange.Sent, exchange.AcceptingCodes, both);
        _late.Offer(AnswerReader.ReadLate(answer, message, subject, both));
    }

    private AcquirerExchange Both(Exchange exchange, Iso8583Message message) => new(exchange.Lines, _masked.Of(message));

    /// <summary>Tells every request on a connection that it ended.</summary>
    public void EndAllOn(LinkSession session, string reason)
    {
        foreach (Exchange exchange in _table.On(session))
            End(exchange, $"The line to the acquirer went down: {reason}.");
    }

    private void End(Exchange exchange, string reason)
    {
        switch (_table.End(exchange))
        {
            case Ending.NotSent:
                exchange.Complete(NotSent(reason));
                break;
            case Ending.Unanswered:
                Interlocked.Increment(ref _unanswered);
                exchange.Complete(new AcquirerAnswer.NoAnswer(reason, exchange.Unanswered()));
                break;
            case Ending.AlreadyEnded:
            default:
                break;
        }
    }

    private LinkCounts Counts() => new(
        Interlocked.Read(ref _answered), Interlocked.Read(ref _unanswered), Interlocked.Read(ref _notSent),
        Interlocked.Read(ref _lateAnswers), Interlocked.Read(ref _unmatched), Interlocked.Read(ref _unreadable));
}

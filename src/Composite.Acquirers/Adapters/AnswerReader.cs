using System.Collections.Frozen;
using Composite.Acquirers.Dialects;
using Composite.Domain.Payments;
using Composite.Domain.Ports;
using Composite.Iso8583;
using Composite.Iso8583.Fields;

namespace Composite.Acquirers.Adapters;

/// <summary>Says what a matched answer means.</summary>
internal static class AnswerReader
{
    /// <summary>Answered, or unusable where it lacks a readable DE39 or contradicts the request.</summary>
    public static AcquirerAnswer Read(Dialect dialect, Iso8583Message answer, EchoSnapshot sent, FrozenSet<string> accepting, AcquirerExchange exchange)
    {
        if (sent.FirstContradiction(dialect, answer) is { } field)
            return new AcquirerAnswer.Unusable($"The answer's DE{field} is not what was sent.", exchange);
        if (ResponseCode(answer) is not { } code)
            return new AcquirerAnswer.Unusable("The answer has no readable response code (DE39).", exchange);
        return new AcquirerAnswer.Answered(accepting.Contains(code), code, AuthorizationCode(answer), exchange);
    }

    /// <summary>A late answer, as far as it can be read: an unreadable or contradicting one approves nothing.</summary>
    public static LateAnswer ReadLate(AcquirerAnswer answer, Iso8583Message message, LateSubject subject, AcquirerExchange exchange) => new(
        subject.AcquirerId, subject.DeviceId, subject.PaymentId, answer is AcquirerAnswer.Answered { Approved: true },
        ResponseCode(message) ?? string.Empty, AuthorizationCode(message), exchange);

    // DE39 is two letters or digits; the field's kind would let blanks pass.
    private static string? ResponseCode(Iso8583Message answer) =>
        answer.TryGet(DataElement.ResponseCode, out ReadOnlySpan<byte> code) && !code.Contains((byte)' ') ? answer.GetText(DataElement.ResponseCode) : null;

    private static string? AuthorizationCode(Iso8583Message answer) => answer.GetText(DataElement.AuthorizationCode) is { Length: > 0 } code ? code : null;
}

/// <summary>Whose answer it is.</summary>
internal sealed record LateSubject(string AcquirerId, string DeviceId, string PaymentId);

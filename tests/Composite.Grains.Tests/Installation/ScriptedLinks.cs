using System.Collections.Concurrent;
using Composite.Domain;
using Composite.Domain.Events;
using Composite.Domain.Payments;
using Composite.Domain.Ports;

namespace Composite.Grains.Tests.Installation;

/// <summary>
/// An acquirer that does to each device what its test says; without a word it approves and acknowledges. Whatever it is sent must
/// be durable by then: a message without its event in the journal is refused loudly.
/// </summary>
public sealed class ScriptedLinks(IJournal journal) : IAcquirerLinks
{
    public static readonly AcquirerAnswer Approved = new AcquirerAnswer.Answered(true, "00", "A1B2C3", AcquirerExchange.None);
    public static readonly AcquirerAnswer Declined = new AcquirerAnswer.Answered(false, "05", null, AcquirerExchange.None);
    public static readonly AcquirerAnswer NotSent = new AcquirerAnswer.NotSent("the line is down");
    public static readonly AcquirerAnswer NoAnswer = new AcquirerAnswer.NoAnswer("the deadline passed", AcquirerExchange.None);
    public static readonly AcquirerAnswer Unusable = new AcquirerAnswer.Unusable("another amount", AcquirerExchange.None);

    private readonly ConcurrentDictionary<string, Line> _lines = new(StringComparer.Ordinal);

    public Line Of(string deviceId) => _lines.GetOrAdd(deviceId, _ => new Line());

    public async ValueTask<AcquirerAnswer> PurchaseAsync(PurchaseMessage message, CancellationToken cancellationToken)
    {
        Line line = Of(message.DeviceId);
        line.Purchases.Enqueue(message);
        bool durable = await HoldsAsync(message.DeviceId, message.Request.PaymentId, e => e is PaymentSubmitted s && s.Stan == message.Stan && s.Rrn == message.Rrn);
        if (!durable) line.SentTooEarly = true;
        return await line.Purchase(message);
    }

    public async ValueTask<AcquirerAnswer> ReverseAsync(ReversalMessage message, CancellationToken cancellationToken)
    {
        Line line = Of(message.DeviceId);
        line.Reversals.Enqueue(message);
        bool durable = await HoldsAsync(message.DeviceId, message.PaymentId, e => e is ReversalDue d && d.Stan == message.Stan);
        if (!durable) line.SentTooEarly = true;
        return await line.Reverse(message, cancellationToken);
    }

    private async Task<bool> HoldsAsync(string deviceId, string paymentId, Predicate<IEvent> wanted)
    {
        IReadOnlyList<RecordedEvent> events = await journal.ReadSubjectAsync(Streams.Of(Streams.Payments, deviceId), paymentId, JournalLimits.MaxReadCount, CancellationToken.None);
        return events.Any(e => wanted(EventCodec.Decode(e)));
    }

    /// <summary>One device's dealings with the acquirer.</summary>
    public sealed class Line
    {
        public ConcurrentQueue<PurchaseMessage> Purchases { get; } = [];

        public ConcurrentQueue<ReversalMessage> Reversals { get; } = [];

        public Func<PurchaseMessage, Task<AcquirerAnswer>> Purchase { get; set; } = _ => Task.FromResult(Approved);

        public Func<ReversalMessage, CancellationToken, Task<AcquirerAnswer>> Reverse { get; set; } = (_, _) => Task.FromResult(Approved);

        /// <summary>True when a message came whose event was not durable.</summary>
        public bool SentTooEarly { get; set; }
    }
}

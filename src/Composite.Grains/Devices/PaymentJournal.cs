using Composite.Domain;
using Composite.Domain.Events;
using Composite.Domain.Payments;
using Composite.Domain.Ports;
using Microsoft.Extensions.Logging;

namespace Composite.Grains.Devices;

/// <summary>
/// The payments' stream of one device: the folded ledger, and appends one at a time. The grain is reentrant (a query must not wait
/// for an acquirer), so whoever decides on the ledger holds <see cref="EnterAsync"/> until the append is done.
/// </summary>
internal sealed partial class PaymentJournal(IJournal journal, TimeProvider time, string deviceId, ILogger log) : IDisposable
{
    /// <summary>Events between two snapshots: what a reload folds at the most.</summary>
    public const int SnapshotEvery = 256;

    private const int ReadPage = 1000;
    private const string SnapshotType = "payment-ledger.v1";
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly string _stream = Streams.Of(Streams.Payments, deviceId);
    private long _snapshotVersion;
    private bool _loaded;

    public PaymentLedger Ledger { get; private set; } = PaymentLedger.Empty;

    /// <summary>Waits for the turn, and for the ledger to be loaded. Dispose the result to give the turn back.</summary>
    public async ValueTask<Turn> EnterAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (!_loaded) await LoadAsync(cancellationToken);
            return new Turn(_turn);
        }
        catch
        {
            _turn.Release();
            throw;
        }
    }

    /// <summary>Appends a step that was decided on <see cref="Ledger"/>. False when another activation wrote in between: the ledger is then reloaded, decide again.</summary>
    /// <exception cref="JournalUnavailableException">Whether it is durable is unknown; the ledger is reloaded before its next use.</exception>
    public async ValueTask<bool> AppendAsync(PaymentStep step, string actor, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        NewEvent[] events = new NewEvent[step.Events.Count];
        for (int i = 0; i < events.Length; i++) events[i] = EventCodec.Encode(step.Events[i], actor);
        _loaded = false;
        AppendResult result = await journal.AppendAsync(
            new Append { Streams = [new StreamAppend(_stream, Ledger.Version, events)], Schedule = step.Schedule, Complete = step.Complete, RecordedAt = now }, cancellationToken);
        if (result is not AppendResult.Appended)
        {
            await LoadAsync(cancellationToken);
            return false;
        }

        foreach (IPaymentEvent @event in step.Events) Ledger = Ledger.Evolve(@event, now);
        _loaded = true;
        if (Ledger.Version - _snapshotVersion >= SnapshotEvery) await SnapshotAsync(cancellationToken);
        return true;
    }

    /// <summary>A payment from memory, or from the journal when the ledger dropped it; null when it is unknown.</summary>
    public async ValueTask<PaymentState?> FindAsync(string paymentId, CancellationToken cancellationToken)
    {
        if (Ledger.Payments.TryGetValue(paymentId, out PaymentState? known)) return known;
        if (!Ledger.MayHaveDropped(paymentId)) return null;
        PaymentState? state = null;
        foreach (RecordedEvent recorded in await journal.ReadSubjectAsync(_stream, paymentId, JournalLimits.MaxReadCount, cancellationToken))
        {
            state = PaymentState.Evolve(state, (IPaymentEvent)EventCodec.Decode(recorded));
        }

        return state;
    }

    public void Dispose() => _turn.Dispose();

    private async ValueTask LoadAsync(CancellationToken cancellationToken)
    {
        if (Ledger.Version == 0 && await journal.ReadSnapshotAsync(_stream, cancellationToken) is { Type: SnapshotType } snapshot
            && EventCodec.DecodeLedger(snapshot.Payload.Span) is { } ledger && ledger.Version == snapshot.Version)
        {
            Ledger = ledger;
            _snapshotVersion = snapshot.Version;
        }

        while (true)
        {
            IReadOnlyList<RecordedEvent> page = await journal.ReadStreamAsync(_stream, Ledger.Version, ReadPage, cancellationToken);
            foreach (RecordedEvent recorded in page) Ledger = Ledger.Evolve((IPaymentEvent)EventCodec.Decode(recorded), recorded.RecordedAt);
            if (page.Count < ReadPage) break;
        }

        _loaded = true;
    }

    // A snapshot is a cache: without it the next load folds more, and nothing else is different.
    private async ValueTask SnapshotAsync(CancellationToken cancellationToken)
    {
        try
        {
            await journal.WriteSnapshotAsync(new StreamSnapshot(_stream, Ledger.Version, SnapshotType, EventCodec.EncodeLedger(Ledger)), cancellationToken);
            _snapshotVersion = Ledger.Version;
        }
        catch (JournalUnavailableException e)
        {
            Log.SnapshotNotWritten(log, deviceId, e);
        }
    }

    /// <summary>The turn to decide and append.</summary>
    internal readonly struct Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The snapshot of device {DeviceId} was not written; its next activation folds more events.")]
        public static partial void SnapshotNotWritten(ILogger logger, string deviceId, Exception exception);
    }
}

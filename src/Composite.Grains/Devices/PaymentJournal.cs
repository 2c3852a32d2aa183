using Composite.Domain;
using Composite.Domain.Events;
using Composite.Domain.Payments;
using Composite.Domain.Ports;
using Composite.Grains.Journaling;
using Microsoft.Extensions.Logging;

namespace Composite.Grains.Devices;

/// <summary>
/// The payments' stream of one device: the folded ledger, and appends one at a time. The grain is reentrant (a query must not wait
/// for an acquirer), so whoever decides on the ledger holds <see cref="EnterAsync"/> until the append is done.
/// </summary>
internal sealed partial class PaymentJournal(IJournal journal, TimeProvider time, string deviceId, ILogger log)
{
    /// <summary>Events between two snapshots: what a reload folds, unless a snapshot could not be written.</summary>
    public const int SnapshotEvery = 256;

    private const int ReadPage = 1000;
    private readonly Turns _turns = new();
    private readonly string _stream = Streams.Of(Streams.Payments, deviceId);
    private long _snapshotVersion;
    private bool _loaded;

    public PaymentLedger Ledger { get; private set; } = PaymentLedger.Empty;

    /// <summary>Waits for the turn, and for the ledger to be loaded. Dispose the result to give the turn back.</summary>
    public ValueTask<Turn> EnterAsync(CancellationToken cancellationToken)
    {
        ValueTask<Turn> entering = _turns.EnterAsync(cancellationToken);
        return entering.IsCompletedSuccessfully && _loaded ? entering : LoadedAsync(entering, cancellationToken);
    }

    /// <summary>Reads what another activation may have written. In the turn.</summary>
    public async ValueTask LoadAsync(CancellationToken cancellationToken)
    {
        if (Ledger.Version == 0 && LedgerSnapshot.Read(await journal.ReadSnapshotAsync(_stream, cancellationToken)) is { } ledger)
        {
            Ledger = ledger;
            _snapshotVersion = ledger.Version;
        }

        while (true)
        {
            IReadOnlyList<RecordedEvent> page = await journal.ReadStreamAsync(_stream, Ledger.Version, ReadPage, cancellationToken);
            foreach (RecordedEvent recorded in page) Ledger = Ledger.Evolve((IPaymentEvent)EventCodec.Decode(recorded), recorded.RecordedAt);
            if (page.Count < ReadPage) break;
        }

        _loaded = true;
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
        if (Ledger.Version - _snapshotVersion >= SnapshotEvery) await SnapshotAsync();
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

    private async ValueTask<Turn> LoadedAsync(ValueTask<Turn> entering, CancellationToken cancellationToken)
    {
        Turn turn = await entering;
        try
        {
            if (!_loaded) await LoadAsync(cancellationToken);
            return turn;
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    // A snapshot is a cache: without it the next load folds more, and nothing else is different. So whatever becomes of it, the append
    // before it was made, and its caller is not kept from going on: not even by giving up.
    private async ValueTask SnapshotAsync()
    {
        _snapshotVersion = Ledger.Version;
        try
        {
            if (LedgerSnapshot.Of(_stream, Ledger) is { } snapshot) await journal.WriteSnapshotAsync(snapshot, CancellationToken.None);
            else Log.SnapshotTooLarge(log, deviceId);
        }
        catch (JournalUnavailableException e)
        {
            Log.SnapshotNotWritten(log, deviceId, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The snapshot of device {DeviceId} was not written; its next activation folds more events.")]
        public static partial void SnapshotNotWritten(ILogger logger, string deviceId, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "The payments of device {DeviceId} are too large for a snapshot; its next activation folds more events. Settle its open reversals.")]
        public static partial void SnapshotTooLarge(ILogger logger, string deviceId);
    }
}

using Composite.Domain.Devices;
using Composite.Domain.Events;
using Composite.Domain.Payments;
using Composite.Domain.Policies;
using Composite.Domain.Ports;
using Composite.Domain.Rules;
using Composite.Domain.Tests.Rules;
using Xunit;

namespace Composite.Domain.Tests.Payments;

/// <summary>Drives one device's payments by random steps and holds the ledger against a plain dictionary of every payment there ever was.</summary>
internal sealed class PaymentModel
{
    public const string DeviceId = "device-1";
    private static readonly AcquirerExchange Exchange = AcquirerExchange.None;
    private static readonly PolicyValues Policy = PolicyValues.Default with { ReversalMaxAttempts = 3 };
    private static readonly GateScenario World = GateScenario.Valid.WithProfile(p => p with { DailyCount = int.MaxValue, DailyAmountMinor = new Dictionary<string, long> { ["EUR"] = long.MaxValue } });

    private static readonly (PaymentStatus From, PaymentStatus To)[] Moves =
    [
        (PaymentStatus.Submitted, PaymentStatus.Approved), (PaymentStatus.Submitted, PaymentStatus.Declined), (PaymentStatus.Submitted, PaymentStatus.NotSent),
        (PaymentStatus.Submitted, PaymentStatus.Reversing), (PaymentStatus.Approved, PaymentStatus.Reversing),
        (PaymentStatus.Reversing, PaymentStatus.Reversed), (PaymentStatus.Reversing, PaymentStatus.ReversalParked),
    ];

    private readonly Dictionary<string, PaymentState> _all = new(StringComparer.Ordinal);
    private readonly List<string> _ids = [];
    private readonly HashSet<string> _reversed = [];
    private readonly Dictionary<string, DueWork> _due = [];
    private readonly List<(IPaymentEvent Event, DateTimeOffset At)> _events = [];
    private readonly PaymentLedger _start;
    private DateTimeOffset _now = GateScenario.Noon;
    private uint _counter;
    private int _lastStan;

    public PaymentModel(int lastStan)
    {
        _start = Ledger = PaymentLedger.Empty with { LastStan = lastStan };
        _lastStan = lastStan;
    }

    public PaymentLedger Ledger { get; private set; }

    public int Dropped => _all.Keys.Count(id => !Ledger.Payments.ContainsKey(id));

    public void Step(int kind, int which)
    {
        _now = _now.AddMilliseconds(137);
        PaymentState? payment = _ids.Count == 0 ? null : _all[_ids[which % _ids.Count]];
        PaymentStep? step = kind switch
        {
            0 => Submit(which, allowed: true),
            1 => Submit(which, allowed: false),
            13 => ApproveMany(),
            _ when payment is null => null,
            2 or 3 => Settle(payment, new AcquirerAnswer.Answered(true, "00", "123456", Exchange)),
            4 => Settle(payment, new AcquirerAnswer.Answered(false, "05", null, Exchange)),
            5 => Settle(payment, new AcquirerAnswer.NotSent("line down")),
            6 => Settle(payment, new AcquirerAnswer.NoAnswer("silent", Exchange)),
            7 => Settle(payment, new AcquirerAnswer.Unusable("other amount", Exchange)),
            8 => Expire(payment),
            9 => Recalling(payment, PaymentDecider.Void(payment, Ledger, DeviceId, _now).Step),
            10 => PaymentDecider.SettleReversal(payment, DeviceId, payment.ReversalAttempts + 1, new AcquirerAnswer.Answered(true, "00", null, Exchange), Policy, _now),
            11 => PaymentDecider.SettleReversal(payment, DeviceId, payment.ReversalAttempts + 1, new AcquirerAnswer.NoAnswer("silent", Exchange), Policy, _now),
            12 => Recalling(payment, PaymentDecider.RecordLate(new LateAnswer("acquirer-a", DeviceId, payment.PaymentId, true, "00", "123456", Exchange))),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
        if (step is not null) Apply(step);
        AssertMemory();
        AssertDueWork();
    }

    /// <summary>A ledger folded from a snapshot taken in the middle is the ledger folded from the first event.</summary>
    public void AssertSnapshotAt(int index)
    {
        int cut = _events.Count == 0 ? 0 : index % _events.Count;
        PaymentLedger half = Fold(_start, 0, cut);
        PaymentLedger read = EventCodec.DecodeLedger(EventCodec.EncodeLedger(half).Span)!;
        Assert.Equal(EventCodec.EncodeLedger(Ledger).ToArray(), EventCodec.EncodeLedger(Fold(read, cut, _events.Count)).ToArray());
    }

    private PaymentLedger Fold(PaymentLedger ledger, int from, int to) =>
        _events.Skip(from).Take(to - from).Aggregate(ledger, (state, e) => state.Evolve(e.Event, e.At));

    // One payment in eight comes from a clock that is behind.
    private PaymentStep Submit(int which, bool allowed)
    {
        string id = Guid.CreateVersion7(which % 8 == 7 ? _now.AddMinutes(-30) : _now).ToString();
        PaymentRequest request = GateScenario.Purchase(id, allowed ? ++_counter : 0) with { SignedAt = _now };
        GateScenario world = World with
        {
            Now = _now,
            Ledger = Ledger,
            Request = request,
            Card = AttestationEvidence.Of(GateScenario.Attestation(AttestationNonce.Card(id), _now.AddSeconds(-1))),
        };
        _ids.Add(id);
        return PaymentDecider.Submit(world.Facts());
    }

    private PaymentStep? ApproveMany()
    {
        for (int i = 0; i < 90; i++)
        {
            Apply(Submit(which: i, allowed: true));
            Apply(Settle(_all[_ids[^1]], new AcquirerAnswer.Answered(true, "00", "123456", Exchange))!);
        }

        return null;
    }

    // As the caller does it: a payment that the ledger dropped comes back in the same append.
    private PaymentStep? Recalling(PaymentState payment, PaymentStep? step) => step is null || Ledger.Payments.ContainsKey(payment.PaymentId)
        ? step
        : step with { Events = [new PaymentRecalled(payment.PaymentId, payment), .. step.Events] };

    private PaymentStep? Settle(PaymentState payment, AcquirerAnswer answer) => PaymentDecider.Settle(Ledger, DeviceId, payment.PaymentId, answer, _now);

    private PaymentStep? Expire(PaymentState payment)
    {
        Assert.True(payment.Submission is not { } s || PaymentDecider.Expire(Ledger, DeviceId, payment.PaymentId, s.Deadline.AddTicks(-1)) is null, "expired before its deadline");
        return PaymentDecider.Expire(Ledger, DeviceId, payment.PaymentId, payment.Submission?.Deadline ?? _now);
    }

    private void Apply(PaymentStep step)
    {
        foreach (IPaymentEvent @event in step.Events)
        {
            PaymentState? before = _all.GetValueOrDefault(@event.PaymentId);
            if (@event is PaymentRecalled recalled) AssertDroppedAndUnchanged(recalled, before);
            else _all[@event.PaymentId] = PaymentState.Evolve(before, @event);
            AssertMove(before?.Status, _all[@event.PaymentId].Status, @event);
            AssertNumbers(@event);
            _events.Add((@event, _now));
            Ledger = Ledger.Evolve(@event, _now);
            Assert.Equal(_events.Count, Ledger.Version);
            Assert.True(Ledger.Payments.ContainsKey(@event.PaymentId), "the payment at hand was dropped");
        }

        foreach (DueWork work in step.Schedule) _due[work.Id] = work;
        foreach (string id in step.Complete) _due.Remove(id);
    }

    private void AssertDroppedAndUnchanged(PaymentRecalled recalled, PaymentState? before)
    {
        Assert.False(Ledger.Payments.ContainsKey(recalled.PaymentId));
        Assert.Equal(before, recalled.State);
    }

    private void AssertMove(PaymentStatus? from, PaymentStatus to, IPaymentEvent @event)
    {
        if (@event is ReversalDue) _reversed.Add(@event.PaymentId);
        Assert.False(to == PaymentStatus.Approved && _reversed.Contains(@event.PaymentId), "approved after a reversal");
        if (from is { } before && before != to) Assert.Contains((before, to), Moves);
    }

    private void AssertNumbers(IPaymentEvent @event)
    {
        if (@event is PaymentSubmitted submitted)
        {
            Assert.True(KeySerialNumber.TryParse(submitted.Ksn, out string key, out uint counter) && counter > Ledger.SpentCounters.GetValueOrDefault(key), "a counter came twice");
        }

        int? stan = @event switch { PaymentSubmitted s => s.Stan, ReversalDue r => r.Stan, _ => null };
        if (stan is null) return;
        Assert.Equal(_lastStan == 999_999 ? 1 : _lastStan + 1, stan);
        _lastStan = stan.Value;
    }

    private void AssertMemory()
    {
        foreach ((string id, PaymentState payment) in _all)
        {
            if (Ledger.Payments.TryGetValue(id, out PaymentState? held))
            {
                Assert.Equal(payment.Status, held.Status);
                continue;
            }

            Assert.False(payment.IsOpen, "an open payment was dropped");
            Assert.True(Ledger.MayHaveDropped(id), "a dropped payment would count as new");
        }
    }

    private void AssertDueWork()
    {
        IEnumerable<string> expected = _all.Values.Select(p => p.Status switch
        {
            PaymentStatus.Submitted => PaymentDueWork.Deadline(DeviceId, p.PaymentId, default).Id,
            PaymentStatus.Reversing => PaymentDueWork.Reversal(DeviceId, p.PaymentId, default, 0).Id,
            _ => "",
        }).Where(id => id.Length > 0);
        Assert.Equal(expected.Order(StringComparer.Ordinal), _due.Keys.Order(StringComparer.Ordinal));
        Assert.All(_due.Values, work => Assert.Equal(DeviceId, PaymentDueWork.Parse(work).DeviceId));
    }
}

using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Composite.Domain.Payments;

/// <summary>
/// All payments of one device, folded from its payments' stream: spent key serial numbers, trace numbers, the day's totals, and
/// the payments themselves. Old finished payments are dropped from memory; the journal keeps them.
/// </summary>
public sealed record PaymentLedger
{
    /// <summary>
    /// Payments kept in memory when old finished ones are dropped; open ones are kept beyond it. What is dropped when is part of the
    /// journal's meaning (a dropped payment's next event follows a <see cref="PaymentRecalled"/>): never lower this.
    /// </summary>
    public const int KeptPayments = 64;

    public static readonly PaymentLedger Empty = new();

    /// <summary>The stream's version.</summary>
    public long Version { get; init; }

    /// <summary>The last STAN used; 0 before the first.</summary>
    public int LastStan { get; init; }

    /// <summary>The highest transaction counter spent, per initial key id.</summary>
    public ImmutableDictionary<string, uint> SpentCounters { get; init; } = ImmutableDictionary<string, uint>.Empty;

    public DayTotals Today { get; init; } = DayTotals.None;

    /// <summary>Open payments and the youngest finished ones, by id.</summary>
    public ImmutableSortedDictionary<string, PaymentState> Payments { get; init; } = ImmutableSortedDictionary.Create<string, PaymentState>(StringComparer.Ordinal);

    /// <summary>The highest id that was ever dropped from memory: a payment behind it that is not in memory is new.</summary>
    public string DroppedThrough { get; init; } = string.Empty;

    /// <summary>True when the payment may be in the journal although it is not in memory.</summary>
    public bool MayHaveDropped(string paymentId) => string.CompareOrdinal(paymentId, DroppedThrough) <= 0;

    /// <summary>The STAN after <see cref="LastStan"/>, going round from 999,999 to 1.</summary>
    [JsonIgnore]
    public int NextStan => LastStan >= 999_999 ? 1 : LastStan + 1;

    /// <summary>Folds one event of the stream.</summary>
    public PaymentLedger Evolve(IPaymentEvent @event, DateTimeOffset recordedAt)
    {
        PaymentState? before = Payments.GetValueOrDefault(@event.PaymentId);
        PaymentLedger next = this with
        {
            Version = Version + 1,
            Payments = Payments.SetItem(@event.PaymentId, PaymentState.Evolve(before, @event)),
        };
        next = @event switch
        {
            PaymentSubmitted e => next.Spend(e, recordedAt),
            ReversalDue e => next with { LastStan = e.Stan },
            _ => next,
        };
        return next.Payments.Count > 2 * KeptPayments ? next.DropFinished(@event.PaymentId) : next;
    }

    private PaymentLedger Spend(PaymentSubmitted e, DateTimeOffset recordedAt)
    {
        if (!KeySerialNumber.TryParse(e.Ksn, out string initialKeyId, out uint counter))
        {
            throw new InvalidOperationException($"Payment {e.PaymentId} was submitted with a key serial number that is none.");
        }

        return this with
        {
            LastStan = e.Stan,
            SpentCounters = SpentCounters.SetItem(initialKeyId, Math.Max(counter, SpentCounters.GetValueOrDefault(initialKeyId))),
            Today = Today.Add(DateOnly.FromDateTime(recordedAt.UtcDateTime), e.Summary.Currency, e.Summary.AmountMinor),
        };
    }

    // The payment at hand stays whatever its id: who appended its event looks at it next.
    private PaymentLedger DropFinished(string atHand)
    {
        ImmutableSortedDictionary<string, PaymentState>.Builder kept = Payments.ToBuilder();
        string droppedThrough = DroppedThrough;
        foreach ((string id, PaymentState payment) in Payments)
        {
            if (kept.Count <= KeptPayments) break;
            if (payment.IsOpen || id == atHand) continue;
            kept.Remove(id);
            if (string.CompareOrdinal(id, droppedThrough) > 0) droppedThrough = id;
        }

        return this with { Payments = kept.ToImmutable(), DroppedThrough = droppedThrough };
    }
}

/// <summary>What was submitted on one day (UTC), whatever became of it.</summary>
public sealed record DayTotals(DateOnly Day, int Count, ImmutableDictionary<string, long> AmountMinor)
{
    public static readonly DayTotals None = new(DateOnly.MinValue, 0, ImmutableDictionary<string, long>.Empty);

    public DayTotals Add(DateOnly day, string currency, long amountMinor)
    {
        DayTotals totals = day > Day ? None with { Day = day } : this;
        return totals with { Count = totals.Count + 1, AmountMinor = totals.AmountMinor.SetItem(currency, totals.AmountMinor.GetValueOrDefault(currency) + amountMinor) };
    }

    /// <summary>The totals of a day: these, or none when the day is a later one. For an earlier day (the clock went back) these count, or the limits would begin anew.</summary>
    public DayTotals On(DateOnly day) => day <= Day ? this : None with { Day = day };
}

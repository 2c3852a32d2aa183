using System.Globalization;
using Composite.Domain.Payments;
using Composite.Domain.Ports;
using Composite.Sandbox.Acquirer;
using Composite.Sandbox.Staff;

namespace Composite.Sandbox.Scenarios;

/// <summary>Composite's journal held against the acquirers' ledgers, payment by payment.</summary>
/// <param name="ByStatus">Composite's payments by status.</param>
/// <param name="LedgerEntries">Requests in the ledgers.</param>
/// <param name="StandingMinor">What stands authorised in the ledgers, in minor units.</param>
/// <param name="Differences">Empty when they agree.</param>
internal sealed record Reconciliation(IReadOnlyDictionary<PaymentStatus, int> ByStatus, int LedgerEntries, long StandingMinor, IReadOnlyList<string> Differences)
{
    public bool Balanced => Differences.Count == 0;

    /// <summary>Payments of which nobody knows how they ended.</summary>
    public int Unknown => Count(PaymentStatus.Submitted) + Count(PaymentStatus.Reversing) + Count(PaymentStatus.ReversalParked);

    public int Count(PaymentStatus status) => ByStatus.GetValueOrDefault(status);

    /// <summary>Reads both sides, once Composite's lists have followed its journal.</summary>
    public static async Task<Reconciliation> MakeAsync(SandboxWorld world, CancellationToken cancellationToken)
    {
        await Polling.UntilAsync<JournalHead>(
            world.Time, "Composite's lists", "to have followed the journal", () => world.Staff.JournalAsync(cancellationToken), head => head.ReadModelPosition >= head.HeadPosition, cancellationToken);
        IReadOnlyList<PaymentRow> rows = await world.Staff.PaymentsAsync(cancellationToken);
        List<LedgerEntry> entries = [.. world.Acquirers.All.SelectMany(simulator => simulator.Ledger.Entries())];
        Dictionary<string, string> tids = world.Devices.ToDictionary(device => device.Identity.DeviceId, device => device.Identity.Tid);
        List<string> differences = [.. Compare(rows, entries, tids)];
        foreach (LedgerReport report in world.Acquirers.All.Select(simulator => simulator.Ledger.Report()))
        {
            if (report is not { DuplicateRequests: 0, UnmatchedReversals: 0, Undecryptable: 0 })
                differences.Add($"an acquirer saw {report.DuplicateRequests} duplicate requests, {report.UnmatchedReversals} reversals without an original, {report.Undecryptable} requests that it could not decrypt");
        }

        return new Reconciliation(
            rows.GroupBy(row => row.Status).ToDictionary(group => group.Key, group => group.Count()), entries.Count,
            entries.Where(entry => entry.State == LedgerState.Authorised).Sum(entry => entry.AmountMinor), differences);
    }

    /// <summary>Every payment that was sent stands in a ledger as Composite has it, and every entry of a ledger is such a payment.</summary>
    internal static IEnumerable<string> Compare(IReadOnlyList<PaymentRow> rows, IReadOnlyList<LedgerEntry> entries, IReadOnlyDictionary<string, string> tids)
    {
        Dictionary<LedgerReference, LedgerEntry> open = entries.ToDictionary(entry => new LedgerReference(entry.Key.Tid, entry.Rrn));
        foreach (PaymentRow row in rows)
        {
            if (row.Status is PaymentStatus.Refused)
                continue;
            LedgerReference reference = new(tids.GetValueOrDefault(row.DeviceId, row.DeviceId), row.Rrn ?? string.Empty);
            string here = string.Create(CultureInfo.InvariantCulture, $"{row.Status} over {row.Summary.AmountMinor}");
            string there = open.Remove(reference, out LedgerEntry? entry) ? string.Create(CultureInfo.InvariantCulture, $"{StatusOf(entry.State)} over {entry.AmountMinor}") : "nothing";
            if (here != there && !(row.Status is PaymentStatus.NotSent && entry is null))
                yield return $"payment {row.PaymentId} ({reference.Tid}, {reference.Rrn}): Composite has {here}, the acquirer {there}";
        }

        foreach (LedgerReference reference in open.Keys)
            yield return $"the acquirer has {reference.Tid}, {reference.Rrn}, which Composite does not know";
    }

    private static PaymentStatus StatusOf(LedgerState state) => state switch
    {
        LedgerState.Authorised => PaymentStatus.Approved,
        LedgerState.Declined => PaymentStatus.Declined,
        _ => PaymentStatus.Reversed,
    };
}

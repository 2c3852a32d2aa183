using System.Globalization;
using System.Runtime.InteropServices;
using Composite.Domain.Payments;
using Composite.Domain.Ports;

namespace Composite.Storage.Projections;

/// <content>What was paid on which parts.</content>
public sealed partial class SqliteReadModel
{
    public ValueTask<IReadOnlyList<Volume>> VolumeAsync(SliceGroups groups, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        (IReadOnlyList<Volume> volume, _) = _file.Read<IReadOnlyList<Volume>>(database =>
        {
            SortedDictionary<(int Group, string Currency), (long Count, long Amount)> sums = new(Comparer<(int Group, string Currency)>.Create(
                (a, b) => a.Group != b.Group ? a.Group.CompareTo(b.Group) : string.CompareOrdinal(a.Currency, b.Currency)));
            using SqliteStatement days = database.Prepare("SELECT currency, sum(payments), sum(amount_minor) FROM volume WHERE slice = ? AND day BETWEEN ? AND ? GROUP BY currency");
            foreach ((int slice, int group) in groups.GroupOf)
            {
                days.Bind(1, slice).Bind(2, from.DayNumber).Bind(3, to.DayNumber);
                while (days.Step())
                {
                    (int, string) key = (group, days.Text(0));
                    (long count, long amount) = sums.GetValueOrDefault(key);
                    sums[key] = (count + days.Integer(1), amount + days.Integer(2));
                }

                days.Reset();
            }

            return [.. sums.Where(s => s.Value.Count != 0).Select(s => new Volume(s.Key.Group, s.Key.Currency, s.Value.Count, s.Value.Amount))];
        });
        return ValueTask.FromResult(volume);
    }

    public ValueTask<ExposureTotals> ExposureAsync(IReadOnlyCollection<int> slices, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        (ExposureTotals totals, long position) = _file.Read(database =>
        {
            Dictionary<(string Status, string Currency), (long Count, long Amount)> sums = [];
            HashSet<string> devices = new(StringComparer.Ordinal);
            HashSet<string> merchants = new(StringComparer.Ordinal);
            using SqliteStatement payments = database.Prepare("SELECT status, currency, amount_minor, device_id, merchant_id FROM payment WHERE slice = ? AND at >= ? AND at < ?");
            foreach (int slice in slices)
            {
                payments.Bind(1, slice).Bind(2, from.UtcTicks).Bind(3, to.UtcTicks);
                while (payments.Step())
                {
                    ref (long Count, long Amount) sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, (payments.Text(0), payments.Text(1)), out _);
                    sum = (sum.Count + 1, sum.Amount + payments.Integer(2));
                    devices.Add(payments.Text(3));
                    if (payments.TextOrNull(4) is { } merchant) merchants.Add(merchant);
                }

                payments.Reset();
            }

            IEnumerable<ExposureOutcome> outcomes = sums.Select(s => new ExposureOutcome(Enum.Parse<PaymentStatus>(s.Key.Status), s.Key.Currency, s.Value.Count, s.Value.Amount));
            return new ExposureTotals([.. outcomes.OrderBy(o => o.Status).ThenBy(o => o.Currency, StringComparer.Ordinal)], devices.Count, merchants.Count, 0);
        });
        return ValueTask.FromResult(totals with { Position = position });
    }

    public ValueTask<Page<ExposedPayment>> ExposedPaymentsAsync(
        IReadOnlyCollection<int> slices, DateTimeOffset from, DateTimeOffset to, PageRequest page, CancellationToken cancellationToken)
    {
        (long At, long Position) after = page.After is null ? (from.UtcTicks, 0) : Cursor(page.After);
        (List<(ExposedPayment Row, long Position)> rows, long position) = _file.Read(database =>
        {
            List<long> positions = [.. Candidates(database, slices, after, to.UtcTicks, page.Limit + 1)
                .OrderBy(c => c.At).ThenBy(c => c.Position).Take(page.Limit + 1).Select(c => c.Position)];
            using SqliteStatement payment = PaymentQuery().After("position", "=", 0L).Prepare(database);
            List<(ExposedPayment, long)> found = [];
            foreach (long at in positions)
            {
                if (payment.Bind(1, at).Step()) found.Add((new ExposedPayment(ReadPayment(payment), (int)payment.Integer(16)), at));
                payment.Reset();
            }

            return found;
        });
        Page<(ExposedPayment Row, long Position)> cut = Cut(
            rows, page.Limit, row => string.Create(CultureInfo.InvariantCulture, $"{row.Row.Payment.At.UtcTicks}.{row.Position}"), position);
        return ValueTask.FromResult(new Page<ExposedPayment>([.. cut.Rows.Select(r => r.Row)], cut.Next, position));
    }

    // The first of each slice behind the cursor: the page's payments are among them.
    private static List<(long At, long Position)> Candidates(SqliteDatabase database, IReadOnlyCollection<int> slices, (long At, long Position) after, long to, int limit)
    {
        using SqliteStatement first = database.Prepare(
            "SELECT at, position FROM payment WHERE slice = ?1 AND at >= ?2 AND at < ?4 AND (at > ?2 OR position > ?3) ORDER BY at, position LIMIT ?5");
        List<(long, long)> found = [];
        foreach (int slice in slices)
        {
            first.Bind(1, slice).Bind(2, after.At).Bind(3, after.Position).Bind(4, to).Bind(5, limit);
            while (first.Step()) found.Add((first.Integer(0), first.Integer(1)));
            first.Reset();
        }

        return found;
    }

    private static (long At, long Position) Cursor(string text) => text.Split('.') is [var at, var position]
        && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out long ticks)
        && long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? (ticks, number)
            : throw new ArgumentException("It is not a cursor of this list.", nameof(text));
}

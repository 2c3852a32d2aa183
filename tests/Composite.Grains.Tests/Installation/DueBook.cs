using System.Collections.Concurrent;
using Composite.Domain.Payments;
using Composite.Domain.Ports;

namespace Composite.Grains.Tests.Installation;

/// <summary>The due work that appended steps left, without leasing any of it.</summary>
public sealed class DueBook
{
    private readonly ConcurrentDictionary<string, DueWork> _rows = new(StringComparer.Ordinal);

    public void Apply(Append append)
    {
        foreach (string id in append.Complete) _rows.TryRemove(id, out _);
        foreach (DueWork work in append.Schedule) _rows[work.Id] = work;
    }

    /// <summary>Rows of one kind, by id.</summary>
    public IReadOnlyList<DueWork> OfKind(string kind) => [.. _rows.Values.Where(w => w.Kind == kind).OrderBy(w => w.Id, StringComparer.Ordinal)];

    /// <summary>The due work of one payment; null when there is none.</summary>
    public DueWork? Of(string deviceId, string paymentId) => _rows.Values.Where(w => w.Kind.StartsWith("payment.", StringComparison.Ordinal)).SingleOrDefault(w => PaymentDueWork.Parse(w) == (deviceId, paymentId));
}

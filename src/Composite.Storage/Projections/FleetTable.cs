using System.Runtime.InteropServices;

namespace Composite.Storage.Projections;

/// <summary>
/// Counts active devices: per merchant and slice as of now, and per part at the end of each day. Changes are gathered while they are of
/// one day, and written merchant by merchant: who joined or left a part is seen from the merchant's few rows.
/// </summary>
internal sealed class FleetTable : IDisposable
{
    private readonly SliceTable _slices;
    private readonly SqliteStatement _ofMerchant;
    private readonly SqliteStatement _put;
    private readonly SqliteStatement _remove;
    private readonly SqliteStatement _addToSlice;
    private readonly SqliteStatement _history;
    private readonly SqliteStatement _setDay;
    private readonly Dictionary<long, Dictionary<int, int>> _changes = [];
    private readonly Dictionary<int, (long Devices, long Merchants)> _totals = [];
    private readonly Dictionary<int, long> _sliceChanges = [];
    private readonly Dictionary<int, (long Before, long After)> _partsOfMerchant = [];
    private readonly Dictionary<int, long> _rows = [];
    private readonly HashSet<int> _changedParts = [];
    private long _day;

    public FleetTable(SqliteDatabase database, SliceTable slices)
    {
        _slices = slices;
        _ofMerchant = database.Prepare("SELECT slice, devices FROM fleet WHERE merchant = ?");
        _put = database.Prepare("INSERT INTO fleet VALUES (?, ?, ?) ON CONFLICT (merchant, slice) DO UPDATE SET devices = excluded.devices");
        _remove = database.Prepare("DELETE FROM fleet WHERE merchant = ? AND slice = ?");
        _addToSlice = database.Prepare("UPDATE slice SET devices = devices + ? WHERE slice = ?");
        _history = database.Prepare("INSERT OR REPLACE INTO fleet_history VALUES (?, ?, ?, ?)");
        _setDay = database.Prepare("UPDATE progress SET fleet_day = ?");
        _day = database.QueryInteger("SELECT fleet_day FROM progress");
        using SqliteStatement totals = database.Prepare(
            """
            SELECT part, devices, merchants FROM fleet_part JOIN fleet_history USING (part)
            WHERE day = (SELECT max(h.day) FROM fleet_history h WHERE h.part = fleet_part.part)
            """);
        while (totals.Step()) _totals.Add((int)totals.Integer(0), (totals.Integer(1), totals.Integer(2)));
    }

    /// <summary>An active device of a merchant appeared in a slice (+1) or left it (-1).</summary>
    /// <param name="merchant">The merchant's number.</param>
    /// <param name="slice">The slice.</param>
    /// <param name="change">+1 or -1.</param>
    /// <param name="day">The day on which it was recorded; a clock that goes back changes no day that is over.</param>
    public void Add(long merchant, int slice, int change, int day)
    {
        if (day > _day)
        {
            Flush();
            _day = day;
            _setDay.Bind(1, day).Run();
        }

        ref Dictionary<int, int>? ofMerchant = ref CollectionsMarshal.GetValueRefOrAddDefault(_changes, merchant, out _);
        ofMerchant ??= [];
        CollectionsMarshal.GetValueRefOrAddDefault(ofMerchant, slice, out _) += change;
    }

    /// <summary>Writes what was gathered.</summary>
    public void Flush()
    {
        foreach ((long merchant, Dictionary<int, int> changes) in _changes) Write(merchant, changes);
        _changes.Clear();
        foreach (int part in _changedParts)
        {
            (long devices, long merchants) = _totals[part];
            _history.Bind(1, part).Bind(2, _day).Bind(3, devices).Bind(4, merchants).Run();
        }

        _changedParts.Clear();
        foreach ((int slice, long change) in _sliceChanges)
        {
            if (change != 0) _addToSlice.Bind(1, change).Bind(2, slice).Run();
        }

        _sliceChanges.Clear();
    }

    public void Dispose()
    {
        foreach (SqliteStatement statement in (SqliteStatement[])[_ofMerchant, _put, _remove, _addToSlice, _history, _setDay]) statement.Dispose();
    }

    private void Write(long merchant, Dictionary<int, int> changes)
    {
        _partsOfMerchant.Clear();
        _rows.Clear();
        _ofMerchant.Bind(1, merchant);
        while (_ofMerchant.Step()) _rows.Add((int)_ofMerchant.Integer(0), _ofMerchant.Integer(1));
        _ofMerchant.Reset();
        foreach ((int slice, long devices) in _rows) Count(slice, devices, devices);
        foreach ((int slice, int change) in changes)
        {
            if (change != 0) Put(merchant, slice, _rows.GetValueOrDefault(slice), change);
        }

        foreach ((int part, (long before, long after)) in _partsOfMerchant)
        {
            if (before == after) continue;
            ref (long Devices, long Merchants) total = ref CollectionsMarshal.GetValueRefOrAddDefault(_totals, part, out _);
            total.Devices += after - before;
            total.Merchants += Math.Sign(after) - Math.Sign(before);
            _changedParts.Add(part);
        }
    }

    private void Put(long merchant, int slice, long devices, int change)
    {
        Count(slice, 0, change);
        CollectionsMarshal.GetValueRefOrAddDefault(_sliceChanges, slice, out _) += change;
        if (devices + change == 0) _remove.Bind(1, merchant).Bind(2, slice).Run();
        else _put.Bind(1, merchant).Bind(2, slice).Bind(3, devices + change).Run();
    }

    private void Count(int slice, long before, long after)
    {
        foreach (int part in _slices.PartsOf(slice))
        {
            ref (long Before, long After) count = ref CollectionsMarshal.GetValueRefOrAddDefault(_partsOfMerchant, part, out _);
            count.Before += before;
            count.After += after;
        }
    }
}

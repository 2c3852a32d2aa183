using Composite.Domain.Ports;

namespace Composite.Storage.Projections;

/// <content>Where parts run: counts of devices and merchants.</content>
public sealed partial class SqliteReadModel
{
    /// <summary>Up to this many devices are gathered and sorted; more are found by walking all devices in order, among which they are many.</summary>
    private const int MaxGathered = 20_000;

    public ValueTask<FleetReading> CountAsync(IReadOnlyList<FleetPart> parts, DateOnly day, CancellationToken cancellationToken)
    {
        (List<FleetCount> counts, long position) = _file.Read(database =>
        {
            using SqliteStatement count = database.Prepare(
                """
                SELECT ifnull(sum(devices), 0), ifnull(sum(merchants), 0) FROM fleet_part p CROSS JOIN fleet_history h
                ON h.part = p.part AND h.day = (SELECT max(day) FROM fleet_history WHERE part = p.part AND day <= ?5)
                WHERE kind = ?1 AND name = ?2 AND version = ?3 AND (?4 = '' OR solution_id = ?4)
                """);
            List<FleetCount> found = new(parts.Count);
            foreach (FleetPart part in parts)
            {
                count.BindText(1, part.Kind.ToString()).BindText(2, part.Name).BindText(3, part.Version ?? string.Empty).BindText(4, part.SolutionId ?? string.Empty).Bind(5, day.DayNumber);
                found.Add(count.Step() ? new FleetCount(count.Integer(0), count.Integer(1)) : default);
                count.Reset();
            }

            return found;
        });
        return ValueTask.FromResult(new FleetReading(counts, position));
    }

    public ValueTask<SliceReading> SlicesAsync(CancellationToken cancellationToken)
    {
        (List<FleetSlice> slices, long position) = _file.Read(database =>
        {
            using SqliteStatement all = database.Prepare(
                "SELECT slice, solution_id, acquirer_id, sdk_id, sdk_version, service_id, package, application_version, devices FROM slice ORDER BY slice");
            List<FleetSlice> found = [];
            while (all.Step())
                found.Add(new FleetSlice((int)all.Integer(0), all.Text(1), all.Text(2), Known(all, 3), Known(all, 4), Known(all, 5), Known(all, 6), Known(all, 7), all.Integer(8)));
            return found;
        });
        return ValueTask.FromResult(new SliceReading(slices, position));
    }

    public ValueTask<MerchantCounts> CountMerchantsAsync(SliceGroups groups, CancellationToken cancellationToken)
    {
        (AffectedMerchants affected, long position) = _file.Read(database => AffectedMerchants.Find(database, groups));
        return ValueTask.FromResult(affected.Count(groups.Count, position));
    }

    public ValueTask<Page<AffectedMerchant>> MerchantsAsync(SliceGroups groups, PageRequest page, CancellationToken cancellationToken)
    {
        (List<AffectedMerchant> rows, long position) = _file.Read(database =>
        {
            AffectedMerchants affected = AffectedMerchants.Find(database, groups);
            using SqliteStatement all = database.Prepare("SELECT no, merchant_id FROM merchant_number WHERE merchant_id > ? ORDER BY merchant_id");
            using SqliteStatement devices = database.Prepare("SELECT slice, devices FROM fleet WHERE merchant = ?");
            using SqliteStatement name = database.Prepare("SELECT trading_name FROM merchant WHERE merchant_id = ?");
            List<AffectedMerchant> found = [];
            all.BindText(1, page.After ?? string.Empty);
            while (found.Count <= page.Limit && all.Step())
            {
                if (affected.GroupOf(all.Integer(0)) is not { } group) continue;
                string id = all.Text(1);
                found.Add(new AffectedMerchant(id, name.BindText(1, id).Step() ? name.Text(0) : null, group, CountDevices(devices.Bind(1, all.Integer(0)), groups)));
                name.Reset();
            }

            return found;
        });
        return ValueTask.FromResult(Cut(rows, page.Limit, row => row.MerchantId, position));
    }

    public ValueTask<Page<AffectedDevice>> DevicesAsync(SliceGroups groups, PageRequest page, CancellationToken cancellationToken)
    {
        (List<AffectedDevice> rows, long position) = _file.Read(database => FindDevices(database, groups, page));
        return ValueTask.FromResult(Cut(rows, page.Limit, row => row.DeviceId, position));
    }

    private static long CountDevices(SqliteStatement ofMerchant, SliceGroups groups)
    {
        long devices = 0;
        while (ofMerchant.Step())
        {
            if (groups.GroupOf.ContainsKey((int)ofMerchant.Integer(0))) devices += ofMerchant.Integer(1);
        }

        ofMerchant.Reset();
        return devices;
    }

    private static List<AffectedDevice> FindDevices(SqliteDatabase database, SliceGroups groups, PageRequest page)
    {
        const string Columns = "SELECT device_id, merchant_id, tid, slice FROM device CROSS JOIN merchant_number m ON m.no = merchant WHERE status = 'Active' AND ";
        using SqliteStatement size = database.Prepare("SELECT devices FROM slice WHERE slice = ?");
        long devices = groups.GroupOf.Keys.Sum(slice =>
        {
            long count = size.Bind(1, slice).Step() ? size.Integer(0) : 0;
            size.Reset();
            return count;
        });
        List<AffectedDevice> found = [];
        if (devices > MaxGathered)
        {
            using SqliteStatement all = database.Prepare(Columns + "device_id > ? ORDER BY device_id");
            all.BindText(1, page.After ?? string.Empty);
            while (found.Count <= page.Limit && all.Step())
            {
                if (groups.GroupOf.TryGetValue((int)all.Integer(3), out int group)) found.Add(ReadAffected(all, group));
            }

            return found;
        }

        using SqliteStatement ofSlice = database.Prepare(Columns + "slice = ? AND device_id > ?");
        foreach ((int slice, int group) in groups.GroupOf)
        {
            ofSlice.Bind(1, slice).BindText(2, page.After ?? string.Empty);
            while (ofSlice.Step()) found.Add(ReadAffected(ofSlice, group));
            ofSlice.Reset();
        }

        return [.. found.OrderBy(d => d.DeviceId, StringComparer.Ordinal).Take(page.Limit + 1)];
    }

    private static AffectedDevice ReadAffected(SqliteStatement row, int group) => new(row.Text(0), row.Text(1), row.Text(2), (int)row.Integer(3), group);
}

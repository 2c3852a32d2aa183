using Composite.Domain;
using Composite.Domain.Devices;

namespace Composite.Storage.Projections;

/// <summary>The devices' list: what each runs, as its last evidence says. A transaction's changes to one device are written once.</summary>
internal sealed class DeviceTable : IDisposable
{
    private readonly SliceTable _slices;
    private readonly FleetTable _fleet;
    private readonly MerchantTable _merchants;
    private readonly SqliteStatement _find;
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _update;
    private readonly Dictionary<string, Device> _devices = new(StringComparer.Ordinal);
    private long _lastNumber;

    public DeviceTable(SqliteDatabase database, SliceTable slices, FleetTable fleet, MerchantTable merchants)
    {
        (_slices, _fleet, _merchants) = (slices, fleet, merchants);
        _find = database.Prepare(
            """
            SELECT device.no, merchant, m.merchant_id, slice, tid, status, os, os_version, patch_level
            FROM device JOIN merchant_number m ON m.no = merchant WHERE device_id = ?
            """);
        _insert = database.Prepare("INSERT INTO device VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
        _update = database.Prepare("UPDATE device SET slice = ?, status = ?, os = ?, os_version = ?, patch_level = ? WHERE no = ?");
        _lastNumber = database.QueryInteger("SELECT coalesce(max(no), 0) FROM device");
    }

    public void Apply(string id, IEvent @event, int day)
    {
        if (@event is DeviceCreated created)
        {
            int slice = _slices.Number(new SliceKey(created.SolutionId, created.AcquirerId));
            _devices[id] = new Device(++_lastNumber, _merchants.Number(created.MerchantId), created.MerchantId, created.Tid) { IsNew = true, IsChanged = true, Slice = slice };
            return;
        }

        if (Find(id) is not { } device) return;
        (bool wasActive, int before) = (device.Status == DeviceStatus.Active, device.Slice);
        Change(device, @event);
        bool isActive = device.Status == DeviceStatus.Active;
        if (wasActive == isActive && before == device.Slice) return;
        if (wasActive) _fleet.Add(device.Merchant, before, -1, day);
        if (isActive) _fleet.Add(device.Merchant, device.Slice, +1, day);
    }

    /// <summary>The device's merchant and slice, or null for a device that was never created.</summary>
    public (string? MerchantId, SliceKey Slice)? Parts(string id) => Find(id) is { } device ? (device.MerchantId, _slices[device.Slice]) : null;

    /// <summary>Writes what was gathered, and forgets the transaction's devices.</summary>
    public void Flush()
    {
        foreach ((string id, Device device) in _devices)
        {
            if (!device.IsChanged) continue;
            SqliteStatement statement = device.IsNew
                ? _insert.Bind(1, device.No).BindText(2, id).Bind(3, device.Merchant).Bind(4, device.Slice).BindText(5, device.Tid)
                : _update.Bind(1, device.Slice);
            int next = device.IsNew ? 6 : 2;
            statement.BindText(next, device.Status.ToString()).BindTextOrNull(next + 1, device.Os).BindTextOrNull(next + 2, device.OsVersion).BindTextOrNull(next + 3, device.PatchLevel);
            if (!device.IsNew) statement.Bind(6, device.No);
            statement.Run();
        }

        _devices.Clear();
    }

    public void Dispose()
    {
        _find.Dispose();
        _insert.Dispose();
        _update.Dispose();
    }

    private void Change(Device device, IEvent @event)
    {
        DeviceStatus status = @event switch
        {
            ActivationCodeIssued => DeviceStatus.Activating,
            DeviceActivated or DeviceReinstated => DeviceStatus.Active,
            DeviceSuspended => DeviceStatus.Suspended,
            DeviceBlocked => DeviceStatus.Blocked,
            DeviceDecommissioned => DeviceStatus.Decommissioned,
            _ => device.Status,
        };
        SliceKey slice = _slices[device.Slice];
        if (@event is DeviceActivated activated) slice = slice with { SdkId = activated.Enrolment.SdkComponentId, ServiceId = activated.Enrolment.AttestationServiceId };
        if (((@event as DeviceActivated)?.Attestation ?? (@event as AttestationReported)?.Attestation) is { } evidence)
        {
            // Before its first enrolment a device reports nothing, so the SDK is known here.
            slice = slice with { SdkVersion = evidence.SdkVersion, Package = evidence.Application.PackageName, ApplicationVersion = evidence.Application.Version };
            device.See(evidence.Platform);
        }

        int number = _slices.Number(slice);
        device.IsChanged |= status != device.Status || number != device.Slice;
        (device.Status, device.Slice) = (status, number);
    }

    private Device? Find(string id)
    {
        if (_devices.TryGetValue(id, out Device? known)) return known;
        Device? found = null;
        if (_find.BindText(1, id).Step())
        {
            found = new Device(_find.Integer(0), _find.Integer(1), _find.Text(2), _find.Text(4))
            {
                Slice = (int)_find.Integer(3),
                Status = Enum.Parse<DeviceStatus>(_find.Text(5)),
                Os = _find.TextOrNull(6),
                OsVersion = _find.TextOrNull(7),
                PatchLevel = _find.TextOrNull(8),
            };
        }

        _find.Reset();
        if (found is not null) _devices.Add(id, found);
        return found;
    }

    private sealed class Device(long no, long merchant, string merchantId, string tid)
    {
        public long No => no;

        public long Merchant => merchant;

        public string MerchantId => merchantId;

        public string Tid => tid;

        public int Slice { get; set; }

        public DeviceStatus Status { get; set; }

        public string? Os { get; set; }

        public string? OsVersion { get; set; }

        public string? PatchLevel { get; set; }

        public bool IsNew { get; init; }

        public bool IsChanged { get; set; }

        public void See(DevicePlatform platform)
        {
            string patchLevel = platform.PatchLevel.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
            if (Os == platform.Os && OsVersion == platform.OsVersion && PatchLevel == patchLevel) return;
            (Os, OsVersion, PatchLevel, IsChanged) = (platform.Os, platform.OsVersion, patchLevel, true);
        }
    }
}

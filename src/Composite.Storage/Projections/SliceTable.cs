using Composite.Domain.Ports;

namespace Composite.Storage.Projections;

/// <summary>A combination of parts; an absent text is ''.</summary>
internal readonly record struct SliceKey(
    string SolutionId, string AcquirerId, string SdkId = "", string SdkVersion = "", string ServiceId = "", string Package = "", string ApplicationVersion = "");

/// <summary>Numbers slices and the parts in them, as they first occur. All are held in memory: there are some thousands.</summary>
internal sealed class SliceTable : IDisposable
{
    private readonly SqliteStatement _insertSlice;
    private readonly SqliteStatement _insertPart;
    private readonly Dictionary<SliceKey, int> _numbers = [];
    private readonly List<SliceKey> _slices = [];
    private readonly List<int[]> _parts = [];
    private readonly Dictionary<FleetPart, int> _partNumbers = [];

    public SliceTable(SqliteDatabase database)
    {
        _insertSlice = database.Prepare("INSERT INTO slice VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)");
        _insertPart = database.Prepare("INSERT INTO fleet_part VALUES (?, ?, ?, ?, ?)");
        using SqliteStatement parts = database.Prepare("SELECT kind, name, version, solution_id FROM fleet_part ORDER BY part");
        while (parts.Step())
            _partNumbers.Add(new FleetPart(Enum.Parse<FleetPartKind>(parts.Text(0)), parts.Text(1), parts.Text(2) is { Length: > 0 } version ? version : null, parts.Text(3)), _partNumbers.Count + 1);
        using SqliteStatement slices = database.Prepare("SELECT solution_id, acquirer_id, sdk_id, sdk_version, service_id, package, application_version FROM slice ORDER BY slice");
        while (slices.Step()) Keep(new SliceKey(slices.Text(0), slices.Text(1), slices.Text(2), slices.Text(3), slices.Text(4), slices.Text(5), slices.Text(6)));
    }

    public SliceKey this[int slice] => _slices[slice - 1];

    public int Number(SliceKey key)
    {
        if (_numbers.TryGetValue(key, out int known)) return known;
        int number = Keep(key);
        _insertSlice.Bind(1, number).BindText(2, key.SolutionId).BindText(3, key.AcquirerId).BindText(4, key.SdkId).BindText(5, key.SdkVersion)
            .BindText(6, key.ServiceId).BindText(7, key.Package).BindText(8, key.ApplicationVersion).Run();
        return number;
    }

    /// <summary>The numbers of the parts whose devices a device of the slice is among.</summary>
    public int[] PartsOf(int slice) => _parts[slice - 1];

    public void Dispose()
    {
        _insertSlice.Dispose();
        _insertPart.Dispose();
    }

    private int Keep(SliceKey key)
    {
        _slices.Add(key);
        _numbers.Add(key, _slices.Count);
        _parts.Add([.. PartsOf(key).Select(Number)]);
        return _slices.Count;
    }

    private int Number(FleetPart part)
    {
        if (_partNumbers.TryGetValue(part, out int known)) return known;
        int number = _partNumbers.Count + 1;
        _partNumbers.Add(part, number);
        _insertPart.Bind(1, number).BindText(2, part.Kind.ToString()).BindText(3, part.Name).BindText(4, part.Version ?? string.Empty).BindText(5, part.SolutionId!).Run();
        return number;
    }

    private static IEnumerable<FleetPart> PartsOf(SliceKey key)
    {
        yield return new FleetPart(FleetPartKind.Solution, key.SolutionId, null, key.SolutionId);
        if (key.SdkId.Length > 0)
        {
            yield return new FleetPart(FleetPartKind.Component, key.SdkId, null, key.SolutionId);
            if (key.SdkVersion.Length > 0) yield return new FleetPart(FleetPartKind.Component, key.SdkId, key.SdkVersion, key.SolutionId);
        }

        // One product may be both: it is counted once.
        if (key.ServiceId.Length > 0 && key.ServiceId != key.SdkId) yield return new FleetPart(FleetPartKind.Component, key.ServiceId, null, key.SolutionId);
        if (key.Package.Length == 0) yield break;
        yield return new FleetPart(FleetPartKind.Package, key.Package, null, key.SolutionId);
        yield return new FleetPart(FleetPartKind.Package, key.Package, key.ApplicationVersion, key.SolutionId);
    }
}

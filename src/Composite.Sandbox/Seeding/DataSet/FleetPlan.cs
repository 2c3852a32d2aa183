namespace Composite.Sandbox.Seeding.DataSet;

/// <summary>What happens to a device on a day.</summary>
internal enum DeviceTurn : byte
{
    Enrolled,
    Updated,
    Suspended,
    Reinstated,
    Blocked,
    Decommissioned,
}

/// <summary>Which merchant has which devices, and what happens to each on which day.</summary>
internal sealed class FleetPlan
{
    private readonly DataSetPlan _plan;
    private readonly int[] _merchantOf;
    private readonly List<(int Device, DeviceTurn Turn)>[] _days = [.. Enumerable.Range(0, DataSetPlan.Days).Select(_ => new List<(int, DeviceTurn)>())];
    private readonly short[] _enrolledOn;

    public FleetPlan(DataSetPlan plan)
    {
        _plan = plan;
        (_merchantOf, _enrolledOn) = (new int[plan.Devices], new short[plan.Devices]);
        int merchant = 0;
        int left = DevicesOf(0);
        for (int device = 0; device < plan.Devices; device++)
        {
            bool isFirst = left == DevicesOf(merchant);
            _merchantOf[device] = merchant;
            Plan(device, isFirst ? JoinedOn(merchant) + 1 : JoinedOn(merchant) + 1 + plan.Pick("enrolled", device, DataSetPlan.Days - JoinedOn(merchant) - 1));
            if (--left > 0 || merchant == plan.Merchants - 1) continue;
            merchant++;
            left = DevicesOf(merchant);
        }
    }

    public int MerchantOf(int device) => _merchantOf[device];

    public int EnrolledOn(int device) => _enrolledOn[device];

    public IReadOnlyList<(int Device, DeviceTurn Turn)> Of(int day) => _days[day];

    /// <summary>Merchants join in their order, evenly, and none in the last weeks.</summary>
    public int JoinedOn(int merchant) => (int)((long)merchant * (DataSetPlan.Days - 60) / _plan.Merchants);

    /// <summary>The merchants that join on a day: from, to (exclusive).</summary>
    public (int From, int To) JoinedOnDay(int day) => (FirstJoinedFrom(day), FirstJoinedFrom(day + 1));

    // 1 to 19, ten on average.
    private static int DevicesOf(int merchant) => 1 + (int)((long)merchant * 7919 % 19);

    private int FirstJoinedFrom(int day)
    {
        int merchant = (int)Math.Min(_plan.Merchants, ((long)day * _plan.Merchants / (DataSetPlan.Days - 60)) + 2);
        while (merchant > 0 && JoinedOn(merchant - 1) >= day) merchant--;
        return merchant;
    }

    private void Plan(int device, int day)
    {
        _enrolledOn[device] = (short)day;
        _days[day].Add((device, DeviceTurn.Enrolled));
        for (int next = day + 300 + _plan.Pick("update", device, 500); next < DataSetPlan.Days; next += 400 + _plan.Pick("update", device + next, 400)) _days[next].Add((device, DeviceTurn.Updated));
        int fate = _plan.Pick("fate", device, 100);
        if (fate >= 10) return;
        int when = day + 30 + _plan.Pick("fate day", device, 900);
        Add(device, when, fate < 4 ? DeviceTurn.Suspended : fate < 5 ? DeviceTurn.Blocked : DeviceTurn.Decommissioned);
        if (fate < 3) Add(device, when + 10, DeviceTurn.Reinstated);
    }

    private void Add(int device, int day, DeviceTurn turn)
    {
        if (day < DataSetPlan.Days) _days[day].Add((device, turn));
    }
}

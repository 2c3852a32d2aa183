using System.Globalization;
using Composite.Domain;
using Composite.Domain.Components;
using Composite.Domain.Devices;
using Composite.Domain.Merchants;

namespace Composite.Sandbox.Seeding.DataSet;

/// <summary>Writes merchants and devices, and remembers what each device runs.</summary>
internal sealed class FleetFacts
{
    private static readonly string[] Cities = ["Berlin", "Stockholm", "Tallinn", "Wien", "Porto", "Lyon"];
    private static readonly string[] Countries = ["DE", "SE", "EE", "AT", "PT", "FR"];
    private static readonly string[] Models = ["Model A", "Model B", "Model C", "Model D"];
    private static readonly string[] Currencies = ["EUR", "SEK"];
    private readonly DataSetPlan _plan;
    private readonly Catalogue _catalogue;
    private readonly FleetPlan _fleet;
    private readonly JournalFeeder _feeder;
    private readonly int[] _merchantVersions;
    private readonly byte[] _deviceVersions;
    private readonly byte[] _running;
    private readonly DeviceStatus[] _statuses;
    private readonly CatalogueEntry[][] _applications;
    private readonly CatalogueEntry[][] _sdks;
    private readonly CatalogueEntry[] _services;

    public FleetFacts(DataSetPlan plan, Catalogue catalogue, FleetPlan fleet, JournalFeeder feeder)
    {
        (_plan, _catalogue, _fleet, _feeder) = (plan, catalogue, fleet, feeder);
        (_merchantVersions, _deviceVersions, _running, _statuses) = (new int[plan.Merchants], new byte[plan.Devices], new byte[plan.Devices], new DeviceStatus[plan.Devices]);
        _applications = [.. Enumerable.Range(0, plan.Solutions).Select(s => Enumerable.Range(0, 3).Select(n => catalogue.Part(s, ComponentKind.MpocApplication, n)).ToArray())];
        _sdks = [.. Enumerable.Range(0, plan.Solutions).Select(s => Enumerable.Range(0, 2).Select(n => catalogue.Part(s, ComponentKind.MpocSoftware, n)).ToArray())];
        _services = [.. Enumerable.Range(0, plan.Solutions).Select(s => catalogue.Part(s, ComponentKind.AttestationService, 0))];
    }

    public static string MerchantId(int merchant) => $"merchant-{merchant.ToString("D6", CultureInfo.InvariantCulture)}";

    /// <summary>Eight characters: a letter and seven digits.</summary>
    public static string Tid(int device) => $"D{device.ToString("D7", CultureInfo.InvariantCulture)}";

    public string DeviceId(int device) => _plan.Uuid("device", device, EnrolledAt(device));

    public bool IsActive(int device) => _statuses[device] == DeviceStatus.Active;

    public int MerchantOf(int device) => _fleet.MerchantOf(device);

    public int SolutionOf(int device) => MerchantOf(device) % _plan.Solutions;

    public string AcquirerOf(int device) => Catalogue.AcquirerId((SolutionOf(device) + (_plan.Chance("acquirer", device, 20) ? 1 : 0)) % _plan.Acquirers);

    /// <summary>An application integrates one of the solution's SDKs, and comes out with each of its versions.</summary>
    public (CatalogueEntry Application, CatalogueEntry Sdk, CatalogueEntry Service, string Version) Runs(int device)
    {
        int solution = SolutionOf(device);
        int application = _plan.Pick("application", device, 3);
        return (_applications[solution][application], _sdks[solution][application % 2], _services[solution], Catalogue.Version(_running[device]));
    }

    public string Currency(int device) => Currencies[_plan.Pick("currency", MerchantOf(device), Currencies.Length)];

    public async Task WriteAsync(int day)
    {
        (int from, int to) = _fleet.JoinedOnDay(day);
        for (int merchant = from; merchant < to; merchant++) await WriteMerchantAsync(merchant, _plan.At(day, 8));
        await _feeder.SendAsync();
        foreach ((int device, DeviceTurn turn) in _fleet.Of(day)) await WriteAsync(device, turn, day);
        await _feeder.SendAsync();
    }

    private DateTimeOffset EnrolledAt(int device) => _plan.At(_fleet.EnrolledOn(device), 9 + (device % 36_000 / 3600.0));

    private async Task WriteMerchantAsync(int merchant, DateTimeOffset at)
    {
        string id = MerchantId(merchant);
        int solution = merchant % _plan.Solutions;
        int place = _plan.Pick("city", merchant, Cities.Length);
        IEvent Contract(int acquirer) => new AcquirerContracted(new AcquirerContract(
            Catalogue.AcquirerId(acquirer % _plan.Acquirers), $"MID{merchant.ToString("D12", CultureInfo.InvariantCulture)}", Currencies, ["visa", "mastercard"], DateOnly.FromDateTime(at.UtcDateTime), null));
        IEvent[] events =
        [
            new MerchantRegistered(id, Catalogue.SolutionId(solution), $"Merchant {merchant} Ltd (fictional)", $"Shop {merchant}", Countries[place], Cities[place], "5411"),
            new MerchantIdentified("register extract", $"extract-{merchant}"), new GuidanceAcknowledged("1.0"), new AcceptanceProfileSet(Profile), Contract(solution), Contract(solution + 1),
            new MerchantApproved("Identified and contracted"),
        ];
        await _feeder.AddAsync(Streams.Of(Streams.Merchant, id), 0, at, events);
        _merchantVersions[merchant] = events.Length;
    }

    private static AcceptanceProfile Profile => new()
    {
        EntryModes = [EntryMode.Contactless],
        Cvms = [Cvm.None, Cvm.Cdcvm, Cvm.OnlinePin],
        DailyCount = 1000,
        MaxAmountMinor = new Dictionary<string, long> { ["EUR"] = 100_000, ["SEK"] = 1_000_000 },
        DailyAmountMinor = new Dictionary<string, long> { ["EUR"] = 10_000_000, ["SEK"] = 100_000_000 },
    };

    private async Task WriteAsync(int device, DeviceTurn turn, int day)
    {
        DateTimeOffset at = turn == DeviceTurn.Enrolled ? EnrolledAt(device) : _plan.At(day, 20);
        (DeviceStatus now, bool happens) = Next(_statuses[device], turn);
        if (!happens) return;
        if (turn is DeviceTurn.Enrolled or DeviceTurn.Updated) _running[device] = (byte)NewestFor(device, day);
        IEvent[] events = Events(device, turn, at);
        if (turn == DeviceTurn.Enrolled)
        {
            int merchant = MerchantOf(device);
            await _feeder.AddAsync(
                Streams.Of(Streams.Merchant, MerchantId(merchant)), _merchantVersions[merchant]++, at, new TerminalCreated(new Terminal(Tid(device), AcquirerOf(device), "Till")));
        }

        await _feeder.AddAsync(Streams.Of(Streams.Device, DeviceId(device)), _deviceVersions[device], at, events);
        _deviceVersions[device] += (byte)events.Length;
        _statuses[device] = now;
    }

    private static (DeviceStatus Status, bool Happens) Next(DeviceStatus status, DeviceTurn turn) => turn switch
    {
        DeviceTurn.Enrolled => (DeviceStatus.Active, true),
        DeviceTurn.Updated => (status, status == DeviceStatus.Active),
        DeviceTurn.Suspended => (DeviceStatus.Suspended, status == DeviceStatus.Active),
        DeviceTurn.Reinstated => (DeviceStatus.Active, status == DeviceStatus.Suspended),
        DeviceTurn.Blocked => (DeviceStatus.Blocked, status == DeviceStatus.Active),
        _ => (DeviceStatus.Decommissioned, status != DeviceStatus.Decommissioned),
    };

    private IEvent[] Events(int device, DeviceTurn turn, DateTimeOffset at) => turn switch
    {
        DeviceTurn.Enrolled =>
        [
            new DeviceCreated(DeviceId(device), MerchantId(MerchantOf(device)), Catalogue.SolutionId(SolutionOf(device)), Tid(device), AcquirerOf(device)),
            new DeviceActivated(Enrolment(device), Attestation(device, at)),
        ],
        DeviceTurn.Updated => [new AttestationReported(Attestation(device, at))],
        DeviceTurn.Suspended => [new DeviceSuspended("Reported as lost")],
        DeviceTurn.Reinstated => [new DeviceReinstated("Found")],
        DeviceTurn.Blocked => [new DeviceBlocked("Tampered with")],
        _ => [new DeviceDecommissioned("Replaced")],
    };

    // Most run the newest version, some are one or two behind.
    private int NewestFor(int device, int day)
    {
        int late = _plan.Pick("late", device + (day * 31), 10);
        return Math.Max(0, _catalogue.NewestVersion(Runs(device).Sdk, day) - (late < 7 ? 0 : late < 9 ? 1 : 2));
    }

    private DeviceEnrolment Enrolment(int device)
    {
        (_, CatalogueEntry sdk, CatalogueEntry service, _) = Runs(device);
        string coordinate = _plan.Digits("key", device, 42) + "A";
        return new DeviceEnrolment(coordinate, coordinate, sdk.Id, service.Id, device.ToString("X16", CultureInfo.InvariantCulture), "A1B2C3");
    }

    private AttestationResult Attestation(int device, DateTimeOffset at)
    {
        (CatalogueEntry application, _, CatalogueEntry service, string version) = Runs(device);
        int os = 11 + Math.Min(5, (DateOnly.FromDateTime(at.UtcDateTime).DayNumber - _plan.FirstDay.DayNumber) / 365) - _plan.Pick("os", device, 2);
        return new AttestationResult
        {
            VerifierId = "https://attest.example",
            VerifierBuild = "1",
            KeyId = service.Id,
            IssuedAt = at,
            Status = AttestationStatus.Affirming,
            Nonce = AttestationNonce.StartUp(DeviceId(device)),
            PolicyId = "cots",
            DeviceId = DeviceId(device),
            Platform = new DevicePlatform("android", os.ToString(CultureInfo.InvariantCulture), new DateOnly(at.Year, at.Month, 1).AddMonths(-1 - _plan.Pick("patch", device, 3)), Models[device % Models.Length]),
            SdkVersion = version,
            Application = new ApplicationIdentity(Catalogue.PackageName(application), _plan.Digits("certificate", application.Index, 64), version),
        };
    }
}

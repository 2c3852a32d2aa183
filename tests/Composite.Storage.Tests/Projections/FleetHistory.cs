using Composite.Domain;
using Composite.Domain.Cases;
using Composite.Domain.Components;
using Composite.Domain.Devices;
using Composite.Domain.Payments;
using Composite.Domain.Ports;
using Composite.Domain.Rules;
using CsCheck;

namespace Composite.Storage.Tests.Projections;

/// <summary>Something that happens to a device of a small world, and how many days after the thing before (a clock may go back).</summary>
public sealed record FleetStep(int Device, int What, int Parts, int Days)
{
    public static readonly Gen<FleetStep[]> History =
        Gen.Select(Gen.Int[0, 6], Gen.Int[0, 12], Gen.Int[0, 11], Gen.Frequency((6, Gen.Int[0, 2]), (1, Gen.Const(-1))), (d, w, p, n) => new FleetStep(d, w, p, n)).Array[1, 60];
}

/// <summary>A history's events, and the counts that follow from them computed anew from the first event each time.</summary>
internal sealed class FleetHistory
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 23, 59, 59, TimeSpan.Zero);

    /// <summary>A day after everything that can happen.</summary>
    public static readonly int LastDay = DateOnly.FromDateTime(Start.UtcDateTime).AddDays(1000).DayNumber;
    private readonly Dictionary<string, Naive> _devices = new(StringComparer.Ordinal);
    private readonly List<(int Day, Dictionary<string, Naive> Devices)> _states = [];
    private readonly List<NaivePayment> _payments = [];

    public FleetHistory(IEnumerable<FleetStep> steps)
    {
        DateTimeOffset now = Start;
        int day = 0;
        foreach (FleetStep step in steps)
        {
            now = now.AddDays(step.Days);
            string id = $"d{step.Device}";
            if (!_devices.ContainsKey(id)) Happened(id, Create(step.Device), now);
            Naive before = _devices[id];
            if (step.What == 12) Begin(step, now);
            else if (step.What >= 9) Pay(id, step, now);
            else Happened(id, Event(id, step), now);

            // A day is over once the fleet changed on a later one.
            if (before != _devices[id] && (before.IsActive || _devices[id].IsActive)) day = Math.Max(day, DateOnly.FromDateTime(now.UtcDateTime).DayNumber);
            _states.Add((day, new Dictionary<string, Naive>(_devices)));
        }
    }

    public List<(string Stream, IEvent Event, DateTimeOffset At)> Events { get; } = [];

    public IEnumerable<int> Days => _states.Select(s => s.Day).Where(d => d > 0).Distinct();

    public IReadOnlyList<NaivePayment> Payments => _payments;

    /// <summary>The devices as they were when each campaign of a case began.</summary>
    public Dictionary<string, List<List<Naive>>> Campaigns { get; } = new() { ["c0"] = [], ["c1"] = [] };

    public static IReadOnlyList<AffectedParts> Affected { get; } =
        [new(FleetPartKind.Component, ["sdk0"], ["1.x"]), new(FleetPartKind.Component, ["sdk1"], ["1.0"]), new(FleetPartKind.Package, ["com.example.pos"], ["7", "8"])];

    /// <summary>The devices at the end of a day.</summary>
    public IEnumerable<Naive> At(int day) => _states.LastOrDefault(s => s.Day <= day).Devices?.Values ?? Enumerable.Empty<Naive>();

    public static IReadOnlyList<FleetPart> Parts { get; } =
    [
        .. (FleetPart[])[new(FleetPartKind.Solution, "s0", null), new(FleetPartKind.Solution, "s1", null), new(FleetPartKind.Component, "nothing", null)],
        .. from sdk in (string[])["sdk0", "sdk1"] from version in (string?[])[null, "1.0", "1.1"] from solution in (string?[])[null, "s0", "s1"] select new FleetPart(FleetPartKind.Component, sdk, version, solution),
        .. from service in (string[])["am0", "am1"] select new FleetPart(FleetPartKind.Component, service, null),
        .. from version in (string?[])[null, "7", "8"] from solution in (string?[])[null, "s0"] select new FleetPart(FleetPartKind.Package, "com.example.pos", version, solution),
    ];

    public FleetCount Count(FleetPart part, int day) => Count(At(day).Where(d => d.Runs(part)));

    public static FleetCount Count(IEnumerable<Naive> devices)
    {
        List<Naive> active = [.. devices.Where(d => d.Status == DeviceStatus.Active)];
        return new FleetCount(active.Count, active.Select(d => d.Merchant).Distinct().Count());
    }

    /// <summary>Active devices now.</summary>
    public IEnumerable<KeyValuePair<string, Naive>> Active => _devices.Where(d => d.Value.Status == DeviceStatus.Active);

    private static DeviceCreated Create(int device) => new($"d{device}", $"m{device % 3}", $"s{device % 3 % 2}", "T0000001", $"a{device % 2}");

    private static IEvent Event(string id, FleetStep step) => step.What switch
    {
        0 => new ActivationCodeIssued(new string('0', 64), Start),
        1 => new DeviceSuspended("x"),
        2 => new DeviceReinstated("x"),
        3 => new DeviceBlocked("x"),
        4 => new DeviceDecommissioned("x"),
        5 or 6 => new AttestationReported(Attestation(id, step.Parts)),
        _ => new DeviceActivated(new DeviceEnrolment("x", "y", $"sdk{step.Parts % 2}", $"am{step.Parts / 2 % 2}", "k", "c"), Attestation(id, step.Parts)),
    };

    private static AttestationResult Attestation(string id, int parts) => new()
    {
        VerifierId = "v",
        VerifierBuild = "1",
        KeyId = "k",
        IssuedAt = Start,
        Status = AttestationStatus.Affirming,
        Nonce = id + ":startup",
        PolicyId = "p",
        DeviceId = id,
        Platform = new DevicePlatform("android", $"{13 + (parts % 3)}", new DateOnly(2026, 1, 1), "m"),
        SdkVersion = $"1.{parts / 4 % 2}",
        Application = new ApplicationIdentity("com.example.pos", new string('a', 64), $"{7 + (parts / 8)}"),
    };

    private void Happened(string id, IEvent @event, DateTimeOffset at)
    {
        Events.Add((Streams.Of(Streams.Device, id), @event, at));
        Naive device = _devices.GetValueOrDefault(id) ?? new Naive();
        _devices[id] = @event switch
        {
            DeviceCreated e => device with { Merchant = e.MerchantId, Solution = e.SolutionId, Acquirer = e.AcquirerId },
            ActivationCodeIssued => device with { Status = DeviceStatus.Activating },
            DeviceSuspended => device with { Status = DeviceStatus.Suspended },
            DeviceReinstated => device with { Status = DeviceStatus.Active },
            DeviceBlocked => device with { Status = DeviceStatus.Blocked },
            DeviceDecommissioned => device with { Status = DeviceStatus.Decommissioned },
            AttestationReported e => device.With(e.Attestation),
            DeviceActivated e => device.With(e.Attestation) with { Status = DeviceStatus.Active, Sdk = e.Enrolment.SdkComponentId, Service = e.Enrolment.AttestationServiceId },
            _ => throw new InvalidOperationException(),
        };
    }

    private void Begin(FleetStep step, DateTimeOffset at)
    {
        string id = $"c{step.Device % 2}";
        Events.Add((Streams.Of(Streams.Case, id), new CampaignStarted("Please move", "2.0", new DateOnly(2026, 9, 1)), at));
        Campaigns[id].Add([.. _devices.Values]);
    }

    // 9 refused, 10 approved, 11 approved and taken back.
    private void Pay(string id, FleetStep step, DateTimeOffset at)
    {
        string payment = $"p{_payments.Count}";
        string sdk = $"sdk{step.Parts % 2}";
        string version = $"1.{step.Parts / 4 % 2}";
        PaymentSummary summary = new(100 + step.Parts, step.Parts % 2 == 0 ? "EUR" : "SEK", EntryMode.Contactless, Cvm.None, "visa", "476173******0119");
        Evaluation evaluation = new(1, 0, 1,
        [
            Finding.Pass(RuleCodes.SdkListingInForce, new("component", sdk), new("listing", "x")), Finding.Pass(RuleCodes.SdkVersionListed, new Fact("version", version)),
            Finding.Fail(RuleCodes.AttestationServiceInForce, "r", "m", new Fact("service", "am0")), Finding.Skip(RuleCodes.ApplicationApproved, "none"),
        ]);
        List<IEvent> events = step.What == 9
            ? [new PaymentRefused(payment, "h", summary, evaluation)]
            : [new PaymentSubmitted(payment, "h", summary, new PaymentRoute("a9", "MID", "T", _devices[id].Merchant), new string('0', 24), 1, "000000000001", at, at, evaluation), new PaymentApproved(payment, "00", null, AcquirerExchange.None)];
        if (step.What == 11) events.Add(new ReversalDue(payment, ReversalReason.Void, 2, null));
        foreach (IEvent @event in events) Events.Add((Streams.Of(Streams.Payments, id), @event, at));
        PaymentStatus status = step.What switch { 9 => PaymentStatus.Refused, 10 => PaymentStatus.Approved, _ => PaymentStatus.Reversing };
        _payments.Add(new NaivePayment(payment, id, _devices[id].Merchant, _devices[id].Solution, step.What == 9 ? _devices[id].Acquirer : "a9", sdk, version, status, summary, at));
    }
}

internal sealed record NaivePayment(
    string Id, string Device, string Merchant, string Solution, string Acquirer, string Sdk, string Version, PaymentStatus Status, PaymentSummary Summary, DateTimeOffset At);

/// <summary>A device as its events say.</summary>
internal sealed record Naive
{
    public string Merchant { get; init; } = "";

    public string Solution { get; init; } = "";

    public string Acquirer { get; init; } = "";

    public string? Sdk { get; init; }

    public string? SdkVersion { get; init; }

    public string? Service { get; init; }

    public string? ApplicationVersion { get; init; }

    public DeviceStatus Status { get; init; }

    public bool IsActive => Status == DeviceStatus.Active;

    public Naive With(AttestationResult evidence) => this with { SdkVersion = evidence.SdkVersion, ApplicationVersion = evidence.Application.Version };

    public bool Runs(FleetPart part) => (part.SolutionId ?? Solution) == Solution && part switch
    {
        { Kind: FleetPartKind.Solution } => Solution == part.Name,
        { Kind: FleetPartKind.Package } => ApplicationVersion is not null && (part.Version ?? ApplicationVersion) == ApplicationVersion,
        _ => (Sdk == part.Name && (part.Version ?? SdkVersion) == SdkVersion) || (Service == part.Name && part.Version is null),
    };
}

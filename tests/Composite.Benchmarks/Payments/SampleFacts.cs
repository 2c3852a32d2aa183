using Composite.Domain;
using Composite.Domain.Acquirers;
using Composite.Domain.Components;
using Composite.Domain.Devices;
using Composite.Domain.Events;
using Composite.Domain.Merchants;
using Composite.Domain.Ports;
using Composite.Domain.Solutions;

namespace Composite.Benchmarks.Payments;

/// <summary>A solution in which every rule passes, written to a journal as events: one merchant, any number of devices.</summary>
internal static class SampleFacts
{
    public const string AcquirerId = "acquirer";
    /// <summary>Terminals of one merchant.</summary>
    public const int TerminalsPerMerchant = 10;

    public const string SolutionId = "solution";
    public const string SdkVersion = "3.2.1";
    public const string Digest = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    private static readonly string Coordinate = new('A', 43);

    public static async Task WriteAsync(IJournal journal, AcquirerProfile acquirer, IReadOnlyList<string> deviceIds, DateTimeOffset now)
    {
        DateOnly day = DateOnly.FromDateTime(now.UtcDateTime);
        await AppendAsync(journal, now, Streams.Of(Streams.Component, "sdk"), new ComponentRegistered("sdk", ComponentKind.MpocSoftware, "SDK", "Vendor"),
            new ComponentVersionAdded(new ComponentVersion { Version = SdkVersion, CryptoExpiresOn = day.AddYears(1) }),
            new ListingRecorded(Listing("2026-00001.001", now, ["3.2.x"], ["2026-00003.001"])));
        await AppendAsync(journal, now, Streams.Of(Streams.Component, "app"), new ComponentRegistered("app", ComponentKind.MpocApplication, "App", "Vendor"),
            new ComponentVersionAdded(new ComponentVersion { Version = "1.0.0", PackageName = "com.example.pos", CertificateSha256s = [Digest] }));
        await AppendAsync(journal, now, Streams.Of(Streams.Component, "am"), new ComponentRegistered("am", ComponentKind.AttestationService, "A&M", "Vendor"),
            new ListingRecorded(Listing("2026-00003.001", now, ["1.x"], [])));
        await AppendAsync(journal, now, Streams.Of(Streams.Component, "back-end"), new ComponentRegistered("back-end", ComponentKind.PaymentBackEnd, "Back-end", "Vendor"),
            new ComplianceRecorded(new ComplianceAttestation(ComplianceStandard.PciDss, "4.0.1", "Assessor", day.AddDays(-1), day.AddYears(1))));
        await AppendAsync(journal, now, Streams.Of(Streams.Solution, SolutionId), new SolutionRegistered(SolutionId, "Solution", "Provider"),
            new SolutionComposed(["sdk", "app", "am", "back-end"]), new BaselineAdopted([new PlatformRule("android", "13", day.AddYears(-1), [])]),
            new ListingRecorded(Listing("2026-00005.001", now, ["1.x"], [])), new SolutionActivated("benchmark"));
        await AppendAsync(journal, now, Streams.Of(Streams.Acquirer, AcquirerId), new AcquirerRegistered(acquirer));
        for (int first = 0; first < deviceIds.Count; first += TerminalsPerMerchant) await AppendAsync(journal, now, Streams.Of(Streams.Merchant, MerchantId(first)), Merchant(day, first));
        for (int i = 0; i < deviceIds.Count; i++) await AppendAsync(journal, now, Streams.Of(Streams.Device, deviceIds[i]), Device(deviceIds[i], i, now));
    }

    /// <summary>The key set of the n-th device: the first 16 hexadecimal digits of its key serial numbers.</summary>
    public static string InitialKeyId(int index) => (0x1234_5678_0000_0000L + index).ToString("X16", System.Globalization.CultureInfo.InvariantCulture);

    public static string MerchantId(int index) => $"merchant-{index / TerminalsPerMerchant}";

    public static string Tid(int index) => "T" + index.ToString("0000000", System.Globalization.CultureInfo.InvariantCulture);

    public static AttestationResult Attestation(string deviceId, string nonce, DateTimeOffset at) => new()
    {
        VerifierId = "verifier",
        VerifierBuild = "1",
        KeyId = "key",
        IssuedAt = at,
        Status = AttestationStatus.Affirming,
        Nonce = nonce,
        PolicyId = "policy",
        DeviceId = deviceId,
        Platform = new DevicePlatform("android", "15", DateOnly.FromDateTime(at.UtcDateTime), "Model"),
        SdkVersion = SdkVersion,
        Application = new ApplicationIdentity("com.example.pos", Digest, "1.0.0"),
    };

    private static Listing Listing(string reference, DateTimeOffset now, IReadOnlyList<string> versions, IReadOnlyList<string> dependencies) => new()
    {
        Reference = reference,
        StandardVersion = "1.1",
        Laboratory = "Laboratory",
        ListedOn = DateOnly.FromDateTime(now.UtcDateTime).AddDays(-30),
        ExpiresOn = DateOnly.FromDateTime(now.UtcDateTime).AddYears(2),
        Versions = versions,
        Dependencies = dependencies,
        RetrievedAt = now,
        EntryModes = [EntryMode.Contactless],
        Cvms = [Cvm.None],
    };

    private static IEvent[] Merchant(DateOnly day, int first) =>
    [
        new MerchantRegistered(MerchantId(first), SolutionId, "Merchant", "Merchant", "DE", "Berlin", "5411"), new MerchantIdentified("register", "evidence"),
        new AcceptanceProfileSet(new AcceptanceProfile
        {
            EntryModes = [EntryMode.Contactless], Cvms = [Cvm.None], DailyCount = int.MaxValue,
            MaxAmountMinor = new Dictionary<string, long> { ["EUR"] = 1_000_000 }, DailyAmountMinor = new Dictionary<string, long> { ["EUR"] = long.MaxValue / 2 },
        }),
        new AcquirerContracted(new AcquirerContract(AcquirerId, "MID000000000001", ["EUR"], ["visa"], day.AddDays(-1), null)),
        .. Enumerable.Range(first, TerminalsPerMerchant).Select(i => new TerminalCreated(new Terminal(Tid(i), AcquirerId, "Terminal"))),
        new MerchantApproved("benchmark"),
    ];

    private static IEvent[] Device(string deviceId, int index, DateTimeOffset now) =>
    [
        new DeviceCreated(deviceId, MerchantId(index), SolutionId, Tid(index), AcquirerId),
        new DeviceActivated(new DeviceEnrolment(Coordinate, Coordinate, "sdk", "am", InitialKeyId(index), "ABCDEF"), Attestation(deviceId, deviceId + ":startup", now)),
    ];

    private static async Task AppendAsync(IJournal journal, DateTimeOffset now, string stream, params IEvent[] events)
    {
        long version = 0;
        foreach (IEvent[] chunk in events.Chunk(JournalLimits.MaxEventsPerAppend))
        {
            AppendResult result = await journal.AppendAsync(
                new Append { Streams = [new StreamAppend(stream, version, [.. chunk.Select(e => EventCodec.Encode(e, "benchmark"))])], RecordedAt = now }, CancellationToken.None);
            if (result is not AppendResult.Appended) throw new InvalidOperationException($"{stream} could not be written: {result}");
            version += chunk.Length;
        }
    }
}

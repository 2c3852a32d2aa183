using Composite.Domain;
using Composite.Domain.Acquirers;
using Composite.Domain.Components;
using Composite.Domain.Devices;
using Composite.Domain.Events;
using Composite.Domain.Merchants;
using Composite.Domain.Ports;
using Composite.Domain.Solutions;

namespace Composite.Grains.Tests.Installation;

/// <summary>Events of a solution in which every rule of the gate passes, and of merchants and devices under it.</summary>
public static class SolutionEvents
{
    public const string SolutionId = "softpos";
    public const string AcquirerId = "acquirer-a";
    public const string SdkId = "sdk-a";
    public const string AttestationServiceId = "am-a";
    public const string SdkVersion = "3.2.1";
    public const string PackageName = "com.example.pos";
    public const string ApplicationVersion = "7.0.0";
    public const string KeyCoordinate = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";

    /// <summary>SHA-256 of nothing in particular.</summary>
    public static readonly string Digest = new('a', 64);

    public static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(8);

    public static async Task WriteSolutionAsync(IJournal journal, DateTimeOffset now)
    {
        DateOnly day = Day(now);
        await AppendAsync(journal, now, Streams.Component, SdkId, new ComponentRegistered(SdkId, ComponentKind.MpocSoftware, "SDK", "Vendor"),
            new ComponentVersionAdded(new ComponentVersion { Version = SdkVersion, CryptoExpiresOn = day.AddYears(1) }),
            new ListingRecorded(Listing("2026-00001.001", now, ["3.2.x"], ["2026-00003.001"])));
        await AppendAsync(journal, now, Streams.Component, "app-a", new ComponentRegistered("app-a", ComponentKind.MpocApplication, "App", "Vendor"),
            new ComponentVersionAdded(new ComponentVersion { Version = ApplicationVersion, PackageName = PackageName, CertificateSha256s = [Digest] }));
        await AppendAsync(journal, now, Streams.Component, AttestationServiceId, new ComponentRegistered(AttestationServiceId, ComponentKind.AttestationService, "A&M", "Vendor"),
            new ListingRecorded(Listing("2026-00003.001", now, ["1.x"], [])));
        await AppendAsync(journal, now, Streams.Component, "back-end-a", new ComponentRegistered("back-end-a", ComponentKind.PaymentBackEnd, "Back-end", "Vendor"),
            new ComplianceRecorded(new ComplianceAttestation(ComplianceStandard.PciDss, "4.0.1", "Assessor", day.AddDays(-1), day.AddYears(1))));
        await AppendAsync(journal, now, Streams.Solution, SolutionId, new SolutionRegistered(SolutionId, "Solution", "Provider"),
            new SolutionComposed([SdkId, "app-a", AttestationServiceId, "back-end-a"]), new BaselineAdopted([new PlatformRule("android", "13", day.AddYears(-1), [])]),
            new ListingRecorded(Listing("2026-00005.001", now, ["1.x"], [])), new SolutionActivated("test"));
        await AppendAsync(journal, now, Streams.Acquirer, AcquirerId, new AcquirerRegistered(new AcquirerProfile
        {
            AcquirerId = AcquirerId,
            Name = "Acquirer",
            Dialect = "scripted",
            Host = "127.0.0.1",
            Port = 1,
            InstitutionId = "1",
            ResponseTimeout = ResponseTimeout,
            MaxInFlight = 1000,
        }));
    }

    public static Task WriteMerchantAsync(IJournal journal, DateTimeOffset now, string merchantId, string tid) => AppendAsync(
        journal, now, Streams.Merchant, merchantId,
        new MerchantRegistered(merchantId, SolutionId, "Merchant", "Merchant", "DE", "Berlin", "5411"), new MerchantIdentified("register", "evidence"),
        new AcceptanceProfileSet(new AcceptanceProfile
        {
            EntryModes = [EntryMode.Contactless],
            Cvms = [Cvm.None],
            DailyCount = 100_000,
            MaxAmountMinor = new Dictionary<string, long> { ["EUR"] = 1_000_000 },
            DailyAmountMinor = new Dictionary<string, long> { ["EUR"] = 1_000_000_000 },
        }),
        new AcquirerContracted(new AcquirerContract(AcquirerId, "MID000000000001", ["EUR"], ["visa"], Day(now).AddDays(-1), null)),
        new TerminalCreated(new Terminal(tid, AcquirerId, "Till")), new MerchantApproved("test"));

    public static Task WriteDeviceAsync(IJournal journal, DateTimeOffset now, TestDevice device) => AppendAsync(
        journal, now, Streams.Device, device.Id, new DeviceCreated(device.Id, device.MerchantId, SolutionId, device.Tid, AcquirerId),
        new DeviceActivated(
            new DeviceEnrolment(KeyCoordinate, KeyCoordinate, SdkId, AttestationServiceId, device.InitialKeyId, "ABCDEF"),
            device.Attestation(AttestationNonce.StartUp(device.Id), now).ToDomain()));

    public static async Task AppendAsync(IJournal journal, DateTimeOffset now, string category, string id, params IEvent[] events)
    {
        string stream = Streams.Of(category, id);
        long version = (await journal.ReadStreamAsync(stream, 0, JournalLimits.MaxReadCount, CancellationToken.None)).Count;
        AppendResult result = await journal.AppendAsync(
            new Append { Streams = [new StreamAppend(stream, version, [.. events.Select(e => EventCodec.Encode(e, "test"))])], RecordedAt = now }, CancellationToken.None);
        if (result is not AppendResult.Appended) throw new InvalidOperationException($"{stream} could not be written: {result}");
    }

    private static DateOnly Day(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime);

    internal static Listing Listing(string reference, DateTimeOffset now, IReadOnlyList<string> versions, IReadOnlyList<string> dependencies) => new()
    {
        Reference = reference,
        StandardVersion = "1.1",
        Laboratory = "Laboratory",
        ListedOn = Day(now).AddDays(-30),
        ExpiresOn = Day(now).AddYears(2),
        Versions = versions,
        Dependencies = dependencies,
        RetrievedAt = now,
        EntryModes = [EntryMode.Contactless],
        Cvms = [Cvm.None],
    };
}

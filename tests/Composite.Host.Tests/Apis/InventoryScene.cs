using System.Text.Json;
using Composite.Domain;
using Composite.Domain.Components;
using Composite.Domain.Devices;
using Composite.Domain.Merchants;
using Composite.Domain.Payments;
using Composite.Domain.Rules;
using Composite.Domain.Solutions;
using Composite.Domain.Staff;
using Composite.Host.Tests.Support;
using Xunit;
using Problem = Composite.Host.Tests.Support.Problem;

namespace Composite.Host.Tests.Apis;

/// <summary>A Host with a solution, one device that paid once, and lists that followed the journal.</summary>
internal sealed class InventoryScene : IDisposable
{
    public const string Reference = "2025-00002.001";
    public const string DeviceId = "0197a1b2-c3d4-7e5f-8a9b-00000000d001";
    private static readonly DateOnly Listed = new(2025, 1, 1);
    private readonly TestHost _host = new();
    private SolutionFacts _facts = SolutionFacts.Empty;

    public InventoryScene() => Client = _host.Member(StaffRole.Auditor);

    public HttpClient Client { get; }

    public DateTimeOffset Now => _host.Time.GetUtcNow();

    /// <summary>Two days ago the parts came in, yesterday the device; it paid today.</summary>
    public static async Task<InventoryScene> StartAsync()
    {
        InventoryScene scene = new();
        DateTimeOffset start = scene.Now.AddDays(-2);
        scene.Know(start, "component/sdk", new ComponentRegistered("sdk", ComponentKind.MpocSoftware, "Tap SDK", "North"));
        scene.Know(start, "component/sdk", new ComponentVersionAdded(new ComponentVersion { Version = "3.2.1", CryptoExpiresOn = Listed.AddYears(3) }));
        scene.Know(start, "component/sdk", new ListingRecorded(Listing(Reference, "2025-00003.001")));
        scene.Know(start, "component/am", new ComponentRegistered("am", ComponentKind.AttestationService, "A&M", "South"));
        scene.Know(start, "component/am", new ListingRecorded(Listing("2025-00003.001")));
        scene.Know(start, "component/kernel", new ComponentRegistered("kernel", ComponentKind.Kernel, "Kernel", "South"));
        scene.Know(start, "solution/sol", new SolutionRegistered("sol", "Solution", "Provider"));
        scene.Know(start, "solution/sol", new SolutionComposed(["sdk", "am", "kernel"]));
        scene._host.Time.SetUtcNow(scene.Now.AddDays(1));
        scene.Happen("merchant/shop", new MerchantRegistered("shop", "sol", "Shop Ltd", "The shop", "DE", "Berlin", "5411"));
        scene.Happen($"device/{DeviceId}", new DeviceCreated(DeviceId, "shop", "sol", "T0000001", "north"));
        scene.Happen($"device/{DeviceId}", new DeviceActivated(new DeviceEnrolment("x", "y", "sdk", "am", "k", "c"), Attestation(scene.Now)));
        scene._host.Time.SetUtcNow(scene.Now.AddDays(1));
        scene.Pay();
        await scene._host.FollowListsAsync();
        return scene;
    }

    /// <summary>Records a fact that the silo knows at once.</summary>
    public void Know(DateTimeOffset at, string stream, IEvent @event)
    {
        _facts = _facts.Evolve(stream, @event, _facts.Position + 1, at);
        _host.Facts.Facts = _facts;
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using HttpResponseMessage response = await Client.GetAsync(path);
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {text}");
        return JsonElement.Parse(text);
    }

    public async Task<Problem> RefusedAsync(string path)
    {
        using HttpResponseMessage response = await Client.GetAsync(path);
        return await Problem.OfAsync(response);
    }

    public void Dispose()
    {
        Client.Dispose();
        _host.Dispose();
    }

    private static Listing Listing(string reference, params string[] dependencies) => new()
    {
        Reference = reference,
        StandardVersion = "1.1",
        Laboratory = "Laboratory",
        ListedOn = Listed,
        ExpiresOn = Listed.AddYears(3),
        Versions = ["3.2.x"],
        EntryModes = [EntryMode.Contactless],
        Cvms = [Cvm.None],
        Dependencies = dependencies,
        RetrievedAt = new DateTimeOffset(Listed, TimeOnly.MinValue, TimeSpan.Zero),
    };

    private static AttestationResult Attestation(DateTimeOffset at) => new()
    {
        VerifierId = "v",
        VerifierBuild = "1",
        KeyId = "k",
        IssuedAt = at,
        Status = AttestationStatus.Affirming,
        Nonce = DeviceId + ":startup",
        PolicyId = "p",
        DeviceId = DeviceId,
        Platform = new DevicePlatform("android", "15", new DateOnly(2026, 1, 1), "m"),
        SdkVersion = "3.2.1",
        Application = new ApplicationIdentity("com.example.pos", new string('a', 64), "7.0.0"),
    };

    private void Happen(string stream, IEvent @event) => _host.Journal.Record(stream, @event);

    private void Pay()
    {
        PaymentSummary summary = new(1250, "EUR", EntryMode.Contactless, Cvm.None, "visa", "476173******0119");
        Evaluation evaluation = new(1, 0, 1,
        [
            Finding.Pass(RuleCodes.SdkListingInForce, new Fact("component", "sdk")), Finding.Pass(RuleCodes.SdkVersionListed, new Fact("version", "3.2.1")),
            Finding.Pass(RuleCodes.AttestationServiceInForce, new Fact("component", "am")), Finding.Pass(RuleCodes.ApplicationApproved, new("package", "com.example.pos"), new("version", "7.0.0")),
        ]);
        Happen($"payments/{DeviceId}", new PaymentSubmitted("p1", "h", summary, new PaymentRoute("north", "MID", "T0000001", "shop"), new string('0', 24), 1, "000000000001", Now, Now, evaluation));
        Happen($"payments/{DeviceId}", new PaymentApproved("p1", "00", null, AcquirerExchange.None));
    }
}

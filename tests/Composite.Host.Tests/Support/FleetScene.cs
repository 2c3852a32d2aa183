using System.Text.Json;
using Composite.Domain;
using Composite.Domain.Devices;
using Composite.Domain.Solutions;
using Composite.Domain.Staff;
using Moq;
using Xunit;

namespace Composite.Host.Tests.Support;

/// <summary>A Host whose lists follow what happens, day by day.</summary>
internal sealed class FleetScene : IDisposable
{
    private SolutionFacts _facts = SolutionFacts.Empty;

    public FleetScene()
    {
        Client = Host.Member(StaffRole.Auditor);
        ListsAreBehind(false);
    }

    public TestHost Host { get; } = new();

    public HttpClient Client { get; }

    public DateTimeOffset Now => Host.Time.GetUtcNow();

    public void Pass(TimeSpan time) => Host.Time.Advance(time);

    public void ListsAreBehind(bool behind) =>
        Host.Lists.Setup(l => l.ReachAsync(It.IsAny<long>(), It.IsAny<TimeSpan>(), It.IsAny<CancellationToken>())).ReturnsAsync(!behind);

    /// <summary>Something happens now; the silo's facts have it at once.</summary>
    public void Happen(string stream, params IEvent[] events)
    {
        foreach (IEvent @event in events)
        {
            Host.Journal.Record(stream, @event);
            _facts = _facts.Evolve(stream, @event, _facts.Position + 1, Now);
        }

        Host.Facts.Facts = _facts;
    }

    /// <summary>An active device, on the SDK and application versions that its attestation result shows.</summary>
    public void AddDevice(string id, string merchantId, string sdkVersion, string applicationVersion = "7.0.0") => Happen(
        $"device/{id}", new DeviceCreated(id, merchantId, "sol", "T0000001", "north"), new DeviceActivated(new DeviceEnrolment("x", "y", "sdk", "am", "k", "c"), Attestation(id, Now, sdkVersion, applicationVersion)));

    public void Move(string id, string sdkVersion, string applicationVersion = "7.0.0") => Happen($"device/{id}", new AttestationReported(Attestation(id, Now, sdkVersion, applicationVersion)));

    /// <summary>What the A&amp;M service saw of a device.</summary>
    public static AttestationResult Attestation(string id, DateTimeOffset at, string sdkVersion, string applicationVersion) => new()
    {
        VerifierId = "v",
        VerifierBuild = "1",
        KeyId = "k",
        IssuedAt = at,
        Status = AttestationStatus.Affirming,
        Nonce = id + ":startup",
        PolicyId = "p",
        DeviceId = id,
        Platform = new DevicePlatform("android", "15", new DateOnly(2026, 1, 1), "m"),
        SdkVersion = sdkVersion,
        Application = new ApplicationIdentity("com.example.pos", new string('a', 64), applicationVersion),
    };

    /// <summary>The lists include everything that happened; then the answer.</summary>
    public async Task<JsonElement> GetAsync(string path)
    {
        await Host.FollowListsAsync();
        using HttpResponseMessage response = await Client.GetAsync(path);
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {text}");
        return JsonElement.Parse(text);
    }

    public void Dispose()
    {
        Client.Dispose();
        Host.Dispose();
    }
}

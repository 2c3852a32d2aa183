using System.Net.Http.Json;
using System.Text.Json;
using Composite.Domain.Components;
using Composite.Domain.Devices;
using Composite.Host.Tests.Support;
using Xunit;

namespace Composite.Host.Tests.Cases;

/// <summary>A campaign on the host as it is: its own silo, journal and lists.</summary>
public sealed class LiveCampaignTests : IDisposable
{
    private readonly LiveHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Get_RightAfterTheCampaignAndAfterAMove_CountsWhatTheJournalHas()
    {
        using HttpClient staff = await _host.AddAsync("anna", "staff/root");
        await _host.WriteAsync(
            "component/sdk", "staff/anna", new ComponentRegistered("sdk", ComponentKind.MpocSoftware, "SDK", "Vendor"),
            new ComponentVersionAdded(new() { Version = "3.2.1", CryptoExpiresOn = new(2090, 1, 1) }), new ComponentVersionAdded(new() { Version = "3.3.0", CryptoExpiresOn = new(2090, 1, 1) }));
        foreach (string id in (string[])["d1", "d2"])
        {
            await _host.WriteAsync(
                $"device/{id}", "staff/anna", new DeviceCreated(id, "shop", "sol", "T0000001", "north"),
                new DeviceActivated(new DeviceEnrolment("x", "y", "sdk", "am", "k", "c"), FleetScene.Attestation(id, DateTimeOffset.UnixEpoch, "3.2.1", "7.0.0")));
        }

        await SendAsync(staff.PutAsJsonAsync("/v1/cases/issue", new
        {
            componentId = "sdk",
            affectedVersions = new[] { "3.2.x" },
            severity = new { cvssScore = 9.8, words = "Keys can be read." },
            title = "Key extraction",
            discoveredAt = DateTimeOffset.UnixEpoch,
            source = "Vendor",
            description = "A rooted device can read the keys.",
        }));
        await SendAsync(staff.PostAsJsonAsync("/v1/cases/issue/campaigns", new { message = "Please move", targetVersion = "3.3.0", deadlineOn = "2089-01-01" }));
        Assert.Equal((2, 2, 0m, 1), await ProgressAsync(staff));

        await _host.WriteAsync("device/d1", "device/d1", new AttestationReported(FleetScene.Attestation("d1", DateTimeOffset.UnixEpoch, "3.3.0", "7.0.0")));
        Assert.Equal((2, 1, 50m, 1), await ProgressAsync(staff));
    }

    private static async Task SendAsync(Task<HttpResponseMessage> request)
    {
        using HttpResponseMessage response = await request;
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    // The lists may take longer than an answer waits: until they are there, nothing is counted.
    private static async Task<(int AtStart, int Devices, decimal Percent, int Merchants)> ProgressAsync(HttpClient staff)
    {
        for (int attempt = 0; attempt < 30; attempt++)
        {
            JsonElement answer = JsonElement.Parse(await staff.GetStringAsync("/v1/cases/issue"));
            if (answer.TryGetProperty("notCounted", out _)) continue;
            JsonElement p = Assert.Single(answer.GetProperty("campaigns").EnumerateArray()).GetProperty("progress");
            return (p.GetProperty("devicesAtStart").GetInt32(), p.GetProperty("devices").GetInt32(), p.GetProperty("percentDone").GetDecimal(), p.GetProperty("merchants").GetInt32());
        }

        throw new TimeoutException("The lists did not follow the journal within 30 answers.");
    }
}

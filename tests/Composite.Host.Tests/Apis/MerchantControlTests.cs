using System.Text.Json;
using Composite.Domain;
using Composite.Domain.Merchants;
using Composite.Host.Tests.Support;
using Xunit;

namespace Composite.Host.Tests.Apis;

/// <summary>The controls about merchants, from what the lists know of them at the instant that is asked for.</summary>
public sealed class MerchantControlTests : IDisposable
{
    private readonly FleetScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Get_NoMerchantMayAcceptPayments_IsNotApplicable()
    {
        Register("shop");
        Assert.Equal(("notApplicable", "notApplicable"), await StandAsync(""));
    }

    [Fact]
    public async Task Get_MerchantsWithAndWithoutProof_AreJudgedAsOfTheInstant()
    {
        Register("shop", new MerchantIdentified("register", "HRB 1"), new GuidanceAcknowledged("1"), new MerchantApproved("ok"));
        Assert.Equal(("met", "met"), await StandAsync(""));

        // Composite approves no such merchant itself: an older journal may hold one.
        _scene.Pass(TimeSpan.FromHours(1));
        Register("kiosk", new GuidanceAcknowledged("1"), new MerchantApproved("ok"));
        _scene.Pass(TimeSpan.FromHours(1));
        Register("bar", new MerchantApproved("ok"));
        Assert.Equal(("notMet", "notMet"), await StandAsync(""));
        JsonElement finding = (await _scene.GetAsync("/v1/controls/SOL-MID-01")).GetProperty("assessment").GetProperty("findings")[0];
        Assert.StartsWith("2 of 3 merchants", finding.GetProperty("reason").GetString(), StringComparison.Ordinal);

        _scene.Pass(TimeSpan.FromHours(1));
        _scene.Happen("merchant/kiosk", new MerchantIdentified("register", "HRB 2"));
        _scene.Happen("merchant/bar", new MerchantSuspended("not identified"));
        Assert.Equal(("met", "met"), await StandAsync(""));

        Assert.Equal(("met", "met"), await StandAsync("?validAt=2026-03-01T12:30:00Z"));
        Assert.Equal(("notMet", "met"), await StandAsync("?validAt=2026-03-01T13:30:00Z"));
        Assert.Equal(("notMet", "notMet"), await StandAsync("?knownAt=2026-03-01T14:30:00Z"));
    }

    [Fact]
    public async Task Export_AssessmentResults_SayTheSameAsTheControls()
    {
        Register("shop", new MerchantIdentified("register", "HRB 1"), new GuidanceAcknowledged("1"), new MerchantApproved("ok"));
        JsonElement findings = (await _scene.GetAsync("/v1/exports/inventory?format=oscal-assessment-results")).GetProperty("assessment-results").GetProperty("results")[0].GetProperty("findings");
        JsonElement identified = findings.EnumerateArray().Single(f => f.GetProperty("target").GetProperty("target-id").GetString()!.Contains("sol-mid-01", StringComparison.OrdinalIgnoreCase));
        Assert.Equal("satisfied", identified.GetProperty("target").GetProperty("status").GetProperty("state").GetString());
    }

    [Fact]
    public async Task Get_ListsBehindTheJournal_IsNotAssessedRatherThanMet()
    {
        Register("shop", new MerchantIdentified("register", "HRB 1"), new GuidanceAcknowledged("1"), new MerchantApproved("ok"));
        _scene.ListsAreBehind(true);
        Assert.Equal(("notAssessed", "notAssessed"), await StandAsync(""));
        Assert.Contains("behind the journal", (await _scene.GetAsync("/v1/controls/SOL-MID-01")).GetProperty("assessment").GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    private void Register(string id, params IEvent[] further) =>
        _scene.Happen($"merchant/{id}", [new MerchantRegistered(id, "sol", "Legal", "Trading", "DE", "Berlin", "5411"), .. further]);

    // By the list and by the whole assessment, which must agree.
    private async Task<(string? Identified, string? Guided)> StandAsync(string query)
    {
        JsonElement[] rows = [.. (await _scene.GetAsync("/v1/controls" + query + (query.Length == 0 ? "?" : "&") + "limit=500")).GetProperty("rows").EnumerateArray()];
        JsonElement[] all = [.. (await _scene.GetAsync("/v1/controls/assessment" + query)).GetProperty("assessments").EnumerateArray()];
        Assert.Equal(Of(all, "SOL-MID-01"), Of(rows, "SOL-MID-01"));
        return (Of(all, "SOL-MID-01"), Of(all, "SOL-GUI-02"));

        static string? Of(JsonElement[] controls, string id) => controls.Single(c => c.GetProperty("controlId").GetString() == id).GetProperty("status").GetString();
    }
}

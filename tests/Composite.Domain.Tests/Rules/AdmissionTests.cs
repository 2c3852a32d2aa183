using Composite.Domain.Components;
using Composite.Domain.Devices;
using Composite.Domain.Rules;
using Xunit;

namespace Composite.Domain.Tests.Rules;

public sealed class AdmissionTests
{
    private static readonly GateScenario World = GateScenario.Valid;
    private static readonly AttestationResult StartUp = GateScenario.Attestation(AttestationNonce.StartUp("device-1"), GateScenario.Noon);

    public static TheoryData<string, GateScenario, AttestationResult, string[]> Obstacles => new()
    {
        { "none", World, StartUp, [] },
        { "unknown solution", World with { Solutions = World.Solutions.Clear() }, StartUp, ["unknown-solution", "platform", "not-in-composition", "not-in-composition", "application"] },
        { "inactive solution", World.InSolution(s => s with { Active = false }), StartUp, ["solution-inactive"] },
        { "solution in remediation", World.InSolution(s => s with { Listings = s.Listings.Apply(new ListingRemediationChanged("2025-00001.001", true, GateScenario.Noon, "f"), GateScenario.Noon) }), StartUp, ["listing"] },
        { "SDK in remediation", World.Told("sdk-a", new ListingRemediationChanged("2025-00002.001", true, GateScenario.Noon, "f")), StartUp, ["listing", "not-paired"] },
        { "SDK long overdue", World.WithListing("sdk-a", l => l with { CheckpointDueOn = GateScenario.Today.AddDays(-91) }), StartUp, ["listing", "not-paired"] },
        { "SDK overdue within tolerance", World.WithListing("sdk-a", l => l with { CheckpointDueOn = GateScenario.Today.AddDays(-90) }), StartUp, [] },
        { "SDK without this version", World, StartUp with { SdkVersion = "9.9.9" }, ["listing", "not-paired", "sdk-version"] },
        { "SDK past its crypto-expiry", World, StartUp with { SdkVersion = "3.2.0" }, ["crypto-expired"] },
        { "service expired", World.WithListing("am-a", l => l with { ExpiresOn = GateScenario.Today }), StartUp, ["listing", "not-paired"] },
        { "service not paired", World.WithListing("sdk-a", l => l with { Dependencies = [] }), StartUp, ["not-paired"] },
        { "kernel in remediation", World.Containing(GateScenario.Listed("kernel-a", ComponentKind.Kernel, "2025-00004.001")).Told("kernel-a", new ListingRemediationChanged("2025-00004.001", true, GateScenario.Noon, "f")), StartUp, ["listing"] },
        { "SDK expired, under a waiver that covers admission", World.WithListing("sdk-a", l => l with { ExpiresOn = GateScenario.Today }) with { Waivers = GateScenario.BookWith(CertificationStatus.Expired, true) }, StartUp, [] },
        { "SDK expired, under a waiver for payments only", World.WithListing("sdk-a", l => l with { ExpiresOn = GateScenario.Today }) with { Waivers = GateScenario.BookWith(CertificationStatus.Expired, false) }, StartUp, ["listing", "not-paired"] },
        { "application unknown", World, StartUp with { Application = new("com.example.pos", new string('0', 64), "7.0.0") }, ["application"] },
        { "contraindicated", World, StartUp with { Status = AttestationStatus.Contraindicated }, ["attestation"] },
        { "stale", World, StartUp with { IssuedAt = GateScenario.Noon.AddMinutes(-6) }, ["attestation"] },
        { "for another device", World, StartUp with { DeviceId = "device-2" }, ["attestation"] },
        { "for a payment", World, StartUp with { Nonce = AttestationNonce.Card("p") }, ["attestation"] },
        { "old platform", World, StartUp with { Platform = new("android", "9", new(2020, 1, 1), "X") }, ["platform"] },
    };

    [Theory]
    [MemberData(nameof(Obstacles))]
    public void OfDevice_World_NamesEveryObstacle(string name, GateScenario world, AttestationResult attestation, string[] codes)
    {
        IReadOnlyList<Problem> problems = Admission.OfDevice(world.Shared, world.Device, world.Device.Enrolment!, attestation, GateScenario.Noon);
        Assert.True(codes.Order().SequenceEqual(problems.Select(p => p.Code).Order()), $"{name}: {string.Join(", ", problems)}");
        Assert.All(problems, p => Assert.False(string.IsNullOrWhiteSpace(p.Reason) || string.IsNullOrWhiteSpace(p.Remedy) || string.IsNullOrWhiteSpace(p.Field)));
    }

    [Fact]
    public void OfDevice_EnrolmentWithNothingInIt_IsRefusedWithoutThrowing() =>
        Assert.Equal(2, Admission.OfDevice(World.Shared, World.Device, new(null!, null!, null!, null!, null!, null!), StartUp, GateScenario.Noon).Count(p => p.Code == "not-in-composition"));

    [Fact]
    public void OfMerchant_SolutionInForce_HasNoObstacle()
    {
        Assert.Empty(Admission.OfMerchant(World.Shared, "softpos", GateScenario.Noon));
        Assert.Equal("unknown-solution", Assert.Single(Admission.OfMerchant(World.Shared, "other", GateScenario.Noon)).Code);
        Assert.Equal("not-certified", Assert.Single(Admission.OfMerchant(World.InSolution(s => s with { Listings = ListingBook.Empty }).Shared, "softpos", GateScenario.Noon)).Code);
        Assert.Equal("listing", Assert.Single(Admission.OfMerchant(World.WithListing("sdk-a", l => l with { ExpiresOn = GateScenario.Today }).Shared, "softpos", GateScenario.Noon)).Code);
        Assert.Equal("solution-inactive", Assert.Single(Admission.OfMerchant(World.InSolution(s => s with { Activations = [] }).Shared, "softpos", GateScenario.Noon)).Code);
    }

    /// <summary>In remediation: no new devices, and merchants are still let in.</summary>
    [Fact]
    public void OfMerchant_ListingInRemediation_UsesTheMerchantsOwnColumn()
    {
        GateScenario world = World.Told("sdk-a", new ListingRemediationChanged("2025-00002.001", true, GateScenario.Noon, "f"));
        Assert.Empty(Admission.OfMerchant(world.Shared, "softpos", GateScenario.Noon));
        Assert.NotEmpty(Admission.OfDevice(world.Shared, world.Device, world.Device.Enrolment!, StartUp, GateScenario.Noon));
    }
}

using Composite.Contracts.Devices;
using Composite.Contracts.Payments;
using Composite.Domain.Components;
using Composite.Domain.Devices;
using Composite.Domain.Policies;
using Composite.Domain.Rules;
using Xunit;

namespace Composite.Grains.Tests;

/// <summary>Between the wire and the domain nothing is lost or renamed.</summary>
public sealed class WireTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);

    private static readonly Listing FullListing = new()
    {
        Reference = "2026-00001.001",
        StandardVersion = "1.1",
        Laboratory = "Laboratory",
        ListedOn = new(2026, 1, 1),
        ExpiresOn = new(2029, 1, 1),
        CheckpointDueOn = new(2027, 1, 1),
        Versions = ["3.2.x"],
        EntryModes = [EntryMode.Contactless, EntryMode.Contact],
        Cvms = [Cvm.None, Cvm.OnlinePin],
        SdkType = SdkType.NonIsolating,
        Dependencies = ["2026-00003.001"],
        RetrievedAt = Noon,
        ProductType = ListingProductType.MpocSoftware,
        Vendor = "Vendor",
        ProductName = "SDK",
        VerifiedApplications = [new("com.example.pos", "7.0.0"), new("Other POS", null)],
        Notes = "as printed",
        RetrievedBy = "anna",
    };

    private static readonly AttestationResult FullAttestation = new()
    {
        VerifierId = "verifier",
        VerifierBuild = "build",
        KeyId = "key",
        IssuedAt = Noon,
        ExpiresAt = Noon.AddMinutes(5),
        Status = AttestationStatus.Warning,
        Nonce = "nonce",
        PolicyId = "policy",
        DeviceId = "device",
        Platform = new("android", "15", new(2026, 6, 1), "Pixel 9"),
        SdkVersion = "3.2.1",
        Application = new("com.example.pos", "digest", "7.0.0"),
    };

    public static TheoryData<Type, Type> Mirrors => new()
    {
        { typeof(Contracts.Components.ComponentKind), typeof(ComponentKind) },
        { typeof(Contracts.Components.EntryMode), typeof(EntryMode) },
        { typeof(Contracts.Components.Cvm), typeof(Cvm) },
        { typeof(Contracts.Components.SdkType), typeof(SdkType) },
        { typeof(Contracts.Components.ComplianceStandard), typeof(ComplianceStandard) },
        { typeof(Contracts.Evidence.EvidenceType), typeof(Domain.Evidence.EvidenceType) },
        { typeof(Contracts.Solutions.ScopeSource), typeof(Domain.Scope.ScopeSource) },
        { typeof(Contracts.Components.ListingProductType), typeof(ListingProductType) },
        { typeof(Contracts.ThirdParties.ResponsibleParty), typeof(Domain.ThirdParties.ResponsibleParty) },
        { typeof(Contracts.Policies.CertificationStatus), typeof(CertificationStatus) },
        { typeof(Contracts.Policies.Effect), typeof(Effect) },
        { typeof(Contracts.Staff.StaffRole), typeof(Domain.Staff.StaffRole) },
        { typeof(Contracts.Cases.CaseOutcome), typeof(Domain.Cases.CaseOutcome) },
        { typeof(Contracts.Webhooks.NoticeType), typeof(Domain.Notices.NoticeType) },
    };

    [Theory]
    [MemberData(nameof(Mirrors))]
    public void Enumerations_OnTheWire_MirrorTheDomainsByNameAndNumber(Type wire, Type domain) =>
        Assert.Equal(Enum.GetNames(domain).Select(n => (n, (int)Enum.Parse(domain, n))), Enum.GetNames(wire).Select(n => (n, (int)Enum.Parse(wire, n))));

    /// <summary>An enumeration that is added to the contracts and named as one of the domain's must be listed above.</summary>
    [Fact]
    public void Enumerations_WithTheDomainsNames_AreAllCompared()
    {
        HashSet<string> domain = [.. typeof(Domain.Problem).Assembly.GetExportedTypes().Where(t => t.IsEnum).Select(t => t.Name)];
        IEnumerable<Type> mirrors = typeof(SubmitPayment).Assembly.GetExportedTypes().Where(t => t.IsEnum && domain.Contains(t.Name));
        Assert.Equal(mirrors.Select(t => t.FullName).Order(), Mirrors.Select(row => ((Type)row[0]).FullName).Order());
    }

    [Fact]
    public void Listing_ThereAndBack_IsTheSame() => Assert.Equivalent(FullListing, FullListing.ToWire().ToDomain(), strict: true);

    [Fact]
    public void Listing_WithoutOptionalMembers_IsTheSame()
    {
        Listing bare = FullListing with { CheckpointDueOn = null, SdkType = null, EntryModes = [], Cvms = [], Dependencies = [], ProductType = null, Vendor = null, ProductName = null, VerifiedApplications = null, Notes = null, RetrievedBy = null };
        Assert.Equivalent(bare, bare.ToWire().ToDomain(), strict: true);
    }

    [Fact]
    public void Attestation_ThereAndBack_IsTheSame()
    {
        Assert.Equal(FullAttestation, FullAttestation.ToWire().ToDomain());
        Assert.Equal(FullAttestation with { ExpiresAt = null }, (FullAttestation with { ExpiresAt = null }).ToWire().ToDomain());
    }

    [Fact]
    public void Evidence_ExactlyOneOfThree_IsThatOne()
    {
        Assert.Equal(AttestationEvidence.Of(FullAttestation), new EvidenceInfo(FullAttestation.ToWire(), Unavailable: false, Defect: null).ToDomain());
        Assert.Equal(AttestationEvidence.ServiceUnavailable, new EvidenceInfo(null, Unavailable: true, Defect: null).ToDomain());
        Assert.Equal(AttestationEvidence.NotAppraised("bad signature"), new EvidenceInfo(null, Unavailable: false, "bad signature").ToDomain());
    }

    [Fact]
    public void Evidence_NoneOrSeveralOfThree_WasNotAppraised()
    {
        AttestationInfo result = FullAttestation.ToWire();
        EvidenceInfo[] odd = [new(null, false, null), new(result, true, null), new(result, false, "defect"), new(null, true, "defect"), new(result, true, "defect")];
        Assert.All(odd, e => Assert.True(e.ToDomain() is { Result: null, Unavailable: false, Defect: not null }));
    }

    [Fact]
    public void Finding_OnTheWire_KeepsCodeFactsReasonAndRemedy()
    {
        FindingInfo wire = Finding.Fail("CODE", "reason", "remedy", new Fact("a", "1"), new Fact("b", "2")).ToWire();
        Assert.Equal(("CODE", "Failed", "reason", "remedy"), (wire.Code, wire.Outcome, wire.Reason, wire.Remedy));
        Assert.Equal(new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" }, wire.Facts);
    }
}

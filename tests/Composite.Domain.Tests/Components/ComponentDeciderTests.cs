using Composite.Domain.Components;
using Composite.Domain.Solutions;
using Composite.Domain.Tests.Rules;
using Composite.Domain.ThirdParties;
using Xunit;

namespace Composite.Domain.Tests.Components;

public sealed class ComponentDeciderTests
{
    private const string X = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";
    private static readonly DateTimeOffset Noon = GateScenario.Noon;
    private static readonly ComponentState Sdk = GateScenario.Valid.Components["sdk-a"];
    private static readonly ComponentState Application = GateScenario.Valid.Components["app-a"];
    private static readonly ComponentState Service = GateScenario.Valid.Components["am-a"];
    private static readonly ComponentState BackEnd = GateScenario.Valid.Components["back-end-a"];

    public static TheoryData<string, ComponentState, Func<ComponentState, Decision>> Commands => new()
    {
        { "add version", Sdk, s => ComponentDecider.AddVersion(s, new() { Version = "3.2.2", CryptoExpiresOn = new(2027, 1, 1) }) },
        { "add application version", Application, s => ComponentDecider.AddVersion(s, new() { Version = "7.0.1", PackageName = "com.example.pos", CertificateSha256s = [GateScenario.Digest] }) },
        { "withdraw version", Sdk, s => ComponentDecider.WithdrawVersion(s, "3.2.1", "flaw") },
        { "correct version", Sdk, s => ComponentDecider.CorrectVersion(s, new() { Version = "3.2.1", CryptoExpiresOn = new(2029, 1, 1) }, "typing error") },
        { "reinstate version", Sdk with { Withdrawn = [new(new("3.2.1", "flaw"), Noon)] }, s => ComponentDecider.ReinstateVersion(s, "3.2.1", "another version was meant") },
        { "rename", Sdk, s => ComponentDecider.Rename(s, "SDK 7", "Vendor AG", "merger") },
        { "set profile", Sdk, s => ComponentDecider.SetProfile(s, new() { Contributes = "the SDK", Responsibilities = [new("Core", ResponsibleParty.ThirdParty, "evaluates it")] }, SolutionFacts.Empty) },
        { "correct compliance", BackEnd, s => ComponentDecider.RecordCompliance(s, s.Compliance[0].Value with { ExpiresOn = new(2026, 12, 1) }, true, "wrong end") },
        { "retract compliance", BackEnd, s => ComponentDecider.RetractCompliance(s, ComplianceStandard.PciDss, new(2026, 1, 1), "another company's") },
        { "record compliance", BackEnd, s => ComponentDecider.RecordCompliance(s, new(ComplianceStandard.PciDss, "4.0.1", "Assessor", new(2027, 1, 1), new(2028, 1, 1))) },
        { "register key", Service, s => ComponentDecider.RegisterAttestationKey(s, "key-1", X, X) },
        { "revoke key", Service with { AttestationKeys = [new("key-1", X, X)] }, s => ComponentDecider.RevokeAttestationKey(s, "key-1", "rotation") },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public void Command_SentTwice_IsAcceptedAndChangesNothingMore(string name, ComponentState state, Func<ComponentState, Decision> command)
    {
        Assert.NotEmpty(name);
        ComponentState after = ComponentState.Evolve(state, Assert.Single(command(state).Accepted()), Noon)!;
        Assert.Empty(command(after).Accepted());
    }

    [Fact]
    public void Register_Twice_IsDoneOnceAndOtherFactsAreRefused()
    {
        Assert.Empty(ComponentDecider.Register(Sdk, "sdk-a", ComponentKind.MpocSoftware, "SDK", "Vendor").Accepted());
        ComponentDecider.Register(Sdk, "sdk-a", ComponentKind.Kernel, "SDK", "Vendor").Refused("already-registered componentId");
        ComponentDecider.Register(null, null!, (ComponentKind)99, null!, " ").Refused("invalid-id componentId", "unknown-kind kind", "invalid-text name", "invalid-text vendor");
    }

    [Fact]
    public void AddVersion_EverythingWrong_NamesEveryField()
    {
        ComponentDecider.AddVersion(Sdk, null!).Refused("missing version");
        ComponentDecider.AddVersion(Sdk, new() { Version = null!, PackageName = "com.example", CertificateSha256s = null! })
            .Refused("invalid-format version", "missing cryptoExpiresOn", "package packageName", "count certificateSha256s");
        ComponentDecider.AddVersion(Application, new() { Version = "7.0.1\n", PackageName = "nodots", CertificateSha256s = ["ABC"] })
            .Refused("invalid-format version", "invalid-format packageName", "invalid-format certificateSha256s");
        ComponentDecider.AddVersion(Application, new() { Version = "7.0.1", PackageName = "com.example.pos", CertificateSha256s = [null!] }).Refused("missing certificateSha256s");
        ComponentDecider.AddVersion(Sdk, new() { Version = "3.2.1", CryptoExpiresOn = new(2099, 1, 1) }).Refused("already-registered version");
    }

    [Fact]
    public void Commands_AboutUnknownThings_AreRefusedWithoutThrowing()
    {
        ComponentDecider.WithdrawVersion(Sdk, null!, null!).Refused("invalid-text reason", "unknown-version version");
        ComponentDecider.CorrectVersion(Sdk, null!, null!).Refused("missing version");
        ComponentDecider.CorrectVersion(Sdk, new() { Version = "9", CryptoExpiresOn = new(2027, 1, 1) }, null!).Refused("unknown-version version", "invalid-text reason");
        ComponentDecider.AddVersion(Sdk, new() { Version = "9", CryptoExpiresOn = DateOnly.MaxValue }).Refused("range cryptoExpiresOn");
        ComponentDecider.RecordCompliance(BackEnd, new(ComplianceStandard.PciDss, "4.0.1", "An Assessor", new(2026, 1, 2), DateOnly.MaxValue)).Refused("range attestation.expiresOn");
        ComponentDecider.ReinstateVersion(Sdk, "9", "").Refused("unknown-version version", "invalid-text reason");
        ComponentDecider.Rename(Sdk, null!, " ", null!).Refused("invalid-text name", "invalid-text vendor", "invalid-text reason");
        ComponentDecider.SetProfile(Sdk, null!, SolutionFacts.Empty).Refused("missing profile");
        ComponentDecider.SetProfile(Sdk, new() { ThirdPartyId = "nobody", Contributes = "", Notes = "\0", Responsibilities = [new(null!, (ResponsibleParty)9, null!), null!] }, SolutionFacts.Empty)
            .Refused("unknown-third-party thirdPartyId", "invalid-text contributes", "invalid-text notes", "missing responsibilities");
        ComponentDecider.RetractCompliance(BackEnd, ComplianceStandard.PciPin, new(2026, 1, 1), null!).Refused("unknown-attestation validFrom", "invalid-text reason");
        ComponentDecider.RecordCompliance(Sdk, null!).Refused("missing attestation");
        ComponentDecider.RecordCompliance(Sdk, new((ComplianceStandard)9, null!, null!, default, default)).Refused(
            "wrong-kind attestation", "unknown-standard attestation.standard", "invalid-text attestation.standardVersion", "invalid-text attestation.assessor", "date-order attestation.expiresOn");
        ComponentDecider.RegisterAttestationKey(Sdk, null!, null!, "short").Refused("wrong-kind keyId", "invalid-format keyId", "invalid-key x", "invalid-key y");
        ComponentDecider.RevokeAttestationKey(Service, null!, null!).Refused("invalid-text reason", "unknown-key keyId");
    }

    [Fact]
    public void AddVersion_KnownWithOtherFacts_NamesThemAndTheCorrection()
    {
        Problem problem = Assert.Single(ComponentDecider.AddVersion(Sdk, new() { Version = "3.2.1", CryptoExpiresOn = new(2099, 1, 1) }).Problems());
        Assert.Contains("cryptoExpiresOn", problem.Reason, StringComparison.Ordinal);
        Assert.Contains("correct the version", problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void AddVersion_OfMpocSoftware_MayHaveSigningDigests()
    {
        ComponentVersion signed = new() { Version = "3.2.2", CryptoExpiresOn = new(2027, 1, 1), CertificateSha256s = [GateScenario.Digest] };
        Assert.Equal(signed, ComponentDecider.AddVersion(Sdk, signed).AcceptedOne<ComponentVersionAdded>().Version);
        ComponentDecider.AddVersion(Service, new() { Version = "1", CertificateSha256s = [GateScenario.Digest] }).Refused("count certificateSha256s");
    }

    [Fact]
    public void RecordCompliance_KnownWithOtherFacts_IsRefusedUnlessItCorrects()
    {
        ComplianceAttestation other = BackEnd.Compliance[0].Value with { ExpiresOn = new(2026, 12, 1) };
        ComponentDecider.RecordCompliance(BackEnd, other).Refused("already-registered attestation");
        ComponentDecider.RecordCompliance(BackEnd, other, corrects: true).Refused("invalid-text reason");
        Assert.Equal(other, ComponentDecider.RecordCompliance(BackEnd, other, true, "wrong end").AcceptedOne<ComplianceCorrected>().Attestation);
    }

    [Theory]
    [InlineData(ComponentKind.PaymentBackEnd, true)]
    [InlineData(ComponentKind.DecryptionService, true)]
    [InlineData(ComponentKind.AttestationService, true)]
    [InlineData(ComponentKind.ProviderPart, true)]
    [InlineData(ComponentKind.MpocSoftware, false)]
    [InlineData(ComponentKind.MpocApplication, false)]
    [InlineData(ComponentKind.ScrpReader, false)]
    [InlineData(ComponentKind.Kernel, false)]
    public void RecordCompliance_ByKind_IsForWhatAttests(ComponentKind kind, bool attests) =>
        Assert.Equal(attests, ComponentDecider.RecordCompliance(BackEnd with { Kind = kind, Compliance = [] }, BackEnd.Compliance[0].Value) is Decision.Accepted);

    [Fact]
    public void WithdrawVersion_AfterReinstatement_IsAFactOfItsOwn()
    {
        ComponentState state = Sdk with { Withdrawn = [new(new("3.2.1", "flaw"), Noon)], Reinstated = [new("3.2.1", 1, Noon)] };
        Assert.NotNull(state.UsableVersion("3.2.1"));
        ComponentDecider.WithdrawVersion(state, "3.2.1", "a real flaw").AcceptedOne<ComponentVersionWithdrawn>();
    }

    [Fact]
    public void RegisterAttestationKey_RevokedIdOrValue_NeverComesBack()
    {
        ComponentState revoked = ComponentState.Evolve(Service with { AttestationKeys = [new("key-1", X, X)] }, new AttestationKeyRevoked("key-1", "leaked"), Noon)!;
        Assert.Empty(revoked.AttestationKeys);
        string y = GateScenario.Valid.Device.Enrolment!.KeyY;
        ComponentDecider.RegisterAttestationKey(revoked, "key-1", X, y).Refused("revoked keyId");
        ComponentDecider.RegisterAttestationKey(revoked, "key-2", X, X).Refused("revoked keyId");
        Assert.Single(ComponentDecider.RegisterAttestationKey(revoked, "key-2", X, y).Accepted());
    }

    [Fact]
    public void Limits_AtTheBound_RefuseTheNext()
    {
        ComponentDecider.AddVersion(Sdk with { Versions = GateScenario.VersionsOf(Enumerable.Range(0, ComponentDecider.MaxVersions).Select(i => new ComponentVersion { Version = $"1.{i}" })) }, new() { Version = "9", CryptoExpiresOn = new(2027, 1, 1) }).Refused("count version");
        ComponentDecider.RegisterAttestationKey(Service with { AttestationKeys = [.. Enumerable.Range(0, ComponentDecider.MaxAttestationKeys).Select(i => new AttestationKeyRegistered($"key-{i}", X, X))] }, "one-more", X, X).Refused("count keyId");
    }
}

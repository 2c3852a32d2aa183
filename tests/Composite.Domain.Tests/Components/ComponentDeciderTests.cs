using Composite.Domain.Components;
using Composite.Domain.Tests.Rules;
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
    private static readonly Listing Row = Sdk.Listings.Rows[0].Value;

    public static TheoryData<string, ComponentState, Func<ComponentState, Decision>> Commands => new()
    {
        { "add version", Sdk, s => ComponentDecider.AddVersion(s, new() { Version = "3.2.2", CryptoExpiresOn = new(2027, 1, 1) }) },
        { "add application version", Application, s => ComponentDecider.AddVersion(s, new() { Version = "7.0.1", PackageName = "com.example.pos", CertificateSha256s = [GateScenario.Digest] }) },
        { "withdraw version", Sdk, s => ComponentDecider.WithdrawVersion(s, "3.2.1", "flaw") },
        { "record listing", Sdk, s => ComponentDecider.RecordListing(s, Row with { ExpiresOn = new(2028, 6, 1) }, Noon) },
        { "revoke listing", Sdk, s => ComponentDecider.RevokeListing(s, Row.Reference, Noon, "flaw", Noon) },
        { "open remediation", Sdk, s => ComponentDecider.ChangeRemediation(s, Row.Reference, true, Noon, "finding", Noon) },
        { "complete checkpoint", Sdk, s => ComponentDecider.CompleteCheckpoint(s, Row.Reference, new(2026, 6, 1), new(2027, 6, 1), Noon) },
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
    public void RecordListing_EverythingWrong_NamesEveryField()
    {
        Listing wrong = new()
        {
            Reference = "2025-1",
            StandardVersion = "",
            Laboratory = null!,
            ListedOn = new(2026, 1, 1),
            ExpiresOn = new(2025, 1, 1),
            CheckpointDueOn = new(2024, 1, 1),
            Versions = null!,
            EntryModes = [(EntryMode)9],
            Cvms = [(Cvm)9],
            SdkType = (SdkType)9,
            Dependencies = [null!],
            RetrievedAt = Noon.AddDays(1),
        };
        ComponentDecider.RecordListing(Sdk, wrong, Noon).Refused(
            "invalid-format listing.reference", "invalid-text listing.standardVersion", "invalid-text listing.laboratory", "date-order listing.expiresOn",
            "date-order listing.checkpointDueOn", "count listing.versions", "unknown-value listing.entryModes", "unknown-value listing.cvms",
            "unknown-value listing.sdkType", "missing listing.dependencies", "in-the-future listing.retrievedAt");
        ComponentDecider.RecordListing(Sdk, null!, Noon).Refused("missing listing");
    }

    [Fact]
    public void RecordListing_BackToAnEarlierRow_IsAFactOfItsOwn()
    {
        ComponentState corrected = ComponentState.Evolve(Sdk, new ListingRecorded(Row with { ExpiresOn = new(2027, 1, 1) }), Noon)!;
        Assert.Equal(Row, ComponentDecider.RecordListing(corrected, Row, Noon).AcceptedOne<ListingRecorded>().Listing);
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
        ComponentDecider.RevokeListing(Sdk, null!, default, null!, Noon).Refused("unknown-listing reference", "missing effectiveAt", "invalid-text reason");
        ComponentDecider.ChangeRemediation(Sdk, "2025-00009.001", true, default, "", Noon).Refused("unknown-listing reference", "missing effectiveAt", "invalid-text reason");
        ComponentDecider.CompleteCheckpoint(Sdk, "2025-00009.001", new(2027, 1, 1), new(2026, 1, 1), Noon).Refused("unknown-listing reference", "in-the-future completedOn", "date-order nextDueOn");
        ComponentDecider.RecordCompliance(Sdk, null!).Refused("missing attestation");
        ComponentDecider.RecordCompliance(Sdk, new((ComplianceStandard)9, null!, null!, default, default)).Refused(
            "wrong-kind attestation", "unknown-standard attestation.standard", "invalid-text attestation.standardVersion", "invalid-text attestation.assessor", "date-order attestation.expiresOn");
        ComponentDecider.RegisterAttestationKey(Sdk, null!, null!, "short").Refused("wrong-kind keyId", "invalid-format keyId", "invalid-key x", "invalid-key y");
        ComponentDecider.RevokeAttestationKey(Service, null!, null!).Refused("invalid-text reason", "unknown-key keyId");
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
        ListingBook full = GateScenario.BookOf([.. Enumerable.Range(0, ComponentDecider.MaxListings).Select(i => Row with { Reference = $"2025-00002.{i:000}" })]);
        ComponentDecider.RecordListing(Sdk with { Listings = full }, Row with { Laboratory = "Other" }, Noon).Refused("count listing");
        ComponentDecider.RegisterAttestationKey(Service with { AttestationKeys = [.. Enumerable.Range(0, ComponentDecider.MaxAttestationKeys).Select(i => new AttestationKeyRegistered($"key-{i}", X, X))] }, "one-more", X, X).Refused("count keyId");
    }
}

using Composite.Domain.Devices;
using Composite.Domain.Policies;
using Composite.Domain.Tests.Rules;
using Xunit;

namespace Composite.Domain.Tests.Devices;

public sealed class DeviceDeciderTests
{
    private const string Code = GateScenario.Digest;
    private static readonly string WrongCode = new('0', 64);
    private static readonly DateTimeOffset Noon = GateScenario.Noon;
    private static readonly PolicyValues Policy = PolicyValues.Default;
    private static readonly DeviceState Active = GateScenario.Valid.Device;
    private static readonly DeviceEnrolment Enrolment = Active.Enrolment!;
    private static readonly DeviceState Created = Active with { Status = DeviceStatus.Created, Enrolment = null };
    private static readonly AttestationResult StartUp = GateScenario.Attestation("device-1:startup", Noon);

    [Fact]
    public void Create_TerminalOfTheMerchant_BindsTheDevice()
    {
        DeviceCreated created = DeviceDecider.Create(null, "device-1", GateScenario.MerchantOf(), "bakery", "TERM0001").AcceptedOne<DeviceCreated>();
        Assert.Equal(new DeviceCreated("device-1", "bakery", "softpos", "TERM0001", "acquirer-a"), created);
        Assert.Empty(DeviceDecider.Create(DeviceState.Evolve(null, created), "device-1", GateScenario.MerchantOf(), "bakery", "TERM0001").Accepted());
        DeviceDecider.Create(Created, "device-1", GateScenario.MerchantOf(), "bakery", "TERM0002").Refused("already-registered deviceId");
        DeviceDecider.Create(null, "device/1", GateScenario.MerchantOf(), "bakery", "TERM0001").Refused("invalid-id deviceId");
        DeviceDecider.Create(null, "device-1", null, null!, null!).Refused("unknown-merchant merchantId");
        DeviceDecider.Create(null, "device-1", GateScenario.MerchantOf(), "bakery", null!).Refused("unknown-terminal tid");
    }

    [Fact]
    public void CheckCode_RightCodeInTime_IsAcceptedUntilTheDeviceIsActive()
    {
        DeviceState activating = Issue(Created);
        Assert.Empty(DeviceDecider.CheckCode(activating, Code, Noon + Policy.ActivationCodeLifetime - TimeSpan.FromTicks(1), Policy).Accepted());
        DeviceState active = DeviceState.Evolve(activating, DeviceDecider.Activate(activating, Enrolment, StartUp, []).AcceptedOne<DeviceActivated>())!;
        Assert.Equal(DeviceStatus.Active, active.Status);
        Assert.Null(active.Activation);
        DeviceDecider.CheckCode(active, Code, Noon, Policy).Refused("activation-refused activationCode");
    }

    [Fact]
    public void CheckCode_Expired_IsRefusedAndNotCounted()
    {
        Decision decision = DeviceDecider.CheckCode(Issue(Created), Code, Noon + Policy.ActivationCodeLifetime, Policy);
        decision.Refused("activation-refused activationCode");
        Assert.Empty(((Decision.Rejected)decision).Events);
    }

    [Fact]
    public void CheckCode_WrongCode_IsCountedUntilTheCodeIsVoid()
    {
        DeviceState state = Issue(Created);
        for (int attempt = 1; attempt <= Policy.ActivationMaxAttempts; attempt++)
        {
            Decision.Rejected wrong = Assert.IsType<Decision.Rejected>(DeviceDecider.CheckCode(state, WrongCode, Noon, Policy));
            Assert.Equal(new ActivationAttemptFailed(attempt), Assert.Single(wrong.Events));
            state = DeviceState.Evolve(state, wrong.Events[0])!;
        }

        Decision.Rejected right = Assert.IsType<Decision.Rejected>(DeviceDecider.CheckCode(state, Code, Noon, Policy));
        Assert.Empty(right.Events);
        Assert.Empty(DeviceDecider.CheckCode(DeviceState.Evolve(state, new ActivationCodeIssued(WrongCode, Noon.AddMinutes(1))), WrongCode, Noon, Policy).Accepted());
    }

    [Fact]
    public void CheckCode_AnyRefusal_SaysTheSame()
    {
        DeviceState?[] states = [null, Created, Active, Issue(Created) with { Activation = new(Code, Noon, 0) }, Issue(Created) with { Activation = new(WrongCode, Noon.AddHours(1), 0) }];
        Assert.Single(states.Select(state => ((Decision.Rejected)DeviceDecider.CheckCode(state, Code, Noon, Policy)).Problems[0]).Distinct());
        DeviceDecider.CheckCode(Issue(Created), null!, Noon, Policy).Refused("activation-refused activationCode");
    }

    [Fact]
    public void IssueCode_Again_ReplacesTheCodeAndItsCount()
    {
        DeviceState state = DeviceState.Evolve(Issue(Created), new ActivationAttemptFailed(4))!;
        Assert.Empty(DeviceDecider.IssueCode(state, Code, Noon, Policy).Accepted());
        DeviceState renewed = DeviceState.Evolve(state, DeviceDecider.IssueCode(state, WrongCode, Noon, Policy).AcceptedOne<ActivationCodeIssued>())!;
        Assert.Equal(new PendingActivation(WrongCode, Noon + Policy.ActivationCodeLifetime, 0), renewed.Activation);
    }

    [Fact]
    public void Activate_EverythingWrong_NamesEveryFieldAndObstacle()
    {
        DeviceDecider.Activate(Active, new(null!, "", null!, "A M", "12", null!), StartUp, [new("listing", "sdkComponentId", "It is revoked.", "Wait.")]).Refused(
            "invalid-id sdkComponentId", "invalid-id attestationServiceId", "invalid-key keyX", "invalid-key keyY", "invalid-format initialKeyId",
            "invalid-format keyCheckValue", "wrong-status deviceId", "listing sdkComponentId");
        DeviceDecider.Activate(Issue(Created), null!, StartUp, []).Refused("missing enrolment");
    }

    [Fact]
    public void Activate_AfterABlock_NeedsNewKeys()
    {
        DeviceState again = Issue(DeviceState.Evolve(Active, new DeviceBlocked("tampered"))!);
        DeviceDecider.Activate(again, Enrolment, StartUp, []).Refused("key-reused initialKeyId", "key-reused keyX");
        Assert.Single(DeviceDecider.Activate(again, Enrolment with { InitialKeyId = "FFFFFFFFFFFFFFFF", KeyX = Enrolment.KeyY }, StartUp, []).Accepted());
    }

    [Theory]
    //           status            issue  suspend reinstate block decommission ('+' an event, '=' already so, '-' refused)
    [InlineData(DeviceStatus.Created, "+", "-", "-", "+", "+")]
    [InlineData(DeviceStatus.Activating, "+", "-", "-", "+", "+")]
    [InlineData(DeviceStatus.Active, "-", "+", "=", "+", "+")]
    [InlineData(DeviceStatus.Suspended, "-", "=", "+", "+", "+")]
    [InlineData(DeviceStatus.Blocked, "+", "-", "-", "=", "+")]
    [InlineData(DeviceStatus.Decommissioned, "-", "-", "-", "-", "=")]
    public void Transitions_FromEachStatus_FollowTheTable(DeviceStatus status, string issue, string suspend, string reinstate, string block, string decommission)
    {
        DeviceState state = Active with { Status = status };
        Assert.Equal(
            [issue, suspend, reinstate, block, decommission],
            ((Decision[])[
                DeviceDecider.IssueCode(state, Code, Noon, Policy), DeviceDecider.Suspend(state, "r"), DeviceDecider.Reinstate(state, "r"),
                DeviceDecider.Block(state, "r"), DeviceDecider.Decommission(state, "r"),
            ]).Select(d => d switch { Decision.Accepted { Events.Count: 0 } => "=", Decision.Accepted => "+", _ => "-" }));
    }

    [Fact]
    public void StatusCommands_WithoutAReason_AreRefused()
    {
        foreach (Decision decision in (Decision[])[DeviceDecider.Suspend(Active, null!), DeviceDecider.Block(Active, ""), DeviceDecider.Decommission(Active, "a\nb"), DeviceDecider.Reinstate(Active with { Status = DeviceStatus.Suspended }, new string('x', 501))])
        {
            decision.Refused("invalid-text reason");
        }
    }

    [Fact]
    public void ReportAttestation_OnlyWhatIsNewAndAboutThisDevice_IsRecorded()
    {
        DeviceState state = Active with { Evidence = StartUp };
        Assert.Empty(DeviceDecider.ReportAttestation(state, StartUp).Accepted());
        Assert.Empty(DeviceDecider.ReportAttestation(state, StartUp with { IssuedAt = Noon.AddSeconds(-1), Status = AttestationStatus.Contraindicated }).Accepted());
        Assert.Single(DeviceDecider.ReportAttestation(state, StartUp with { IssuedAt = Noon.AddSeconds(1) }).Accepted());
        DeviceDecider.ReportAttestation(state, StartUp with { DeviceId = "device-2" }).Refused("attestation attestation");
        DeviceDecider.ReportAttestation(state, StartUp with { Nonce = AttestationNonce.Card("payment") }).Refused("attestation attestation");
    }

    [Fact]
    public void ReportAttestation_TwoWithinOneSecond_TheContraindicatedOneCounts()
    {
        AttestationResult bad = StartUp with { Status = AttestationStatus.Contraindicated };
        Assert.Single(DeviceDecider.ReportAttestation(Active with { Evidence = StartUp }, bad).Accepted());
        Assert.Empty(DeviceDecider.ReportAttestation(Active with { Evidence = bad }, StartUp).Accepted());
    }

    [Theory]
    [InlineData(AttestationStatus.Affirming, 0, DeviceTrust.Affirming)]
    [InlineData(AttestationStatus.Affirming, 300, DeviceTrust.Affirming)]
    [InlineData(AttestationStatus.Affirming, 301, DeviceTrust.Expired)]
    [InlineData(AttestationStatus.Affirming, -120, DeviceTrust.Affirming)]
    [InlineData(AttestationStatus.Affirming, -121, DeviceTrust.NotAppraised)]
    [InlineData(AttestationStatus.Warning, 0, DeviceTrust.Warning)]
    [InlineData(AttestationStatus.None, 0, DeviceTrust.NotAppraised)]
    [InlineData(AttestationStatus.Contraindicated, 0, DeviceTrust.Contraindicated)]
    [InlineData(AttestationStatus.Contraindicated, 9000, DeviceTrust.Contraindicated)]
    public void Trust_EvidenceAndClock_GiveTheTier(AttestationStatus status, int ageSeconds, DeviceTrust trust) =>
        Assert.Equal(trust, (Active with { Evidence = StartUp with { Status = status } }).Trust(Noon.AddSeconds(ageSeconds), Policy));

    [Fact]
    public void Trust_NoEvidenceOrItsOwnEnd_IsNotAffirming()
    {
        Assert.Equal(DeviceTrust.NotAppraised, Active.Trust(Noon, Policy));
        DeviceState ending = Active with { Evidence = StartUp with { ExpiresAt = Noon.AddSeconds(10) } };
        Assert.Equal(DeviceTrust.Affirming, ending.Trust(Noon.AddSeconds(9), Policy));
        Assert.Equal(DeviceTrust.Expired, ending.Trust(Noon.AddSeconds(10), Policy));
    }

    private static DeviceState Issue(DeviceState state) => DeviceState.Evolve(state, DeviceDecider.IssueCode(state, Code, Noon, Policy).AcceptedOne<ActivationCodeIssued>())!;
}

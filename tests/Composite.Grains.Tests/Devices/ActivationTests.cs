using Composite.Contracts;
using Composite.Contracts.Devices;
using Composite.Contracts.Payments;
using Composite.Domain;
using Composite.Domain.Devices;
using Composite.Domain.Policies;
using Composite.Grains.Tests.Installation;
using Xunit;

namespace Composite.Grains.Tests.Devices;

/// <summary>A code from out of band enrols a device once.</summary>
public sealed class ActivationTests(InstallationFixture installation) : DeviceTests(installation)
{
    private const string Staff = "staff/test";
    private static readonly string RightCode = new('1', 64);
    private static readonly string WrongCode = new('2', 64);

    [Fact]
    public async Task Activate_RightCode_EnrolsTheDeviceWhichThenPays()
    {
        TestDevice device = await AwaitActivationAsync();
        Assert.True((await ActivateAsync(device)).Accepted);
        DeviceView view = (await First.Device(device).GetAsync(CancellationToken.None))!;
        Assert.Equal(("Active", "Affirming", device.InitialKeyId, (DateTimeOffset?)null), (view.Status, view.Trust, view.InitialKeyId, view.ActivationCodeExpiresAt));
        await ApprovedAsync(device);
    }

    [Fact]
    public async Task Activate_WrongCode_IsCountedAndRefusedInTheWordsOfEveryOtherRefusal()
    {
        TestDevice device = await AwaitActivationAsync();
        ProblemInfo wrong = Assert.Single((await ActivateAsync(device, WrongCode)).Problems);
        Assert.Equal(1, Assert.IsType<ActivationAttemptFailed>((await DeviceEventsAsync(device))[^1]).Attempts);

        TestDevice unknown = await Installation.ForeseeDeviceAsync();
        CommandResult notRegistered = await ActivateAsync(unknown);
        Assert.Equal(wrong, Assert.Single(notRegistered.Problems));
        Assert.False(notRegistered.NotFound);

        Clock.Advance(PolicyValues.Default.ActivationCodeLifetime);
        Assert.Equal(wrong, Assert.Single((await ActivateAsync(device)).Problems));
    }

    [Fact]
    public async Task Activate_JustBeforeTheCodeExpires_IsAccepted()
    {
        TestDevice device = await AwaitActivationAsync();
        Clock.Advance(PolicyValues.Default.ActivationCodeLifetime - TimeSpan.FromTicks(1));
        Assert.True((await ActivateAsync(device)).Accepted);
    }

    [Fact]
    public async Task Activate_AttemptsUsedUp_RefusesTheRightCode()
    {
        TestDevice device = await AwaitActivationAsync();
        for (int i = 0; i < PolicyValues.Default.ActivationMaxAttempts; i++) await ActivateAsync(device, WrongCode);
        Assert.False((await ActivateAsync(device)).Accepted);
        Assert.Equal(PolicyValues.Default.ActivationMaxAttempts, (await DeviceEventsAsync(device)).OfType<ActivationAttemptFailed>().Count());
    }

    /// <summary>Each guess is counted before the next is looked at: otherwise as many as come at once would be free.</summary>
    [Fact]
    public async Task Activate_ManyGuessesAtOnce_AreCountedOneByOneUntilTheAttemptsAreUsedUp()
    {
        TestDevice device = await AwaitActivationAsync();
        CommandResult[] results = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => ActivateAsync(device, WrongCode)));
        Assert.All(results, r => Assert.Equal("activation-refused", Assert.Single(r.Problems).Code));
        Assert.Equal(
            Enumerable.Range(1, PolicyValues.Default.ActivationMaxAttempts), (await DeviceEventsAsync(device)).OfType<ActivationAttemptFailed>().Select(e => e.Attempts));
        Assert.False((await ActivateAsync(device)).Accepted);
    }

    [Fact]
    public async Task Activate_GuesserGivesUp_TheGuessIsCounted()
    {
        TestDevice device = await AwaitActivationAsync();
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        First.Journal.OnAppend(Streams.Of(Streams.Device, device.Id), async (_, next) =>
        {
            reached.TrySetResult();
            await release.Task;
            return await next();
        });
        using CancellationTokenSource guesser = new();
        Task<CommandResult> guess = First.Device(device).ActivateAsync(Enrolment(device, WrongCode), guesser.Token);
        await reached.Task.WaitAsync(Patience);
        await guesser.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => guess);
        // The cancellation has reached the grain, in all likelihood, when a later call is answered.
        await First.QueryAsync(device, device.Purchase().PaymentId);
        release.SetResult();
        Assert.True((await ActivateAsync(device)).Accepted);
        Assert.Equal(1, Assert.Single((await DeviceEventsAsync(device)).OfType<ActivationAttemptFailed>()).Attempts);
    }

    [Fact]
    public async Task Activate_TwiceAtOnceWithTheRightCode_EnrolsOnce()
    {
        TestDevice device = await AwaitActivationAsync();
        CommandResult[] results = await Task.WhenAll(ActivateAsync(device), ActivateAsync(device), ActivateAsync(device));
        Assert.Single(results, r => r.Accepted);
        Assert.Single((await DeviceEventsAsync(device)).OfType<DeviceActivated>());
        Assert.False((await ActivateAsync(device)).Accepted);
    }

    [Fact]
    public async Task Activate_SeveralObstacles_AreAllNamedAndTheCodeStaysGood()
    {
        TestDevice device = await AwaitActivationAsync();
        CommandResult refused = await First.Device(device).ActivateAsync(
            Enrolment(device, RightCode) with
            {
                SdkComponentId = "no-such-sdk",
                KeyX = "short",
                KeyCheckValue = "xyz",
                Attestation = device.Attestation("another:startup", Clock.Now) with { Status = (int)AttestationStatus.Contraindicated, ApplicationVersion = "0.0.1" },
            },
            CancellationToken.None);
        Assert.Superset(
            new HashSet<string>(["not-in-composition", "invalid-key", "invalid-format", "attestation", "application"]), refused.Problems.Select(p => p.Code).ToHashSet());
        Assert.Equal(2, refused.Problems.Count(p => p.Code == "attestation"));
        Assert.True((await ActivateAsync(device)).Accepted);
    }

    [Fact]
    public async Task IssueCode_Again_VoidsTheEarlierOne()
    {
        TestDevice device = await AwaitActivationAsync();
        string newer = new('3', 64);
        Assert.True((await First.Device(device).ExecuteAsync(new IssueActivationCode { CodeSha256 = newer }, Staff, CancellationToken.None)).Accepted);
        Assert.False((await ActivateAsync(device)).Accepted);
        Assert.True((await ActivateAsync(device, newer)).Accepted);
    }

    [Fact]
    public async Task Create_UnknownOrUnreadableMerchant_IsAProblem()
    {
        TestDevice device = await Installation.ForeseeDeviceAsync();
        foreach (string merchantId in (string[])["no-such-merchant", "", new string('m', 500), "bad\u0001id"])
        {
            CommandResult result = await First.Device(device).ExecuteAsync(new CreateDevice { MerchantId = merchantId, Tid = device.Tid }, Staff, CancellationToken.None);
            Assert.Equal("unknown-merchant", Assert.Single(result.Problems).Code);
        }
    }

    [Fact]
    public async Task ChangeStatus_SuspendReinstateBlockDecommission_IsSeenByTheNextPayment()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        Assert.Equal(PaymentOutcome.Refused, await AfterAsync(device, DeviceChange.Suspend));
        Assert.Equal(PaymentOutcome.Approved, await AfterAsync(device, DeviceChange.Reinstate));
        Assert.Equal(PaymentOutcome.Refused, await AfterAsync(device, DeviceChange.Block));
        Assert.Equal(PaymentOutcome.Refused, await AfterAsync(device, DeviceChange.Decommission));
        CommandResult late = await First.Device(device).ExecuteAsync(new ChangeDeviceStatus { Change = DeviceChange.Reinstate, Reason = "test" }, Staff, CancellationToken.None);
        Assert.Equal("wrong-status", Assert.Single(late.Problems).Code);
    }

    [Fact]
    public async Task ReportAttestation_NewerResult_IsTheEvidenceFromThenOn()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        Clock.Advance(TimeSpan.FromSeconds(1));
        AttestationInfo bad = device.Attestation(AttestationNonce.StartUp(device.Id), Clock.Now) with { Status = (int)AttestationStatus.Contraindicated };
        Assert.True((await First.Device(device).ReportAttestationAsync(device.Proof(), bad, CancellationToken.None)).Accepted);
        DeviceView view = (await Second.Device(device).GetAsync(CancellationToken.None))!;
        Assert.Equal(("Contraindicated", bad), (view.Trust, view.Evidence));
    }

    private async Task<PaymentOutcome> AfterAsync(TestDevice device, DeviceChange change)
    {
        Assert.True((await First.Device(device).ExecuteAsync(new ChangeDeviceStatus { Change = change, Reason = "test" }, Staff, CancellationToken.None)).Accepted);
        return (await First.PayAsync(device, device.Purchase())).Outcome;
    }

    private async Task<TestDevice> AwaitActivationAsync()
    {
        TestDevice device = await Installation.ForeseeDeviceAsync();
        IDeviceGrain grain = First.Device(device);
        Assert.True((await grain.ExecuteAsync(new CreateDevice { MerchantId = device.MerchantId, Tid = device.Tid }, Staff, CancellationToken.None)).Accepted);
        Assert.True((await grain.ExecuteAsync(new IssueActivationCode { CodeSha256 = RightCode }, Staff, CancellationToken.None)).Accepted);
        return device;
    }

    private Task<CommandResult> ActivateAsync(TestDevice device, string? code = null) =>
        First.Device(device).ActivateAsync(Enrolment(device, code ?? RightCode), CancellationToken.None);

    private ActivateDevice Enrolment(TestDevice device, string code) => new()
    {
        CodeSha256 = code,
        KeyX = SolutionEvents.KeyCoordinate,
        KeyY = SolutionEvents.KeyCoordinate,
        SdkComponentId = SolutionEvents.SdkId,
        AttestationServiceId = SolutionEvents.AttestationServiceId,
        InitialKeyId = device.InitialKeyId,
        KeyCheckValue = "ABCDEF",
        Attestation = device.Attestation(AttestationNonce.StartUp(device.Id), Clock.Now),
    };

    private async Task<IReadOnlyList<IEvent>> DeviceEventsAsync(TestDevice device) =>
    [
        .. (await Installation.Journal.ReadStreamAsync(Streams.Of(Streams.Device, device.Id), 0, Domain.Ports.JournalLimits.MaxReadCount, CancellationToken.None))
            .Select(Domain.Events.EventCodec.Decode),
    ];
}

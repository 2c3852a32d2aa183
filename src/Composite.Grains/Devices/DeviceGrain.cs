using Composite.Contracts;
using Composite.Contracts.Devices;
using Composite.Contracts.Payments;
using Composite.Domain;
using Composite.Domain.Devices;
using Composite.Domain.Merchants;
using Composite.Domain.Payments;
using Composite.Domain.Policies;
using Composite.Domain.Ports;
using Composite.Domain.Rules;
using Composite.Grains.Journaling;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace Composite.Grains.Devices;

/// <summary>A device and its payments. Reentrant: while one payment waits for its acquirer, a query, a retry or a staff command is answered.</summary>
[Reentrant]
public sealed class DeviceGrain(IJournal journal, IFacts facts, IAcquirerLinks links, TimeProvider time, ILogger<DeviceGrain> log) : Grain, IDeviceGrain, IDisposable
{
    /// <summary>Nonces kept per device: about 17 requests a second at the default clock skew.</summary>
    public const int NonceCapacity = 4096;

    private readonly NonceWindow _nonces = new(NonceCapacity);
    private WatchedState<DeviceState> _device = null!;
    private WatchedState<MerchantState>? _merchant;
    private PaymentDesk _desk = null!;

    private string Id => this.GetPrimaryKeyString();

    private PolicyValues Policy => facts.Read().Facts.Policies.At(time.GetUtcNow()).Values;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _device = new(new(journal, time, Streams.Of(Streams.Device, Id), (s, e, _) => DeviceState.Evolve(s, e)), facts.Watch(Streams.Of(Streams.Device, Id)));
        _desk = new PaymentDesk(new PaymentJournal(journal, time, Id, log), facts, links, time, Id, PartiesAsync);
        return Task.CompletedTask;
    }

    /// <summary>Called by Orleans when the activation ends, also when it never began.</summary>
    public void Dispose()
    {
        _device?.Dispose();
        _merchant?.Dispose();
    }

    public async Task<CommandResult> ExecuteAsync(DeviceCommand command, string actor, CancellationToken cancellationToken)
    {
        if (command is not CreateDevice create) return await _device.State.DecideExistingAsync(s => Decide(s, command), actor, cancellationToken);
        MerchantState? merchant = null;
        // What is no id names no stream; the decider says so.
        if (Problems.IsSlug(create.MerchantId))
        {
            JournaledState<MerchantState> state = Merchant(create.MerchantId);
            await state.LoadAsync(cancellationToken);
            merchant = state.Value;
        }

        return await _device.State.DecideAsync(s => DeviceDecider.Create(s, Id, merchant, create.MerchantId, create.Tid), actor, cancellationToken);
    }

    public async Task<CommandResult> ActivateAsync(ActivateDevice command, CancellationToken cancellationToken)
    {
        string actor = "device/" + Id;
        // A guess that is looked at is counted: giving up does not take it back.
        CommandResult code = await _device.State.DecideAsync(s => DeviceDecider.CheckCode(s, command.CodeSha256, time.GetUtcNow(), Policy), actor, CancellationToken.None);
        if (!code.Accepted) return code;
        DeviceEnrolment enrolment = new(
            command.KeyX, command.KeyY, command.SdkComponentId, command.AttestationServiceId, command.InitialKeyId, command.KeyCheckValue);
        AttestationResult attestation = command.Attestation.ToDomain();
        return await _device.State.DecideExistingAsync(
            s => DeviceDecider.CheckCode(s, command.CodeSha256, time.GetUtcNow(), Policy) is Decision.Rejected refused
                ? refused
                : DeviceDecider.Activate(s, enrolment, attestation, Admission.OfDevice(facts.Read().Facts, s, enrolment, attestation, time.GetUtcNow())),
            actor, CancellationToken.None);
    }

    public async Task<CommandResult> ReportAttestationAsync(RequestProof proof, AttestationInfo attestation, CancellationToken cancellationToken)
    {
        if (!Take(proof)) return new CommandResult { Problems = [new("request-replayed", "nonce", "The request was seen before.", "Sign a new request.")] };
        return await _device.State.DecideExistingAsync(s => DeviceDecider.ReportAttestation(s, attestation.ToDomain()), "device/" + Id, cancellationToken);
    }

    public async Task<ConfigurationAnswer> ConfigureAsync(RequestProof proof, CancellationToken cancellationToken)
    {
        if (!Take(proof)) return new ConfigurationAnswer(null, Replayed: true);
        if (await _device.ReadAsync(cancellationToken) is not { } device
            || await MerchantAsync(device.MerchantId, cancellationToken) is not { } merchant) return new ConfigurationAnswer(null, Replayed: false);
        return new ConfigurationAnswer(DeviceViews.Configuration(device, merchant, facts.Read().Facts, time.GetUtcNow()), Replayed: false);
    }

    public Task<PaymentAnswer> PayAsync(RequestProof proof, SubmitPayment command, CancellationToken cancellationToken) => _desk.PayAsync(
        DeviceViews.Request(command, proof.SignedAt), command.CardEvidence.ToDomain(), command.PinEvidence?.ToDomain(), () => Take(proof));

    public async Task<PaymentAnswer> QueryAsync(RequestProof proof, string paymentId, CancellationToken cancellationToken) =>
        Take(proof) ? await _desk.QueryAsync(paymentId, cancellationToken) : PaymentAnswers.Replayed(paymentId);

    public async Task<PaymentAnswer> VoidAsync(RequestProof proof, string paymentId, CancellationToken cancellationToken) =>
        Take(proof) ? await _desk.VoidAsync(paymentId, cancellationToken) : PaymentAnswers.Replayed(paymentId);

    public async Task RecordLateAnswerAsync(LateAnswerInfo answer, CancellationToken cancellationToken) => await _desk.RecordLateAsync(
        new LateAnswer(answer.AcquirerId, Id, answer.PaymentId, answer.Approved, answer.ResponseCode, answer.AuthorizationCode, new(answer.RequestFields, answer.ResponseFields)),
        cancellationToken);

    public async Task RunDueAsync(string kind, string paymentId, int attempt, CancellationToken cancellationToken) => await (kind switch
    {
        PaymentDueWork.DeadlineKind => _desk.ExpireAsync(paymentId, cancellationToken),
        PaymentDueWork.ReversalKind => _desk.ReverseAsync(paymentId, attempt, cancellationToken),
        _ => throw new ArgumentException($"'{kind}' is not a kind of due work that this version knows.", nameof(kind)),
    });

    public async Task<DeviceView?> GetAsync(CancellationToken cancellationToken)
    {
        await _device.State.LoadAsync(cancellationToken);
        return _device.State.Value is { } device ? DeviceViews.View(device, time.GetUtcNow(), Policy) : null;
    }

    private static Decision Change(DeviceState state, ChangeDeviceStatus c) => c.Change switch
    {
        DeviceChange.Suspend => DeviceDecider.Suspend(state, c.Reason),
        DeviceChange.Reinstate => DeviceDecider.Reinstate(state, c.Reason),
        DeviceChange.Block => DeviceDecider.Block(state, c.Reason),
        DeviceChange.Decommission => DeviceDecider.Decommission(state, c.Reason),
        _ => throw new ArgumentException($"{c.Change} is not a change that this version knows.", nameof(c)),
    };

    private Decision Decide(DeviceState state, DeviceCommand command) => command switch
    {
        IssueActivationCode c => DeviceDecider.IssueCode(state, c.CodeSha256, time.GetUtcNow(), Policy),
        ChangeDeviceStatus c => Change(state, c),
        _ => throw new ArgumentException($"{command.GetType().Name} is not a command that this version knows.", nameof(command)),
    };

    private bool Take(RequestProof proof) => _nonces.TryTake(proof.Nonce, time.GetUtcNow(), 2 * Policy.ClockSkew);

    private async ValueTask<(DeviceState? Device, MerchantState? Merchant)> PartiesAsync()
    {
        DeviceState? device = await _device.ReadAsync(CancellationToken.None);
        return (device, device is null ? null : await MerchantAsync(device.MerchantId, CancellationToken.None));
    }

    private ValueTask<MerchantState?> MerchantAsync(string merchantId, CancellationToken cancellationToken)
    {
        string stream = Streams.Of(Streams.Merchant, merchantId);
        if (_merchant is null || _merchant.Stream != stream)
        {
            _merchant?.Dispose();
            _merchant = new(Merchant(merchantId), facts.Watch(stream));
        }

        return _merchant.ReadAsync(cancellationToken);
    }

    private JournaledState<MerchantState> Merchant(string merchantId) =>
        new(journal, time, Streams.Of(Streams.Merchant, merchantId), (s, e, _) => MerchantState.Evolve(s, e));
}

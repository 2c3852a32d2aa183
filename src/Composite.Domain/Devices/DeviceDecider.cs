using System.Text.RegularExpressions;
using Composite.Domain.Components;
using Composite.Domain.Merchants;
using Composite.Domain.Policies;

namespace Composite.Domain.Devices;

/// <summary>Decides commands about a device's life. Its payments are decided by <see cref="Payments.PaymentDecider"/>.</summary>
public static partial class DeviceDecider
{
    public static Decision Create(DeviceState? state, string deviceId, MerchantState? merchant, string merchantId, string tid)
    {
        if (state is not null)
        {
            return state.MerchantId == merchantId && state.Tid == tid
                ? Decision.Accept()
                : Decision.Reject("already-registered", "deviceId", $"Device {deviceId} is bound to another merchant or terminal.", "Use a new device id.");
        }

        if (merchant is null)
        {
            return Decision.Reject("unknown-merchant", "merchantId", $"Merchant '{Problems.Shown(merchantId)}' is not registered.", "Register the merchant first.");
        }

        if (merchant.TerminalWith(tid) is not { } terminal)
        {
            return Decision.Reject("unknown-terminal", "tid", $"Merchant '{merchant.Id}' has no terminal '{Problems.Shown(tid)}'.", "Create the terminal first.");
        }

        return new Problems().Slug("deviceId", deviceId).Or(new DeviceCreated(deviceId, merchantId, merchant.SolutionId, tid, terminal.AcquirerId));
    }

    public static Decision IssueCode(DeviceState state, string codeSha256, DateTimeOffset now, PolicyValues policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        if (state is { Status: DeviceStatus.Activating, Activation: { } pending } && pending.CodeSha256 == codeSha256) return Decision.Accept();
        return state.Status is DeviceStatus.Decommissioned
            ? Decision.Reject("decommissioned", "deviceId", "The device left the fleet.", "Create a new device.")
            : state.Status is DeviceStatus.Active or DeviceStatus.Suspended
                ? Decision.Reject("already-active", "deviceId", "The device is enrolled.", "Block it first when it must enrol anew.")
                : Decision.Accept(new ActivationCodeIssued(codeSha256, now + policy.ActivationCodeLifetime));
    }

    /// <summary>The first half of an activation: is the code right. A wrong one is counted, and refused in the same words as any other failure.</summary>
    public static Decision CheckCode(DeviceState? state, string codeSha256, DateTimeOffset now, PolicyValues policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        Decision.Rejected refused = new([new Problem(
            "activation-refused", "activationCode", "No activation with this device id and code is open.", "Ask the provider for a new activation code.")]);
        if (state?.Activation is not { } pending || state.Status != DeviceStatus.Activating) return refused;
        if (pending.FailedAttempts >= policy.ActivationMaxAttempts || now >= pending.ExpiresAt) return refused;
        return pending.CodeSha256 == codeSha256
            ? Decision.Accept()
            : refused with { Events = [new ActivationAttemptFailed(pending.FailedAttempts + 1)] };
    }

    /// <summary>The second half: the code was right; is the device admitted.</summary>
    /// <param name="state">The device.</param>
    /// <param name="enrolment">What it brings.</param>
    /// <param name="attestation">The A&amp;M service's result on it.</param>
    /// <param name="obstacles">What stands against admission; see <see cref="Rules.Admission"/>.</param>
    public static Decision Activate(DeviceState state, DeviceEnrolment enrolment, AttestationResult attestation, IReadOnlyList<Problem> obstacles)
    {
        ArgumentNullException.ThrowIfNull(obstacles);
        if (enrolment is null) return Decision.Reject("missing", "enrolment", "It is missing.", "Send what the device enrols with.");
        Problems problems = new Problems().Slug("sdkComponentId", enrolment.SdkComponentId).Slug("attestationServiceId", enrolment.AttestationServiceId)
            .Require(ComponentDecider.IsCoordinate(enrolment.KeyX), "invalid-key", "keyX", "It is not a P-256 coordinate.", "Give 32 bytes in base64url, as in a JWK.")
            .Require(ComponentDecider.IsCoordinate(enrolment.KeyY), "invalid-key", "keyY", "It is not a P-256 coordinate.", "Give 32 bytes in base64url, as in a JWK.")
            .Pattern("initialKeyId", enrolment.InitialKeyId, InitialKeyIdPattern(), "Give the first 8 bytes of the key serial number: 16 hexadecimal digits in upper case.")
            .Pattern("keyCheckValue", enrolment.KeyCheckValue, CheckValuePattern(), "Give 6 to 10 hexadecimal digits in upper case.")
            .Require(state.Status == DeviceStatus.Activating, "wrong-status", "deviceId", $"The device is {state.Status}.", "Ask the provider for an activation code.");
        // Whoever held the device may have its old keys: recovery is with new ones.
        if (state.Enrolment is { } earlier)
        {
            problems.Require(enrolment.InitialKeyId != earlier.InitialKeyId, "key-reused", "initialKeyId", "The device enrolled with this key set before.", "Enrol with a new key set.")
                .Require(enrolment.KeyX != earlier.KeyX || enrolment.KeyY != earlier.KeyY, "key-reused", "keyX", "The device enrolled with this key before.", "Enrol with a new device key.");
        }

        foreach (Problem obstacle in obstacles) problems.Add(obstacle.Code, obstacle.Field, obstacle.Reason, obstacle.Remedy);
        return problems.Or(new DeviceActivated(enrolment, attestation));
    }

    /// <summary>Records start-up or monitoring evidence that is younger than the last. Of two within the same second the contraindicated one counts.</summary>
    public static Decision ReportAttestation(DeviceState state, AttestationResult attestation)
    {
        ArgumentNullException.ThrowIfNull(attestation);
        if (attestation.DeviceId != state.Id || attestation.Nonce != AttestationNonce.StartUp(state.Id))
        {
            return Decision.Reject("attestation", "attestation", "The attestation result was not made for this device's start-up.", "Attest this device with the nonce {deviceId}:startup.");
        }

        bool isNews = state.Evidence is not { } known || attestation.IssuedAt > known.IssuedAt
            || (attestation.IssuedAt == known.IssuedAt && attestation.Status == AttestationStatus.Contraindicated && known.Status != AttestationStatus.Contraindicated);
        return isNews ? Decision.Accept(new AttestationReported(attestation)) : Decision.Accept();
    }

    public static Decision Suspend(DeviceState state, string reason) => state.Status switch
    {
        DeviceStatus.Suspended => Decision.Accept(),
        DeviceStatus.Active => new Problems().Text("reason", reason, 500).Or(new DeviceSuspended(reason)),
        _ => WrongStatus(state, "Only an active device can be suspended."),
    };

    public static Decision Reinstate(DeviceState state, string reason) => state.Status switch
    {
        DeviceStatus.Active => Decision.Accept(),
        DeviceStatus.Suspended => new Problems().Text("reason", reason, 500).Or(new DeviceReinstated(reason)),
        _ => WrongStatus(state, "Only a suspended device can be reinstated."),
    };

    public static Decision Block(DeviceState state, string reason) => state.Status switch
    {
        DeviceStatus.Blocked => Decision.Accept(),
        DeviceStatus.Decommissioned => WrongStatus(state, "The device left the fleet."),
        _ => new Problems().Text("reason", reason, 500).Or(new DeviceBlocked(reason)),
    };

    public static Decision Decommission(DeviceState state, string reason) =>
        state.Status == DeviceStatus.Decommissioned ? Decision.Accept() : new Problems().Text("reason", reason, 500).Or(new DeviceDecommissioned(reason));

    private static Decision WrongStatus(DeviceState state, string remedy) =>
        Decision.Reject("wrong-status", "deviceId", $"The device is {state.Status}.", remedy);

    [GeneratedRegex(@"^[0-9A-F]{16}\z", RegexOptions.CultureInvariant)]
    private static partial Regex InitialKeyIdPattern();

    [GeneratedRegex(@"^[0-9A-F]{6,10}\z", RegexOptions.CultureInvariant)]
    private static partial Regex CheckValuePattern();
}

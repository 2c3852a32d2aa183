using Composite.Contracts;
using Composite.Contracts.Devices;
using Composite.Domain.Ports;
using Composite.Grains;
using Composite.Host.Access;
using Composite.Host.Apis.Bodies;
using Composite.Host.Apis.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Composite.Host.Apis.Device;

/// <summary>A device enrols with its code, its key and its first attestation.</summary>
internal static class ActivationApi
{
    private const string RefusedCode = "activation-refused";

    public static void MapActivation(this IEndpointRouteBuilder device) => device.MapPost("/activations", ActivateAsync)
        .RequireAuthorization(Policies.EnrollingDevice)
        .RequireRateLimiting(AccessRegistration.ActivationRate)
        .WithMetadata(new BodyLimit(BodyLimit.PaymentBytes))
        .Describe("activateDevice", "Enrols a device: the code that the merchant got out of band, the device's own key, and its first attestation result.")
        .Problems(403, 413, 415, 422, 429);

    private static async Task<Results<Created<ActivationReply>, ApiProblem>> ActivateAsync(
        Body<ActivationBody> body, AttestationReading attestations, IGrainFactory grains, IFacts facts, CancellationToken cancellationToken)
    {
        ActivationBody activation = body.Value;
        if (Secrets.NormaliseActivationCode(activation.ActivationCode) is not { } code)
            return ApiProblem.InvalidRequest([new("invalid-format", "activationCode", "It is not an activation code.", "Give the 16 characters as they were handed over.")]);
        AttestationVerdict verdict = attestations.Verify(activation.Attestation, activation.AttestationServiceId);
        if (verdict is not AttestationVerdict.Appraised appraised)
            return ApiProblem.AttestationNotAppraised(AttestationReading.Problem((AttestationVerdict.NotAppraised)verdict));

        IDeviceGrain grain = grains.GetGrain<IDeviceGrain>(activation.DeviceId);
        CommandResult result = await grain.ActivateAsync(Command(activation, code, appraised), cancellationToken);
        if (result.NotFound) return ApiProblem.ActivationRefused([Refused]);
        if (result.Problems.Any(p => p.Code == RefusedCode)) return ApiProblem.ActivationRefused(result.Problems);
        if (result.Problems.Count > 0) return ApiProblem.CommandRefused(result.Problems);
        if (result.Position > 0) await facts.ReachAsync(result.Position, cancellationToken);
        DeviceView view = await grain.GetAsync(cancellationToken) ?? throw new InvalidOperationException("A device that was enrolled is not there.");
        return TypedResults.Created((string?)null, new ActivationReply(view.DeviceId, view.Tid, view.Status));
    }

    // The words that a wrong code gets: nobody learns which ids exist.
    private static ProblemInfo Refused => new(RefusedCode, "activationCode", "No activation with this device id and code is open.", "Ask the provider for a new activation code.");

    private static ActivateDevice Command(ActivationBody body, string code, AttestationVerdict.Appraised appraised) => new()
    {
        CodeSha256 = Ids.Sha256(code),
        KeyX = body.PublicKey.X,
        KeyY = body.PublicKey.Y,
        SdkComponentId = body.SdkComponentId,
        AttestationServiceId = body.AttestationServiceId,
        InitialKeyId = body.InitialKeyId,
        KeyCheckValue = body.KeyCheckValue,
        Attestation = appraised.Result.ToWire(),
    };
}

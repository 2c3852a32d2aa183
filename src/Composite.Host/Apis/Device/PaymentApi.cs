using Composite.Contracts.Devices;
using Composite.Contracts.Payments;
using Composite.Host.Access;
using Composite.Host.Apis.Bodies;
using Composite.Host.Apis.Problems;
using Composite.Host.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Composite.Host.Apis.Device;

/// <summary>A device pays, asks where a payment stands, and takes one back.</summary>
internal static class PaymentApi
{
    public static void MapPayments(this IEndpointRouteBuilder device)
    {
        RouteGroupBuilder payments = device.MapGroup("/payments").AddEndpointFilter(Ids.RequireUuid7);
        payments.MapPost("", PayAsync)
            .WithMetadata(new BodyLimit(BodyLimit.PaymentBytes), new MovesMoney())
            .Describe("pay", "Takes a payment through the gate to the acquirer. The same id with the same body gets the recorded answer.")
            .Problems(409, 413, 415, 422)
            .WithRequestTimeout(RequestTimeoutPolicies.Payment);
        payments.MapGet("/{id}", QueryAsync)
            .Describe("getPaymentOutcome", "Where a payment of this device stands.")
            .Problems(404, 409);
        payments.MapPost("/{id}/void", VoidAsync)
            .WithMetadata(new MovesMoney())
            .Describe("voidPayment", "Takes an approved payment back. Asking again is answered with where the void stands.")
            .Problems(404, 409)
            .WithRequestTimeout(RequestTimeoutPolicies.Payment);
    }

    private static async Task<Results<Ok<PaymentReply>, ApiProblem>> PayAsync(
        Body<PaymentBody> body, HttpContext context, AttestationReading attestations, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (PaymentForm.Check(body.Value) is { } problem) return problem;
        SignedRequest request = context.Signed();
        SubmitPayment command = Command(body.Value, request, attestations);
        return Answer(await grains.GetGrain<IDeviceGrain>(request.DeviceId).PayAsync(request.Proof, command, cancellationToken));
    }

    private static async Task<Results<Ok<PaymentReply>, ApiProblem>> QueryAsync(string id, HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        SignedRequest request = context.Signed();
        return Answer(await grains.GetGrain<IDeviceGrain>(request.DeviceId).QueryAsync(request.Proof, id, cancellationToken));
    }

    private static async Task<Results<Ok<PaymentReply>, ApiProblem>> VoidAsync(string id, HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        SignedRequest request = context.Signed();
        return Answer(await grains.GetGrain<IDeviceGrain>(request.DeviceId).VoidAsync(request.Proof, id, cancellationToken));
    }

    private static Results<Ok<PaymentReply>, ApiProblem> Answer(PaymentAnswer answer)
    {
        (PaymentReply? reply, ApiProblem? problem) = PaymentReply.Of(answer);
        return reply is not null ? TypedResults.Ok(reply) : problem!;
    }

    private static SubmitPayment Command(PaymentBody body, SignedRequest request, AttestationReading attestations)
    {
        string service = request.Enrolment!.AttestationServiceId;
        return new SubmitPayment
        {
            PaymentId = body.PaymentId,
            BodySha256 = request.BodySha256,
            AmountMinor = body.AmountMinor,
            Currency = body.Currency,
            EntryMode = body.EntryMode,
            Cvm = body.Cvm,
            Scheme = body.Scheme,
            MaskedPan = body.MaskedPan,
            Ksn = body.Ksn,
            AccountData = body.AccountData,
            PinBlock = body.PinBlock,
            Emv = body.Emv,
            CardEvidence = attestations.Evidence(body.Attestation, service),
            PinEvidence = body.PinAttestation is { } pin ? attestations.Evidence(pin, service) : null,
        };
    }
}

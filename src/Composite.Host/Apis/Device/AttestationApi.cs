using Composite.Contracts;
using Composite.Contracts.Devices;
using Composite.Domain.Ports;
using Composite.Grains;
using Composite.Host.Access;
using Composite.Host.Apis.Bodies;
using Composite.Host.Apis.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Composite.Host.Apis.Device;

/// <summary>A start-up or monitoring result of the A&amp;M service.</summary>
/// <param name="Attestation">The service's token.</param>
internal sealed record AttestationBody(string Attestation);

/// <summary>A device reports how its A&amp;M service sees it, and asks what it needs to take payments.</summary>
internal static class AttestationApi
{
    private const string ReplayedCode = "request-replayed";

    public static void MapAttestations(this IEndpointRouteBuilder device) => device.MapPost("/attestations", ReportAsync)
        .WithMetadata(new BodyLimit(BodyLimit.PaymentBytes))
        .Describe("reportAttestation", "Reports a start-up or monitoring result of the device's A&M service.")
        .Problems(404, 409, 413, 415, 422);

    public static void MapConfiguration(this IEndpointRouteBuilder device) => device.MapGet("/configuration", ConfigureAsync)
        .Describe("getDeviceConfiguration", "What the device needs to know to take payments: what it may accept, limits, and the server's time.")
        .Problems(404, 409);

    private static async Task<Results<NoContent, ApiProblem>> ReportAsync(
        Body<AttestationBody> body, HttpContext context, AttestationReading attestations, IGrainFactory grains, CancellationToken cancellationToken)
    {
        SignedRequest request = context.Signed();
        AttestationVerdict verdict = attestations.Verify(body.Value.Attestation, request.Enrolment!.AttestationServiceId);
        if (verdict is not AttestationVerdict.Appraised appraised)
            return ApiProblem.AttestationNotAppraised(AttestationReading.Problem((AttestationVerdict.NotAppraised)verdict));
        CommandResult result = await grains.GetGrain<IDeviceGrain>(request.DeviceId)
            .ReportAttestationAsync(request.Proof, appraised.Result.ToWire(), cancellationToken);
        if (result.NotFound) return ApiProblem.NotFound("The device is not known.");
        if (result.Problems.Any(p => p.Code == ReplayedCode)) return ApiProblem.RequestReplayed();
        return result.Problems.Count > 0 ? ApiProblem.CommandRefused(result.Problems) : TypedResults.NoContent();
    }

    private static async Task<Results<Ok<DeviceConfiguration>, ApiProblem>> ConfigureAsync(HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        SignedRequest request = context.Signed();
        ConfigurationAnswer answer = await grains.GetGrain<IDeviceGrain>(request.DeviceId).ConfigureAsync(request.Proof, cancellationToken);
        if (answer.Replayed) return ApiProblem.RequestReplayed();
        return answer.Configuration is { } configuration ? TypedResults.Ok(configuration) : ApiProblem.NotFound("The device or its merchant is not registered.");
    }
}

using Composite.Host.Access;

namespace Composite.Host.Apis.Device;

/// <summary>What devices call.</summary>
internal static class DeviceApi
{
    public static void MapDeviceApi(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder device = routes.Group("/v1/device", "Device");
        device.MapActivation();
        RouteGroupBuilder enrolled = device.MapGroup("").RequireAuthorization(Policies.Device);
        enrolled.MapAttestations();
        enrolled.MapConfiguration();
        enrolled.MapPayments();
    }

    /// <summary>What the signature of this request proved.</summary>
    public static SignedRequest Signed(this HttpContext context) =>
        context.Features.Get<SignedRequest>() ?? throw new InvalidOperationException("The endpoint is not behind a device's signature.");
}

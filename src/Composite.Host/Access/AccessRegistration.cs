using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Composite.Domain.Staff;
using Composite.Host.Apis.Problems;
using Composite.Host.Options;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Composite.Host.Access;

/// <summary>Authentication, authorisation and the rates of what may be called without either.</summary>
internal static class AccessRegistration
{
    public const string ActivationRate = "activations";
    public const string BootstrapRate = "bootstraps";

    // Addresses are counted in this many buckets: whoever makes addresses up can't make the table grow.
    private const int RateBuckets = 1024;

    public static void AddCompositeAccess(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DeviceKeys>();
        builder.Services.AddSingleton<StaffDirectory>();
        builder.Services.AddSingleton<BootstrapSecret>();
        // The core alone: AddAuthentication would bring data protection, whose keys nothing here uses and which it keeps unencrypted at home.
        builder.Services.AddWebEncoders();
        builder.Services.AddAuthenticationCore(authentication =>
        {
            authentication.AddScheme<DeviceAuthentication>(Schemes.Device, null);
            authentication.AddScheme<EnrolmentAuthentication>(Schemes.EnrollingDevice, null);
            authentication.AddScheme<StaffAuthentication>(Schemes.Staff, null);
            authentication.AddScheme<BootstrapAuthentication>(Schemes.Bootstrap, null);
            authentication.AddScheme<CalendarAuthentication>(Schemes.CalendarToken, null);
        });
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Anyone, policy => policy.RequireAssertion(_ => true))
            .AddPolicy(Policies.EnrollingDevice, policy => policy.AddAuthenticationSchemes(Schemes.EnrollingDevice).RequireAuthenticatedUser())
            .AddPolicy(Policies.Device, policy => policy.AddAuthenticationSchemes(Schemes.Device).RequireAuthenticatedUser())
            .AddPolicy(Policies.Installer, policy => policy.AddAuthenticationSchemes(Schemes.Bootstrap).RequireAuthenticatedUser())
            .AddPolicy(Policies.Staff, policy => policy.AddAuthenticationSchemes(Schemes.Staff).RequireAuthenticatedUser())
            .AddPolicy(Policies.CalendarProgram, policy => policy.AddAuthenticationSchemes(Schemes.CalendarToken).RequireAuthenticatedUser())
            .AddPolicy(Policies.CaseOpener, policy => OfStaff(policy, StaffRole.Operator, StaffRole.Compliance))
            .AddPolicy(Policies.Administrator, policy => OfStaff(policy, StaffRole.Administrator))
            .AddPolicy(Policies.Operator, policy => OfStaff(policy, StaffRole.Operator))
            .AddPolicy(Policies.Compliance, policy => OfStaff(policy, StaffRole.Compliance));
        builder.Services.AddRateLimiter(rates =>
        {
            rates.AddPolicy(ActivationRate, context => PerMinute(context, limits => limits.ActivationsPerMinute));
            rates.AddPolicy(BootstrapRate, context => PerMinute(context, limits => limits.BootstrapsPerMinute));
            rates.OnRejected = RefuseRateAsync;
        });
    }

    /// <summary>Ends the start when an endpoint does not say who may call it.</summary>
    public static void RequireGuardedEndpoints(this IEndpointRouteBuilder routes)
    {
        foreach (Endpoint endpoint in routes.DataSources.SelectMany(source => source.Endpoints))
        {
            if (endpoint.Metadata.GetMetadata<IAuthorizeData>() is null) throw new InvalidOperationException($"{endpoint.DisplayName} does not say who may call it.");
        }
    }

    private static void OfStaff(AuthorizationPolicyBuilder policy, params IEnumerable<StaffRole> roles) =>
        policy.AddAuthenticationSchemes(Schemes.Staff).RequireAuthenticatedUser().RequireRole(roles.Select(role => role.ToString()));

    private static RateLimitPartition<int> PerMinute(HttpContext context, Func<LimitOptions, int> permits)
    {
        LimitOptions limits = context.RequestServices.GetRequiredService<IOptions<LimitOptions>>().Value;
        return RateLimitPartition.GetFixedWindowLimiter(Bucket(context.Connection.RemoteIpAddress), _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = permits(limits),
            Window = TimeSpan.FromMinutes(1),
            QueueLimit = 0,
        });
    }

    // An IPv6 caller owns its /64, so that is what counts.
    private static int Bucket(IPAddress? address)
    {
        if (address is null) return 0;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        ReadOnlySpan<byte> bytes = address.GetAddressBytes();
        HashCode hash = default;
        hash.AddBytes(address.AddressFamily == AddressFamily.InterNetworkV6 ? bytes[..8] : bytes);
        return (int)((uint)hash.ToHashCode() % RateBuckets);
    }

    private static async ValueTask RefuseRateAsync(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        TimeSpan wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan after) ? after : TimeSpan.FromMinutes(1);
        await ApiProblem.TooManyRequests(Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))).ExecuteAsync(rejected.HttpContext);
    }
}

using System.ComponentModel.DataAnnotations;

namespace Composite.Host.Options;

/// <summary>Bounds of the API. Section <c>Composite:Limits</c>.</summary>
public sealed record LimitOptions
{
    public const string Section = "Composite:Limits";

    /// <summary>Activations that one address may try in a minute. Default 30.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Composite:Limits:ActivationsPerMinute: give 1 to 1000000.")]
    public int ActivationsPerMinute { get; init; } = 30;

    /// <summary>Uses of the bootstrap secret that one address may try in a minute. Default 5.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Composite:Limits:BootstrapsPerMinute: give 1 to 1000000.")]
    public int BootstrapsPerMinute { get; init; } = 5;

    /// <summary>Devices whose keys are kept in memory; the one that was quiet longest gives way. Default 50,000.</summary>
    [Range(1, 10_000_000, ErrorMessage = "Composite:Limits:CachedDevices: give 1 to 10000000.")]
    public int CachedDevices { get; init; } = 50_000;

    /// <summary>How long a request may take, payments apart. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ErrorMessage = "Composite:Limits:RequestTimeout: give 00:00:01 to 00:10:00.")]
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a payment or a void may take before it is answered as unknown. Default 135 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ErrorMessage = "Composite:Limits:PaymentTimeout: give 00:00:01 to 00:10:00.")]
    public TimeSpan PaymentTimeout { get; init; } = TimeSpan.FromSeconds(135);

    /// <summary>How long an import or an export may take. Default 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = "Composite:Limits:ExchangeTimeout: give 00:00:01 to 01:00:00.")]
    public TimeSpan ExchangeTimeout { get; init; } = TimeSpan.FromMinutes(10);
}

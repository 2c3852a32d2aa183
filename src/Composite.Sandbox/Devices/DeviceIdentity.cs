using Composite.Domain.Devices;

namespace Composite.Sandbox.Devices;

/// <summary>What a simulated device is: its place in the fleet, its keys' names and what runs on it.</summary>
public sealed record DeviceIdentity
{
    /// <summary>UUIDv7, given by Composite.</summary>
    public required string DeviceId { get; init; }

    public required string Tid { get; init; }

    public required string SdkComponentId { get; init; }

    public required string AttestationServiceId { get; init; }

    /// <summary>First 8 bytes of its key serial numbers.</summary>
    public required ulong InitialKeyId { get; init; }

    public required string SdkVersion { get; init; }

    public required DevicePlatform Platform { get; init; }

    public required ApplicationIdentity Application { get; init; }
}

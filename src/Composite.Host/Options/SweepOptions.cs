using System.ComponentModel.DataAnnotations;

namespace Composite.Host.Options;

/// <summary>How due work is picked up. Section <c>Composite:Sweep</c>.</summary>
public sealed record SweepOptions
{
    public const string Section = "Composite:Sweep";

    /// <summary>How often the journal is asked for due work. Default 250 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.0100000", "00:01:00", ErrorMessage = "Composite:Sweep:Interval: give 00:00:00.01 to 00:01:00.")]
    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long other sweeps leave leased work alone; what failed is due again after it. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = "Composite:Sweep:Lease: give 00:00:01 to 01:00:00.")]
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Devices whose due work runs at once. Default 256.</summary>
    [Range(1, 1024, ErrorMessage = "Composite:Sweep:MaxLanes: give 1 to 1024.")]
    public int MaxLanes { get; init; } = 256;
}

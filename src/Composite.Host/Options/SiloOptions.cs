using System.ComponentModel.DataAnnotations;

namespace Composite.Host.Options;

/// <summary>The grains' part of the process. Section <c>Composite:Silo</c>.</summary>
public sealed record SiloOptions
{
    public const string Section = "Composite:Silo";

    /// <summary>TCP port on the loopback for the silo; 0 takes any free one, so that several hosts can run on one machine. Default 0.</summary>
    [Range(0, 65535, ErrorMessage = "Composite:Silo:Port: give 0 (any free port) to 65535.")]
    public int Port { get; init; }

    /// <summary>How long a grain's answer may take: an acquirer's longest response time and a little. Default 130 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ErrorMessage = "Composite:Silo:ResponseTimeout: give 00:00:01 to 00:10:00.")]
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(130);
}

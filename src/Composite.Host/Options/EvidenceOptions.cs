using System.ComponentModel.DataAnnotations;

namespace Composite.Host.Options;

/// <summary>Bounds of the evidence vault. Section <c>Composite:Evidence</c>.</summary>
public sealed record EvidenceOptions
{
    public const string Section = "Composite:Evidence";

    /// <summary>Largest document, in bytes. Default 25 MiB.</summary>
    [Range(1024, 1024L * 1024 * 1024, ErrorMessage = "Composite:Evidence:MaxDocumentBytes: give 1024 to 1073741824.")]
    public long MaxDocumentBytes { get; init; } = 25 * 1024 * 1024;

    /// <summary>Most bytes of all documents together. Default 10 GiB.</summary>
    [Range(1024, long.MaxValue, ErrorMessage = "Composite:Evidence:MaxTotalBytes: give 1024 or more.")]
    public long MaxTotalBytes { get; init; } = 10L * 1024 * 1024 * 1024;

    /// <summary>How long an upload or a download may take. Default 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = "Composite:Evidence:TransferTimeout: give 00:00:01 to 01:00:00.")]
    public TimeSpan TransferTimeout { get; init; } = TimeSpan.FromMinutes(5);
}

using System.ComponentModel.DataAnnotations;

namespace Composite.Host.Options;

/// <summary>What concerns the process as a whole. Section <c>Composite</c>.</summary>
public sealed record InstallationOptions
{
    public const string Section = "Composite";

    /// <summary>The folder for the journal, the certificate and the bootstrap secret's digest. Default <c>./data</c>; made when missing.</summary>
    [Required(AllowEmptyStrings = false, ErrorMessage = "Composite:Data (--data): no folder is given. Give the folder where Composite keeps its journal.")]
    public string Data { get; init; } = "./data";

    /// <summary>Says on standard output, as one line of JSON, when the process is ready: for a parent process. Default false.</summary>
    public bool ReadyJson { get; init; }
}

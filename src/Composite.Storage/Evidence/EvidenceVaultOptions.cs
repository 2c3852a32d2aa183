namespace Composite.Storage.Evidence;

/// <summary>Where the evidence vault is, and its bounds.</summary>
public sealed record EvidenceVaultOptions
{
    /// <summary>The vault's folder; made when missing.</summary>
    public required string Path { get; init; }

    /// <summary>Largest document, in bytes. Default 25 MiB.</summary>
    public long MaxDocumentBytes { get; init; } = 25 * 1024 * 1024;

    /// <summary>Most bytes of all documents together. Default 10 GiB.</summary>
    public long MaxTotalBytes { get; init; } = 10L * 1024 * 1024 * 1024;

    /// <summary>Documents that may be on their way in at once. Default 16.</summary>
    public int MaxUploads { get; init; } = 16;

    /// <summary>Documents that are looked through at once, each in about its own size of memory. Default 2.</summary>
    public int MaxChecks { get; init; } = 2;
}

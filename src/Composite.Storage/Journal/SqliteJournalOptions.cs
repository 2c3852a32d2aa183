using System.ComponentModel.DataAnnotations;
using Composite.Domain.Ports;

namespace Composite.Storage;

/// <summary>Where a <see cref="SqliteJournal"/> keeps its file, and its bounds.</summary>
public sealed record SqliteJournalOptions
{
    /// <summary>The journal's file. It is created when missing; its directory must exist. Beside it stand <c>-wal</c>, <c>-shm</c> and <c>.lock</c>.</summary>
    [Required(AllowEmptyStrings = false)]
    public required string Path { get; init; }

    /// <summary>Most writes that wait for the writer; one more is refused as <see cref="JournalFault.Overloaded"/>. Default 4096.</summary>
    [Range(1, 1_000_000)]
    public int QueueCapacity { get; init; } = 4096;

    /// <summary>Most writes in one transaction. Default 512.</summary>
    [Range(1, 1024)]
    public int MaxGroupSize { get; init; } = 512;

    /// <summary>A transaction takes no further write once its payloads reach this many bytes. Default 4 MiB.</summary>
    [Range(1, 64 * 1024 * 1024)]
    public int MaxGroupBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Most connections that read at once. Default 4.</summary>
    [Range(1, 64)]
    public int MaxReaders { get; init; } = 4;

    /// <summary>Most reads that wait for a connection; one more is refused as <see cref="JournalFault.Overloaded"/>. Default 4096.</summary>
    [Range(1, 1_000_000)]
    public int ReadQueueCapacity { get; init; } = 4096;

    /// <summary>How long a statement waits for another program's lock on the file. Default 1 s; 0 to 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The write-ahead log is copied into the main file when it is this long. Default 32 MiB.</summary>
    [Range(64 * 1024, 1024 * 1024 * 1024)]
    public int CheckpointBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>The writer's page cache. Default 32 MiB.</summary>
    [Range(1024 * 1024, 1024 * 1024 * 1024)]
    public int CacheBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>Most streams whose version the writer remembers, to save a look-up per append. Default 65,536.</summary>
    [Range(16_384, 10_000_000)]
    public int StreamHeadCapacity { get; init; } = 65_536;

    /// <summary>Events are indexed in sorted batches of this many; until then memory finds them. Default 16,384.</summary>
    [Range(1, 65_536)]
    public int IndexBatchSize { get; init; } = 16_384;

    /// <summary>A file up to this size has every page checked when it opens; a larger one is left to <see cref="IJournal.VerifyAsync"/>. Default 64 MiB.</summary>
    [Range(0, long.MaxValue)]
    public long QuickCheckMaxBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>The main file grows no further than this; then appends are refused as <see cref="JournalFault.Full"/>. Default 0: only the disk limits it.</summary>
    [Range(0, long.MaxValue)]
    public long MaxFileBytes { get; init; }

    /// <summary>Called around each commit; a test throws from it what the disk would have answered.</summary>
    internal Action<CommitStep>? CommitProbe { get; init; }

    /// <summary>Throws one exception that names every option out of its range.</summary>
    /// <exception cref="ArgumentException">At least one is.</exception>
    internal void Validate()
    {
        var findings = new List<ValidationResult>();
        if (!Validator.TryValidateObject(this, new ValidationContext(this), findings, validateAllProperties: true))
        {
            throw new ArgumentException(string.Join(" ", findings.Select(finding => finding.ErrorMessage)));
        }
    }
}

/// <summary>Where a group commit stands when its probe is called.</summary>
internal enum CommitStep
{
    /// <summary>Everything is written in the transaction; nothing is durable.</summary>
    BeforeCommit,

    /// <summary>Durable, but nobody was told: what a failure reported by the disk too late looks like.</summary>
    AfterCommit,
}

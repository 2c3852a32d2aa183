namespace Composite.Domain.Ports;

/// <summary>The one truth: an insert-only log of events in streams, each append fenced by its expected versions.</summary>
/// <remarks>
/// <para>Everything in one <see cref="Append"/> is durable together or not at all: events, due work, nothing between.</para>
/// <para>
/// An implementation that cannot say whether an append became durable throws <see cref="JournalUnavailableException"/>;
/// the caller must then drop its state and reload, and may not tell anyone that the append failed.
/// </para>
/// </remarks>
public interface IJournal
{
    /// <summary>Appends events and due-work changes in one transaction.</summary>
    /// <returns><see cref="AppendResult.Appended"/>, or <see cref="AppendResult.Conflict"/> when any stream is not at its expected version.</returns>
    /// <exception cref="ArgumentException">The append is beyond a limit of <see cref="JournalLimits"/>; nothing was written.</exception>
    /// <exception cref="JournalUnavailableException">The store refused or cannot tell; nothing may be assumed.</exception>
    /// <exception cref="OperationCanceledException">
    /// The caller gave up waiting. Cancelled before the call: nothing was written. Cancelled later: nothing may be assumed.
    /// </exception>
    ValueTask<AppendResult> AppendAsync(Append append, CancellationToken cancellationToken);

    /// <summary>Reads a stream in version order, starting behind <paramref name="afterVersion"/> (0 reads all).</summary>
    /// <param name="stream">The stream's name.</param>
    /// <param name="afterVersion">The last version that the caller already has; 0 for none.</param>
    /// <param name="maxCount">Most events to return, 1 to <see cref="JournalLimits.MaxReadCount"/>.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask<IReadOnlyList<RecordedEvent>> ReadStreamAsync(string stream, long afterVersion, int maxCount, CancellationToken cancellationToken);

    /// <summary>Reads the events of one subject within a stream (a payment within its device's payments), in version order.</summary>
    ValueTask<IReadOnlyList<RecordedEvent>> ReadSubjectAsync(string stream, string subject, int maxCount, CancellationToken cancellationToken);

    /// <summary>Reads all streams in the order of their global position, starting behind <paramref name="afterPosition"/> (0 reads from the first).</summary>
    /// <remarks>A reader that follows positions never misses an event: a position becomes readable only after all lower ones are.</remarks>
    ValueTask<IReadOnlyList<RecordedEvent>> ReadAllAsync(long afterPosition, int maxCount, CancellationToken cancellationToken);

    /// <summary>As <see cref="ReadAllAsync"/>, without the payments' streams (<see cref="Streams.Payments"/>): who follows the facts must not wade through every payment.</summary>
    ValueTask<IReadOnlyList<RecordedEvent>> ReadAllBesidesPaymentsAsync(long afterPosition, int maxCount, CancellationToken cancellationToken);

    /// <summary>
    /// As <see cref="ReadAllBesidesPaymentsAsync"/>, also without the merchants' and devices' streams (<see cref="Streams.Merchant"/>,
    /// <see cref="Streams.Device"/>): who starts needs the solution's facts, and they stand among a million devices' events.
    /// </summary>
    ValueTask<IReadOnlyList<RecordedEvent>> ReadAllBesidesFleetAsync(long afterPosition, int maxCount, CancellationToken cancellationToken);

    /// <summary>The highest readable global position; 0 when the journal is empty.</summary>
    ValueTask<long> ReadHeadAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The hash at a position: 64 hexadecimal digits in lower case, over this event and, by the chain, every earlier one. Who keeps it can
    /// show later that nothing before it was altered. Null when no event is readable at the position.
    /// </summary>
    ValueTask<string?> ReadHashAsync(long position, CancellationToken cancellationToken);

    /// <summary>Waits until the head is behind <paramref name="position"/> (the head is greater), or until the time is over; the caller then reads.</summary>
    /// <remarks>So a tail needs no polling: read until nothing comes, wait behind the last position read, read again.</remarks>
    /// <param name="position">The last position that the caller already has; 0 for none.</param>
    /// <param name="atMost">When to return even if nothing came, 0 to <see cref="JournalLimits.MaxWait"/>.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask WaitBehindAsync(long position, TimeSpan atMost, CancellationToken cancellationToken);

    /// <summary>The newest snapshot of a stream, or null.</summary>
    ValueTask<StreamSnapshot?> ReadSnapshotAsync(string stream, CancellationToken cancellationToken);

    /// <summary>Keeps a snapshot, replacing an older one; a snapshot of a lower version than the kept one is ignored. Snapshots are a cache: losing them loses nothing.</summary>
    ValueTask WriteSnapshotAsync(StreamSnapshot snapshot, CancellationToken cancellationToken);

    /// <summary>Leases due work whose time has come: by <see cref="DueWork.DueAt"/>, then by <see cref="DueWork.Id"/> in ordinal order.</summary>
    /// <param name="now">Rows with <see cref="DueWork.DueAt"/> at or before this, and with no lease beyond it, are taken.</param>
    /// <param name="leaseUntil">After <paramref name="now"/>: until when other sweeps leave these rows alone; from then on they are due again.</param>
    /// <param name="maxCount">Most rows to lease, 1 to <see cref="JournalLimits.MaxDueBatch"/>.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask<IReadOnlyList<DueWork>> LeaseDueAsync(DateTimeOffset now, DateTimeOffset leaseUntil, int maxCount, CancellationToken cancellationToken);

    /// <summary>Checks every row from the first to the head: contiguous positions, contiguous versions per stream, checksums and the hash chain.</summary>
    /// <param name="progress">Receives (checked, total) now and then; may be null.</param>
    /// <param name="cancellationToken">Stops the check.</param>
    ValueTask<JournalVerification> VerifyAsync(IProgress<(long Checked, long Total)>? progress, CancellationToken cancellationToken);
}

/// <summary>What one transaction writes. At least one event; within <see cref="JournalLimits"/>.</summary>
public sealed record Append
{
    /// <summary>One entry per stream, each stream at most once.</summary>
    public required IReadOnlyList<StreamAppend> Streams { get; init; }

    /// <summary>Due-work rows to add or replace (same <see cref="DueWork.Id"/>); each id at most once, and not also in <see cref="Complete"/>.</summary>
    public IReadOnlyList<DueWork> Schedule { get; init; } = [];

    /// <summary>Ids of due-work rows to remove; an id that does not exist is ignored.</summary>
    public IReadOnlyList<string> Complete { get; init; } = [];

    /// <summary>When this is recorded; the caller's clock, kept with every event.</summary>
    public required DateTimeOffset RecordedAt { get; init; }
}

/// <summary>Events for one stream, fenced by the version that the stream must be at (0: the stream must not exist).</summary>
public sealed record StreamAppend(string Stream, long ExpectedVersion, IReadOnlyList<NewEvent> Events);

/// <summary>An event to append.</summary>
/// <param name="Type">The stable name of the event's shape, such as <c>payment.submitted.v1</c>.</param>
/// <param name="Payload">UTF-8 JSON.</param>
/// <param name="Subject">What within the stream this is about (a payment's id within its device's payments), or null.</param>
/// <param name="Actor">Who caused it: <c>staff/…</c>, <c>device/…</c> or <c>system</c>.</param>
public sealed record NewEvent(string Type, ReadOnlyMemory<byte> Payload, string? Subject, string Actor);

/// <summary>An event as the journal holds it. <c>RecordedAt</c> is the same instant to the tick (100 ns), in UTC.</summary>
public sealed record RecordedEvent(
    long Position,
    string Stream,
    long Version,
    string Type,
    ReadOnlyMemory<byte> Payload,
    string? Subject,
    string Actor,
    DateTimeOffset RecordedAt);

/// <summary>Work that must happen at or after a time, written in the same transaction as the event that calls for it.</summary>
/// <param name="Id">Unique; scheduling the same id again replaces the row and clears its lease.</param>
/// <param name="Kind">What to do, such as <c>payment.deadline</c>.</param>
/// <param name="Lane">Rows of one lane concern the same party (a device's reversals); the sweep runs lanes independently.</param>
/// <param name="DueAt">Not before this.</param>
/// <param name="Attempt">How often it was tried before; 0 at first.</param>
/// <param name="Payload">UTF-8 JSON or empty.</param>
public sealed record DueWork(string Id, string Kind, string Lane, DateTimeOffset DueAt, int Attempt, ReadOnlyMemory<byte> Payload);

/// <summary>A folded stream, kept so that a reload need not fold from the first event.</summary>
public sealed record StreamSnapshot(string Stream, long Version, string Type, ReadOnlyMemory<byte> Payload);

/// <summary>How an append ended, when the store could tell.</summary>
public abstract record AppendResult
{
    private AppendResult() { }

    /// <summary>Durable. <paramref name="LastPosition"/> is the global position of the append's last event.</summary>
    public sealed record Appended(long LastPosition) : AppendResult;

    /// <summary>Nothing was written: <paramref name="Stream"/> is at <paramref name="ActualVersion"/>, another writer won.</summary>
    public sealed record Conflict(string Stream, long ExpectedVersion, long ActualVersion) : AppendResult;
}

/// <summary>What a verification found. <see cref="Problems"/> is empty when the journal is whole; it lists at most <see cref="JournalLimits.MaxProblems"/>.</summary>
public sealed record JournalVerification(long EventsChecked, long HeadPosition, string HeadHash, IReadOnlyList<JournalProblem> Problems);

/// <summary>One defect, at the first position that shows it.</summary>
public sealed record JournalProblem(long Position, string Stream, string Message);

/// <summary>Bounds that every implementation enforces with an <see cref="ArgumentException"/> before anything is written.</summary>
public static class JournalLimits
{
    public const int MaxStreamsPerAppend = 8;
    public const int MaxEventsPerAppend = 64;
    public const int MaxDueChangesPerAppend = 64;
    public const int MaxPayloadBytes = 256 * 1024;

    /// <summary>Most UTF-16 code units of a stream, type, subject, actor, kind, lane or id: 1 to this, well-formed, no control characters.</summary>
    public const int MaxNameLength = 200;
    public const int MaxReadCount = 4096;
    public const int MaxDueBatch = 1024;
    public const int MaxProblems = 100;

    /// <summary>Longest single wait for an append.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromHours(1);
}

/// <summary>Why a journal refuses work.</summary>
public enum JournalFault
{
    /// <summary>The disk is full. Remedy: free space; nothing acknowledged was lost.</summary>
    Full,

    /// <summary>Another process holds the file. Remedy: stop the other process.</summary>
    Locked,

    /// <summary>The file is not a journal or is corrupt. Remedy: restore it; never overwritten by Composite.</summary>
    Damaged,

    /// <summary>The queue of waiting appends is full. Remedy: send less, or retry later.</summary>
    Overloaded,

    /// <summary>Any other input/output error, or the journal is closed.</summary>
    Unavailable,
}

/// <summary>The journal cannot take or give events now. The message names the file, the reason and the remedy.</summary>
public sealed class JournalUnavailableException : Exception
{
    public JournalUnavailableException(JournalFault fault, string message, Exception? innerException = null)
        : base(message, innerException) => Fault = fault;

    public JournalFault Fault { get; }
}

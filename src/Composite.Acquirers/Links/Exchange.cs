using System.Buffers;
using System.Collections.Frozen;
using Composite.Acquirers.Adapters;
using Composite.Domain.Payments;
using Composite.Domain.Ports;

namespace Composite.Acquirers.Links;

/// <summary>One request on its way, and where its answer is waited for.</summary>
/// <remarks>
/// The state answers the one question that money hangs on: may a byte have left? <see cref="TryBeginSending"/> is called before the
/// write and <see cref="TryWithdraw"/> by whoever gives up; exactly one of them wins.
/// </remarks>
internal sealed class Exchange
{
    private const int Queued = 0;
    private const int Sending = 1;
    private const int Withdrawn = 2;

    private readonly TaskCompletionSource<AcquirerAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _state;

    public required string Key { get; init; }

    /// <summary>The connection that carries it.</summary>
    public required LinkSession Session { get; init; }

    /// <summary>The framed bytes; the writer of the connection owns them once they are queued.</summary>
    public required ArrayBufferWriter<byte> Frame { get; init; }

    public required EchoSnapshot Sent { get; init; }

    public required FrozenSet<string> AcceptingCodes { get; init; }

    /// <summary>The request, masked.</summary>
    public required IReadOnlyList<string> Lines { get; init; }

    /// <summary>Whom a late answer concerns; null when none is to be recorded.</summary>
    public LateSubject? Late { get; init; }

    /// <summary>True when a message with the same key is the same statement again (a repeated reversal), whose answers serve either.</summary>
    public bool Repeatable { get; init; }

    public Task<AcquirerAnswer> Answer => _answer.Task;

    public bool MayHaveLeft => Volatile.Read(ref _state) == Sending;

    /// <summary>Claims it for writing. False: it was withdrawn, and must not be written.</summary>
    public bool TryBeginSending() => Interlocked.CompareExchange(ref _state, Sending, Queued) == Queued;

    /// <summary>Takes it back. True: not a byte has left, nor will.</summary>
    public bool TryWithdraw() => Interlocked.CompareExchange(ref _state, Withdrawn, Queued) == Queued;

    /// <summary>Hands the answer to the caller. Only for who took it out of the <see cref="ExchangeTable"/>.</summary>
    public void Complete(AcquirerAnswer answer) => _answer.SetResult(answer);

    public AcquirerExchange Unanswered() => new(Lines, []);
}

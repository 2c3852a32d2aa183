using Composite.Domain.Ports;

namespace Composite.Storage;

/// <summary>A write that waits for its group: executed on the writer's thread, answered when the group is durable.</summary>
internal interface IWriteCommand
{
    /// <summary>The caller gave up before the writer came to it: it is not executed.</summary>
    bool IsAbandoned { get; }

    /// <summary>What it adds to the group's size.</summary>
    int PayloadBytes { get; }

    /// <summary>Writes within the group's transaction and keeps the answer.</summary>
    void Execute(WriteSession session);

    /// <summary>Tells the caller the answer: the transaction is durable.</summary>
    void Succeed();

    /// <summary>Tells the caller that nothing may be assumed.</summary>
    void Fail(JournalUnavailableException fault);
}

/// <summary>A write with an answer.</summary>
internal abstract class WriteCommand<TAnswer>() : TaskCompletionSource<TAnswer>(TaskCreationOptions.RunContinuationsAsynchronously), IWriteCommand
{
    private TAnswer? _answer;

    public bool IsAbandoned => Task.IsCompleted;

    public abstract int PayloadBytes { get; }

    public void Execute(WriteSession session) => _answer = Write(session);

    public void Succeed() => TrySetResult(_answer!);

    /// <remarks>An exception of its own for each caller: a thrown one collects its stack trace.</remarks>
    public void Fail(JournalUnavailableException fault) =>
        TrySetException(new JournalUnavailableException(fault.Fault, fault.Message, fault));

    protected abstract TAnswer Write(WriteSession session);
}

/// <summary>Events and due work in one.</summary>
internal sealed class AppendCommand(Append append) : WriteCommand<AppendResult>
{
    public override int PayloadBytes { get; } = Measure(append);

    protected override AppendResult Write(WriteSession session) => session.Append(append);

    private static int Measure(Append append)
    {
        var bytes = 0;
        foreach (var stream in append.Streams)
        {
            foreach (var newEvent in stream.Events)
            {
                bytes += newEvent.Payload.Length;
            }
        }

        foreach (var work in append.Schedule)
        {
            bytes += work.Payload.Length;
        }

        return bytes;
    }
}

/// <summary>Takes due work for a while.</summary>
internal sealed class LeaseCommand(DateTimeOffset now, DateTimeOffset leaseUntil, int maxCount) : WriteCommand<IReadOnlyList<DueWork>>
{
    public override int PayloadBytes => 0;

    protected override IReadOnlyList<DueWork> Write(WriteSession session) => session.Lease(now, leaseUntil, maxCount);
}

/// <summary>Keeps a snapshot.</summary>
internal sealed class SnapshotCommand(StreamSnapshot snapshot) : WriteCommand<StreamSnapshot>
{
    public override int PayloadBytes => snapshot.Payload.Length;

    protected override StreamSnapshot Write(WriteSession session)
    {
        session.Write(snapshot);
        return snapshot;
    }
}

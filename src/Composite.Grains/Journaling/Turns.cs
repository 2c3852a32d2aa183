using System.Diagnostics.CodeAnalysis;

namespace Composite.Grains.Journaling;

/// <summary>
/// One at a time, in the order of asking: who decides on a state in a reentrant grain holds the turn from reading it until the append
/// is done, so that nothing is decided on what an earlier caller is about to change.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A semaphore whose wait handle nobody asks for holds nothing; disposed, it would fail a payment that outlives its activation.")]
internal sealed class Turns
{
    private readonly SemaphoreSlim _free = new(1, 1);

    /// <summary>Waits for the turn. Dispose the result to give it back, once.</summary>
    public ValueTask<Turn> EnterAsync(CancellationToken cancellationToken)
    {
        Task free = _free.WaitAsync(cancellationToken);
        return free.IsCompletedSuccessfully ? ValueTask.FromResult(new Turn(_free)) : WaitAsync(free);
    }

    private async ValueTask<Turn> WaitAsync(Task free)
    {
        await free;
        return new Turn(_free);
    }
}

/// <summary>The turn to decide and append.</summary>
internal readonly struct Turn(SemaphoreSlim free) : IDisposable
{
    public void Dispose() => free.Release();
}

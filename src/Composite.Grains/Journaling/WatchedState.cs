using Composite.Domain.Ports;

namespace Composite.Grains.Journaling;

/// <summary>A stream's state that is read again only when the silo saw the stream change: memory follows active devices, and so do reads.</summary>
internal sealed class WatchedState<TState>(JournaledState<TState> state, IStreamWatch watch) : IDisposable
    where TState : class
{
    private bool _loaded;

    public JournaledState<TState> State => state;

    public string Stream => state.Stream;

    public ValueTask<TState?> ReadAsync(CancellationToken cancellationToken) =>
        _loaded && !watch.TakeChange() ? ValueTask.FromResult(state.Value) : LoadAsync(cancellationToken);

    public void Dispose() => watch.Dispose();

    // Not loaded until the read is through: a read that fails is made again by the next caller.
    private async ValueTask<TState?> LoadAsync(CancellationToken cancellationToken)
    {
        _loaded = false;
        await state.LoadAsync(cancellationToken);
        _loaded = true;
        return state.Value;
    }
}

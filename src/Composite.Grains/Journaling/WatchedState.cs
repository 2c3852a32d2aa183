using Composite.Domain.Ports;

namespace Composite.Grains.Journaling;

/// <summary>A stream's state that is read again only when the silo saw the stream change: memory follows active devices, and so do reads.</summary>
internal sealed class WatchedState<TState>(JournaledState<TState> state, IStreamWatch watch) : IDisposable
    where TState : class
{
    private bool _loaded;
    private long _loads;

    public JournaledState<TState> State => state;

    public string Stream => state.Stream;

    public ValueTask<TState?> ReadAsync(CancellationToken cancellationToken) =>
        _loaded && !watch.TakeChange() ? ValueTask.FromResult(state.Value) : LoadAsync(cancellationToken);

    public void Dispose() => watch.Dispose();

    // Loaded only by a read that is through and that none began behind: an older one may end last, without what the newer one was for.
    private async ValueTask<TState?> LoadAsync(CancellationToken cancellationToken)
    {
        long load = ++_loads;
        _loaded = false;
        await state.LoadAsync(cancellationToken);
        _loaded = load == _loads;
        return state.Value;
    }
}

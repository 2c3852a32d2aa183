using Composite.Domain.Ports;
using Composite.Domain.Solutions;

namespace Composite.Host.Tests.Support;

/// <summary>Facts that a test sets; fresh unless it says otherwise.</summary>
internal sealed class TestFacts(TimeProvider time) : IFacts
{
    private readonly List<Watched> _watches = [];

    public SolutionFacts Facts { get; set; } = SolutionFacts.Empty;

    /// <summary>How old the facts are.</summary>
    public TimeSpan Age { get; set; }

    /// <summary>The positions that were waited for.</summary>
    public List<long> Reached { get; } = [];

    public int Watching => _watches.Count(w => !w.Disposed);

    public FactsReading Read() => new(Facts, time.GetUtcNow() - Age);

    public ValueTask ReachAsync(long position, CancellationToken cancellationToken)
    {
        lock (Reached) Reached.Add(position);
        return ValueTask.CompletedTask;
    }

    public IStreamWatch Watch(string stream)
    {
        Watched watch = new(stream);
        lock (_watches) _watches.Add(watch);
        return watch;
    }

    public void Changed(string stream)
    {
        lock (_watches) _watches.Where(w => w.Stream == stream).ToList().ForEach(w => w.HasChanged = true);
    }

    private sealed class Watched(string stream) : IStreamWatch
    {
        public string Stream => stream;

        public bool HasChanged { get; set; }

        public bool Disposed { get; private set; }

        public bool TakeChange()
        {
            bool changed = HasChanged;
            HasChanged = false;
            return changed;
        }

        public void Dispose() => Disposed = true;
    }
}

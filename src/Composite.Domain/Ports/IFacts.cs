using Composite.Domain.Solutions;

namespace Composite.Domain.Ports;

/// <summary>The silo's facts about the solution, fed by following the journal, and word of streams that changed.</summary>
public interface IFacts
{
    /// <summary>The facts, and the instant as of which they were known to be complete. Both belong together.</summary>
    FactsReading Read();

    /// <summary>Returns once the facts include the journal up to <paramref name="position"/>: who changed something reads its own change.</summary>
    ValueTask ReachAsync(long position, CancellationToken cancellationToken);

    /// <summary>Watches a stream: the watch turns changed when an event of the stream is seen. Dispose it when no longer needed.</summary>
    IStreamWatch Watch(string stream);
}

/// <summary>Facts and how complete they are.</summary>
/// <param name="Facts">As of one journal position.</param>
/// <param name="CompleteAt">Everything that was readable at this instant is included.</param>
public sealed record FactsReading(SolutionFacts Facts, DateTimeOffset CompleteAt);

/// <summary>Tells whether a stream changed since it was last asked.</summary>
public interface IStreamWatch : IDisposable
{
    /// <summary>True once when the stream changed since the last call.</summary>
    bool TakeChange();
}

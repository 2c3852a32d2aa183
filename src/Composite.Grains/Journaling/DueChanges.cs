using Composite.Domain;
using Composite.Domain.Ports;

namespace Composite.Grains.Journaling;

/// <summary>What an append changes of the due work, beside its events.</summary>
/// <param name="Schedule">Rows to add or replace.</param>
/// <param name="Complete">Ids of rows to remove.</param>
internal sealed record DueChanges(IReadOnlyList<DueWork> Schedule, IReadOnlyList<string> Complete)
{
    public static readonly DueChanges None = new([], []);

    /// <summary>The changes that go with the events that were decided.</summary>
    public delegate DueChanges With(IReadOnlyList<IEvent> events);
}

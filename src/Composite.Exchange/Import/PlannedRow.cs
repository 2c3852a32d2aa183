using Composite.Domain.Components;

namespace Composite.Exchange.Import;

/// <summary>What a row means beside what is known.</summary>
public enum RowVerdict
{
    /// <summary>Something stands against it; nothing of it can be applied.</summary>
    Invalid,

    /// <summary>The reference is recorded for another component or a solution; nothing of it can be applied.</summary>
    Conflicts,

    /// <summary>The reference is not known: the row adds it.</summary>
    New,

    /// <summary>The reference is known with other facts: the row corrects them.</summary>
    Corrects,

    /// <summary>It is known as the row says.</summary>
    Same,

    /// <summary>An earlier row of the file says the same.</summary>
    Repeats,
}

/// <summary>A fact that a row corrects; empty text where there is none.</summary>
public sealed record FieldChange(string Field, string Old, string New);

/// <summary>A row beside what is known.</summary>
/// <param name="Number">1 for the first row.</param>
/// <param name="ComponentId">As the row has it, or empty.</param>
/// <param name="Reference">As the row has it, or empty.</param>
/// <param name="Verdict">What it means.</param>
/// <param name="Changes">What it corrects, field by field.</param>
/// <param name="Errors">What stands against it.</param>
public sealed record PlannedRow(
    int Number, string ComponentId, string Reference, RowVerdict Verdict, IReadOnlyList<FieldChange> Changes, IReadOnlyList<RowError> Errors)
{
    /// <summary>What to record; null unless the row is new or corrects.</summary>
    public Listing? Listing { get; init; }
}

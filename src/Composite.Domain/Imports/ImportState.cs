namespace Composite.Domain.Imports;

/// <summary>An import, folded from its stream.</summary>
public sealed record ImportState(ImportBegun Begun, ImportEnded? Ended)
{
    public static ImportState? Evolve(ImportState? state, IEvent @event) => (state, @event) switch
    {
        (null, ImportBegun e) => new ImportState(e, null),
        ({ Ended: null } s, ImportEnded e) => s with { Ended = e },
        _ => throw new InvalidOperationException($"{@event.GetType().Name} is not an event that an import's stream can have here."),
    };
}

/// <summary>Decides what is recorded about an import.</summary>
public static class ImportDecider
{
    public static Decision Begin(ImportState? state, ImportBegun begun)
    {
        ArgumentNullException.ThrowIfNull(begun);
        if (state is not null)
        {
            return state.Begun == begun ? Decision.Accept() : Decision.Reject("already-registered", "importId", "An import with this id exists.", "Begin it under a new id.");
        }

        Problems problems = new Problems()
            .Require(begun.RowsToApply > 0 && begun.RowsToApply <= begun.Rows, "range", "rowsToApply", $"{begun.RowsToApply} of {begun.Rows} rows.", "Begin an import that changes something.");
        if (begun.Corrections) problems.Text("reason", begun.Reason, 500);
        return problems.Or(begun);
    }

    public static Decision End(ImportState state, ImportEnded ended)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(ended);
        return state.Ended is null ? Decision.Accept(ended) : Decision.Accept();
    }
}

using Composite.Domain;
using Composite.Domain.Components;
using Composite.Domain.Solutions;

namespace Composite.Exchange.Import;

/// <summary>Lays a file's rows beside what is known. Pure; the decisions are the domain's own, as the grain will take them.</summary>
public sealed class ListingPlanner
{
    private const string Reason = "import";

    private readonly Dictionary<string, ReadListing> _firstOf = new(StringComparer.Ordinal);

    private readonly DateTimeOffset _now;
    private SolutionFacts _facts;

    private ListingPlanner(SolutionFacts facts, DateTimeOffset now) => (_facts, _now) = (facts, now);

    public static ImportPlan Plan(string fileSha256, IReadOnlyList<ReadListing> rows, SolutionFacts facts, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ListingPlanner planner = new(facts, now);
        Dictionary<int, List<RowError>> contradictions = Contradictions(rows);
        return new ImportPlan(fileSha256, facts.Position, [.. rows.Select(row => planner.Plan(row, contradictions.GetValueOrDefault(row.Number) ?? []))]);
    }

    private PlannedRow Plan(ReadListing row, List<RowError> contradictions)
    {
        List<RowError> errors = [.. row.Errors, .. contradictions];
        Listing listing = row.Listing;
        string reference = listing.Reference;
        if (!_facts.Components.TryGetValue(row.ComponentId, out ComponentState? component))
        {
            errors.Add(row.ComponentId.Length == 0
                ? new RowError(row.Number, ListingColumns.ComponentId, "missing", "It is missing.", "Give the id of a registered component.")
                : new RowError(row.Number, ListingColumns.ComponentId, "unknown-component", $"Component '{Problems.Shown(row.ComponentId)}' is not registered.", "Register it first, or mend the id."));
            errors.AddRange(FormErrors(row, errors));
            return Refused(row, RowVerdict.Invalid, errors);
        }

        if (ListingGraph.HolderOf(_facts, reference, ListingSubject.Of(component)) is { } owner)
        {
            errors.Add(new RowError(row.Number, ListingColumns.Reference, "conflict", $"The reference is recorded for {owner}.", "Mend the reference or the component; a listing belongs to one product."));
            errors.AddRange(FormErrors(row, errors));
            return Refused(row, RowVerdict.Conflicts, errors);
        }

        // A correction is decided as if it were asked for: whether it is, is not the row's matter.
        Decision decision = ListingDecider.Record(ListingSubject.Of(component), listing, corrects: true, Reason, SolutionFacts.Empty, _now);
        if (decision is Decision.Rejected rejected) errors.AddRange(Told(row, rejected.Problems, errors));
        else if (ListingGraph.CycleThrough(_facts, listing) is { } cycle) errors.Add(new RowError(row.Number, ListingColumns.Dependencies, "dependency-cycle", $"The listing would depend on itself: {string.Join(" -> ", cycle)}.", "Leave out the dependency that closes the circle, or correct the other listing first."));
        if (errors.Count > 0) return Refused(row, RowVerdict.Invalid, errors);
        if (_firstOf.ContainsKey(reference)) return new PlannedRow(row.Number, component.Id, reference, RowVerdict.Repeats, [], []);
        _firstOf.Add(reference, row);
        return Accepted(row, component, (Decision.Accepted)decision);
    }

    private PlannedRow Accepted(ReadListing row, ComponentState component, Decision.Accepted decision)
    {
        if (decision.Events.Count == 0) return new PlannedRow(row.Number, component.Id, row.Listing.Reference, RowVerdict.Same, [], []);
        Listing? known = component.Listings.Row(row.Listing.Reference, ListingBook.AllThatIsKnown);

        // A later row for the same component is decided as if this one were applied: the bounds hold for the file as a whole.
        foreach (IEvent @event in decision.Events) _facts = _facts.With(ComponentState.Evolve(_facts.Components[component.Id], @event, _now)!);
        return new PlannedRow(row.Number, component.Id, row.Listing.Reference, known is null ? RowVerdict.New : RowVerdict.Corrects, known is null ? [] : Changes(known, row.Listing), [])
        {
            Listing = row.Listing,
        };
    }

    /// <summary>What a listing says otherwise than the known one; when it was read does not count.</summary>
    internal static IReadOnlyList<FieldChange> Changes(Listing known, Listing listing) =>
    [
        .. ListingColumns.Facts.Select(column => new FieldChange(column, ListingColumns.Text(known, column), ListingColumns.Text(listing, column)))
            .Where(change => change.Old != change.New),
    ];

    private static PlannedRow Refused(ReadListing row, RowVerdict verdict, List<RowError> errors) =>
        new(row.Number, Problems.IsSlug(row.ComponentId) ? row.ComponentId : string.Empty, Problems.Shown(row.Listing.Reference), verdict, [], errors);

    private static List<RowError> FormErrors(ReadListing row, List<RowError> errors)
    {
        Problems problems = new();
        row.Listing.Check(problems, "listing", Enum.GetValues<ListingProductType>());
        return problems.Or() is Decision.Rejected rejected ? Told(row, rejected.Problems, errors) : [];
    }

    // What the domain says of a field that could not even be read is said already; a day that could not be read makes no order of days.
    private static List<RowError> Told(ReadListing row, IReadOnlyList<Problem> problems, List<RowError> before)
    {
        HashSet<string> unreadable = [.. before.Select(e => e.Field)];
        bool noOrder = unreadable.Contains(ListingColumns.ListedOn) || unreadable.Contains(ListingColumns.ExpiresOn)
            || row.Listing.ListedOn == default || row.Listing.ExpiresOn == default;
        List<RowError> told = [];
        foreach (Problem problem in problems)
        {
            string field = problem.Field.StartsWith("listing.", StringComparison.Ordinal) ? problem.Field["listing.".Length..] : problem.Field;
            if (!unreadable.Contains(field) && !(noOrder && problem.Code == "date-order")) told.Add(new RowError(row.Number, field, problem.Code, problem.Reason, problem.Remedy));
        }

        return told;
    }

    // The same reference with different content: nobody can tell which row is meant, so none of them is.
    private static Dictionary<int, List<RowError>> Contradictions(IReadOnlyList<ReadListing> rows)
    {
        Dictionary<int, List<RowError>> errors = [];
        foreach (IGrouping<string, ReadListing> group in rows.Where(r => r.Listing.Reference.Length > 0).GroupBy(r => r.Listing.Reference, StringComparer.Ordinal))
        {
            ReadListing first = group.First();
            foreach (ReadListing other in group.Skip(1).Where(o => !SaysTheSame(first, o)))
            {
                Add(errors, other.Number, first.Number);
                if (!errors.ContainsKey(first.Number)) Add(errors, first.Number, other.Number);
            }
        }

        return errors;
    }

    private static void Add(Dictionary<int, List<RowError>> errors, int row, int other) => errors[row] =
        [new RowError(row, ListingColumns.Reference, "contradiction", $"Row {other} has the same reference with other content.", "Keep the row that is right.")];

    private static bool SaysTheSame(ReadListing a, ReadListing b) => a.ComponentId == b.ComponentId && a.Listing.SaysTheSameAs(b.Listing);
}

using System.Collections.Concurrent;
using Composite.Exchange.Import;

namespace Composite.Host.Apis.Staff.Exchange;

/// <summary>What became of the rows, gathered while they are applied, and the report of it.</summary>
internal sealed class ImportReport(ImportPlan plan, ImportQuery query)
{
    private readonly ConcurrentDictionary<int, (RowOutcome Outcome, long Position)> _outcomes = [];
    private readonly ConcurrentBag<RowError> _refusals = [];

    public void Set(PlannedRow row, RowOutcome outcome, long position = 0) => _outcomes[row.Number] = (outcome, position);

    public void Refuse(PlannedRow row, IEnumerable<RowError> errors)
    {
        Set(row, RowOutcome.Refused);
        foreach (RowError error in errors) _refusals.Add(error);
    }

    public int Count(RowOutcome outcome) => _outcomes.Values.Count(o => o.Outcome == outcome);

    public ImportReply Reply(ImportOutcome outcome, string? importId = null)
    {
        PlannedRow[] listed = [.. plan.Rows.Where(r => r.Verdict is not (RowVerdict.Same or RowVerdict.Repeats))];
        return new ImportReply
        {
            Outcome = outcome,
            Mode = query.Mode,
            ImportId = importId,
            FileSha256 = plan.FileSha256,
            Digest = plan.Digest,
            Position = plan.Position,
            Counts = new ImportCounts(
                plan.Rows.Count, plan.Count(RowVerdict.New), plan.Count(RowVerdict.Corrects), plan.Count(RowVerdict.Same), plan.Count(RowVerdict.Repeats), plan.Count(RowVerdict.Conflicts),
                plan.Count(RowVerdict.Invalid), plan.Errors.Count()),
            Results = _outcomes.IsEmpty ? null : new ImportResultCounts(
                Count(RowOutcome.Applied), Count(RowOutcome.AlreadySo), Count(RowOutcome.Refused), Count(RowOutcome.Unknown), Count(RowOutcome.NotTried), Count(RowOutcome.LeftOut)),
            Errors = [.. plan.Errors.Concat(_refusals.OrderBy(e => e.Row)).Take(ImportLimits.MaxReportedErrors)],
            Rows = [.. listed.Take(ImportLimits.MaxReportedRows).Select(Row)],
            RowsNotListed = Math.Max(0, listed.Length - ImportLimits.MaxReportedRows),
        };
    }

    private ImportReplyRow Row(PlannedRow row)
    {
        (RowOutcome Outcome, long Position)? outcome = _outcomes.TryGetValue(row.Number, out (RowOutcome, long) found) ? found : null;
        return new ImportReplyRow(row.Number, row.ComponentId, row.Reference, row.Verdict, outcome?.Outcome, row.Changes.Count == 0 ? null : row.Changes, outcome is { Position: > 0 } o ? o.Position : null);
    }
}

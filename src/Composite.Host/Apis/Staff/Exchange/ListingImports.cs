using System.Text;
using Composite.Contracts;
using Composite.Contracts.Components;
using Composite.Contracts.Imports;
using Composite.Domain.Ports;
using Composite.Exchange.Import;
using Composite.Grains.Imports;
using Composite.Host.Apis.Bodies;
using Composite.Host.Apis.Problems;

namespace Composite.Host.Apis.Staff.Exchange;

/// <summary>Lays a file beside what is known and, when it was asked to, applies it row by row: each row is the component's own command.</summary>
internal sealed partial class ListingImports(IGrainFactory grains, IFacts facts, TimeProvider time, ILogger<ListingImports> log) : IDisposable
{
    /// <summary>Components that are changed at once; the rows of one component go one after another.</summary>
    public const int MaxParallel = 16;

    // One import at a time in a process: each is decided on what the one before it left.
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Exactly one of the answers is null.</summary>
    public async Task<(ImportReply? Reply, ApiProblem? Problem)> RunAsync(ImportFile file, ImportQuery query, string actor, CancellationToken cancellationToken)
    {
        if (!await _turn.WaitAsync(TimeSpan.Zero, cancellationToken)) return (null, ApiProblem.TooManyRequests(5));
        try
        {
            ListingsFile listings = ListingsFile.Read(file.Bytes, query.Format, text => ClearAccountData.IsIn(Encoding.UTF8.GetBytes(text)));
            if (listings.Problems.Count > 0) return (null, ApiProblem.InvalidRequest([.. listings.Problems.Select(p => new ProblemInfo(p.Code, p.Field, p.Reason, p.Remedy))]));
            ImportPlan plan = ListingPlanner.Plan(listings.Sha256, listings.Rows, facts.Read().Facts, time.GetUtcNow());
            ImportReport report = new(plan, query);
            if (query.Mode == ImportMode.DryRun) return (report.Reply(ImportOutcome.DryRun), null);
            if (query.Digest != plan.Digest) return (null, ApiProblem.ImportOutdated(report.Reply(ImportOutcome.Outdated)));
            if (query.Mode == ImportMode.All && Against(plan, query) is { Count: > 0 } errors) return (null, ApiProblem.ImportRefused(errors, report.Reply(ImportOutcome.Refused)));
            return await ApplyAsync(plan, report, query, actor, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private static List<ProblemInfo> Against(ImportPlan plan, ImportQuery query)
    {
        List<ProblemInfo> errors = [.. plan.Errors.Take(ImportLimits.MaxReportedErrors).Select(e => new ProblemInfo(e.Code, $"row {e.Row}: {e.Field}", e.Reason, e.Remedy))];
        if (!query.Corrections && plan.Count(RowVerdict.Corrects) is > 0 and int corrected)
            errors.Add(new ProblemInfo("corrects", "corrections", $"{corrected} rows correct recorded listings.", "Look at what they change, and send it again with corrections and a reason; or leave those rows out."));
        return errors;
    }

    private async Task<(ImportReply? Reply, ApiProblem? Problem)> ApplyAsync(ImportPlan plan, ImportReport report, ImportQuery query, string actor, CancellationToken cancellationToken)
    {
        List<PlannedRow> rows = [];
        foreach (PlannedRow row in plan.Rows)
        {
            if (row.Listing is not null && (row.Verdict == RowVerdict.New || query.Corrections)) rows.Add(row);
            else if (row.Verdict is RowVerdict.Same or RowVerdict.Repeats) report.Set(row, RowOutcome.AlreadySo);
            else report.Set(row, RowOutcome.LeftOut);
        }

        // A file that changes nothing leaves no trace, however often it is imported.
        if (rows.Count == 0) return (report.Reply(ImportOutcome.Applied), null);
        string id = Guid.CreateVersion7(time.GetUtcNow()).ToString();
        IImportGrain import = grains.GetGrain<IImportGrain>(id);
        CommandResult begun = await import.BeginAsync(
            new BeginImport
            {
                FileSha256 = plan.FileSha256,
                Digest = plan.Digest,
                OnlyValidRows = query.Mode == ImportMode.Valid,
                Corrections = query.Corrections,
                Reason = query.Reason,
                Rows = plan.Rows.Count,
                RowsToApply = rows.Count,
            }, actor, cancellationToken);
        if (!begun.Accepted) return (null, ApiProblem.CommandRefused(begun.Problems));
        return await ApplyRowsAsync(import, id, rows, report, query, actor, cancellationToken);
    }

    private async Task<(ImportReply? Reply, ApiProblem? Problem)> ApplyRowsAsync(
        IImportGrain import, string id, List<PlannedRow> rows, ImportReport report, ImportQuery query, string actor, CancellationToken cancellationToken)
    {
        foreach (PlannedRow row in rows) report.Set(row, RowOutcome.NotTried);
        try
        {
            await Parallel.ForEachAsync(
                rows.GroupBy(r => r.ComponentId, StringComparer.Ordinal), new ParallelOptions { MaxDegreeOfParallelism = MaxParallel, CancellationToken = cancellationToken },
                async (group, token) =>
                {
                    foreach (PlannedRow row in group) await ApplyAsync(row, report, query, actor, token);
                });
            CommandResult ended = await import.EndAsync(new EndImport(report.Count(RowOutcome.Applied), report.Count(RowOutcome.AlreadySo), report.Count(RowOutcome.Refused)), actor, cancellationToken);
            if (ended.Position > 0) await facts.ReachAsync(ended.Position, cancellationToken);
            return (report.Reply(report.Count(RowOutcome.Refused) > 0 ? ImportOutcome.PartlyApplied : ImportOutcome.Applied, id), null);
        }
        catch (Exception e) when (UnhandledExceptions.IsUnavailable(e))
        {
            Log.Interrupted(log, id, report.Count(RowOutcome.Applied), rows.Count, e.Message);
            return (null, ApiProblem.ImportInterrupted(report.Reply(ImportOutcome.Interrupted, id)));
        }
    }

    private async Task ApplyAsync(PlannedRow row, ImportReport report, ImportQuery query, string actor, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        report.Set(row, RowOutcome.Unknown);
        CommandResult result = await grains.GetGrain<IComponentGrain>(row.ComponentId).ExecuteAsync(Command(row, query), actor, cancellationToken);
        if (result.Accepted) report.Set(row, result.Position > 0 ? RowOutcome.Applied : RowOutcome.AlreadySo, result.Position);
        else report.Refuse(row, result.NotFound
            ? [new RowError(row.Number, ListingColumns.ComponentId, "unknown-component", "The component is not registered.", "Register it first.")]
            : result.Problems.Select(p => new RowError(row.Number, p.Field, p.Code, p.Reason, p.Remedy)));
    }

    private static RecordListing Command(PlannedRow row, ImportQuery query) => new()
    {
        Listing = ListingWire.Of(row.Listing!),
        Corrects = row.Verdict == RowVerdict.Corrects,
        Reason = row.Verdict == RowVerdict.Corrects ? query.Reason : null,
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Import {ImportId} was interrupted after {Applied} of {Rows} rows: {Reason}")]
        public static partial void Interrupted(ILogger logger, string importId, int applied, int rows, string reason);
    }
}

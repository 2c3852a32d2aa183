using System.Globalization;
using System.Text.Json;
using Composite.Contracts;
using Composite.Domain;
using Composite.Domain.Ports;
using Composite.Host.Apis.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Composite.Host.Apis.Staff;

/// <summary>A fact as the journal holds it.</summary>
/// <param name="Position">In the journal.</param>
/// <param name="Version">In the thing's own stream, from 1.</param>
/// <param name="RecordedAt">When.</param>
/// <param name="Actor">Who recorded it.</param>
/// <param name="Type">The stable name of its shape.</param>
/// <param name="Data">The fact itself.</param>
internal sealed record HistoryRow(long Position, long Version, DateTimeOffset RecordedAt, string Actor, string Type, JsonElement Data);

/// <summary>The history of one thing: its stream of the journal, oldest first. What was recorded is never rewritten.</summary>
internal static class HistoryApi
{
    public static void MapHistory(this RouteGroupBuilder group, string category, string name, string summary) =>
        group.MapGet("/{id}/history", (string id, ListQuery query, IJournal journal, CancellationToken cancellationToken) => ReadAsync(Streams.Of(category, id), query, journal, cancellationToken))
            .Describe(name, summary).Problems(404);

    private static async Task<Results<Ok<ListReply<HistoryRow>>, ApiProblem>> ReadAsync(string stream, ListQuery query, IJournal journal, CancellationToken cancellationToken)
    {
        long after = 0;
        if (query.Request.After is { } cursor && !long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out after))
            return ApiProblem.InvalidRequest([new ProblemInfo("invalid-value", "after", "It is not a cursor of this list.", "Give the next of an earlier answer.")]);
        IReadOnlyList<RecordedEvent> events = await journal.ReadStreamAsync(stream, after, query.Request.Limit + 1, cancellationToken);
        if (events.Count == 0 && after == 0) return ApiProblem.NotFound("Nothing with this id is registered.");
        long head = await journal.ReadHeadAsync(cancellationToken);
        IReadOnlyList<HistoryRow> rows = [.. events.Take(query.Request.Limit).Select(Row)];
        return TypedResults.Ok(new ListReply<HistoryRow>(rows, events.Count > rows.Count ? rows[^1].Version.ToString(CultureInfo.InvariantCulture) : null, head));
    }

    private static HistoryRow Row(RecordedEvent e) => new(e.Position, e.Version, e.RecordedAt, e.Actor, e.Type, JsonElement.Parse(e.Payload.Span));
}

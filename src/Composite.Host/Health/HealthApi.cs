using Composite.Domain.Ports;
using Composite.Host.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Composite.Host.Health;

/// <summary>Whether the process lives, or can take payments; says nothing else to a stranger.</summary>
internal sealed record HealthReply(string Status, bool? JournalUsable = null, bool? FactsFresh = null);

/// <summary>For whoever restarts the process, or sends requests to it.</summary>
internal static class HealthApi
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder health = routes.MapGroup("/health").WithTags("Health").RequireAuthorization(Policies.Anyone);
        health.MapGet("/live", Ok<HealthReply> () => TypedResults.Ok(new HealthReply("live")))
            .WithName("getLiveness").WithSummary("The process runs.");
        health.MapGet("/ready", ReadyAsync)
            .WithName("getReadiness").WithSummary("The journal is usable and the facts are fresh: payments can be taken.");
    }

    private static async Task<Results<Ok<HealthReply>, JsonHttpResult<HealthReply>>> ReadyAsync(Readiness readiness, CancellationToken cancellationToken)
    {
        (bool journal, bool facts) = await readiness.CheckAsync(cancellationToken);
        return journal && facts
            ? TypedResults.Ok(new HealthReply("ready", journal, facts))
            : TypedResults.Json(new HealthReply("not-ready", journal, facts), statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}

/// <summary>Whether payments can be taken now.</summary>
internal sealed class Readiness(IJournal journal, IFacts facts, TimeProvider time)
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromMilliseconds(10);

    public async ValueTask<(bool JournalUsable, bool FactsFresh)> CheckAsync(CancellationToken cancellationToken)
    {
        FactsReading reading = facts.Read();
        DateTimeOffset now = time.GetUtcNow();
        bool fresh = now - reading.CompleteAt <= reading.Facts.Policies.At(now).Values.FactsMaxAge;
        try
        {
            await journal.ReadHeadAsync(cancellationToken);
            return (true, fresh);
        }
        catch (JournalUnavailableException)
        {
            return (false, fresh);
        }
    }

    /// <summary>Returns once payments can be taken: the facts' feed has read the journal to its end.</summary>
    public async Task ReachAsync(CancellationToken cancellationToken)
    {
        while (await CheckAsync(cancellationToken) is not (true, true)) await Task.Delay(CheckInterval, time, cancellationToken);
    }
}

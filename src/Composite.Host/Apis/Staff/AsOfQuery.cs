using System.Globalization;
using System.Reflection;
using Composite.Contracts;
using Composite.Domain;
using Composite.Host.Apis.Bodies;
using Composite.Host.Apis.Problems;
using Microsoft.AspNetCore.Mvc;

namespace Composite.Host.Apis.Staff;

/// <summary>For which instants an answer is: <c>validAt</c> and <c>knownAt</c> of the query; now, and everything that is known, when left out.</summary>
internal sealed class AsOfQuery : IUnreadable, IBindableFromHttpContext<AsOfQuery>
{
    public const string ValidAtName = "validAt";
    public const string KnownAtName = "knownAt";
    private const string DayForm = "yyyy-MM-dd";
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    private AsOfQuery(AsOf asOf, DateTimeOffset knownAt, ApiProblem? problem) => (AsOf, KnownAt, Problem) = (asOf, knownAt, problem);

    public AsOf AsOf { get; }

    public DateTimeOffset ValidAt => AsOf.ValidAt;

    /// <summary>As the answer names it: the instant asked for, or the answer's own when everything that is known was asked for.</summary>
    public DateTimeOffset KnownAt { get; }

    /// <summary>The day (UTC) at whose end the fleet is counted: devices have one history, what was known of them then was so.</summary>
    public DateOnly FleetDay => DateOnly.FromDateTime((ValidAt < KnownAt ? ValidAt : KnownAt).UtcDateTime);

    public ApiProblem? Problem { get; }

    public static ValueTask<AsOfQuery?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        DateTimeOffset now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        List<ProblemInfo> errors = [];
        DateTimeOffset? validAt = Read(context, ValidAtName, dayToo: true, errors);
        DateTimeOffset? knownAt = Read(context, KnownAtName, dayToo: false, errors);
        if (knownAt > now) errors.Add(new("in-the-future", KnownAtName, "Nobody knows yet what will be known then.", "Give an instant up to now, or leave it out."));
        AsOf asOf = AsOf.Now(validAt ?? now);
        return new(new AsOfQuery(knownAt is { } known ? asOf with { KnownAt = known } : asOf, knownAt ?? now, errors.Count == 0 ? null : ApiProblem.InvalidRequest(errors)));
    }

    // A bare day means its last instant, UTC: what was so when the day was over.
    private static DateTimeOffset? Read(HttpContext context, string name, bool dayToo, List<ProblemInfo> errors)
    {
        string? text = context.Request.Query[name];
        if (text is null) return null;
        if (DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset instant) && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > DayForm.Length))
            return instant.ToUniversalTime();
        if (dayToo && DateOnly.TryParseExact(text, DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) && day < DateOnly.MaxValue)
            return new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero).AddTicks(-1);
        errors.Add(new("invalid-value", name, "It is not an instant.", dayToo
            ? "Give an instant as in RFC 3339, such as 2026-01-31T12:00:00Z, or a day, 2026-01-31."
            : "Give an instant as in RFC 3339, such as 2026-01-31T12:00:00Z."));
        return null;
    }
}

/// <summary>A part of a list as of two instants.</summary>
/// <param name="Rows">In the list's stable order.</param>
/// <param name="Next">The cursor for <c>after</c>, or null at the end.</param>
/// <param name="ValidAt">What was so at this instant.</param>
/// <param name="KnownAt">As far as it was known at this instant.</param>
/// <param name="Position">The journal position that the answer includes.</param>
internal sealed record AsOfListReply<T>(IReadOnlyList<T> Rows, string? Next, DateTimeOffset ValidAt, DateTimeOffset KnownAt, long Position)
{
    public static AsOfListReply<T> Of(ListReply<T> page, AsOfQuery asOf) => new(page.Rows, page.Next, asOf.ValidAt, asOf.KnownAt, page.Position);
}

/// <summary>Refuses what the query names and the endpoint does not know: a misspelled filter must not answer as if it were none.</summary>
internal static class KnownQuery
{
    /// <summary>For groups whose endpoints take nothing from the query but <see cref="ListQuery"/>, <see cref="QueryValue{T}"/>, <see cref="AsOfQuery"/> and texts that are marked <see cref="FromQueryAttribute"/>.</summary>
    public static RouteGroupBuilder RefuseUnknownQuery(this RouteGroupBuilder group) => group.AddEndpointFilterFactory((factory, next) =>
    {
        string[] names = [.. factory.MethodInfo.GetParameters().SelectMany(Names)];
        return context =>
        {
            ProblemInfo[] errors =
            [
                .. context.HttpContext.Request.Query.Keys.Where(key => !names.Contains(key, StringComparer.Ordinal)).Take(10)
                    .Select(_ => new ProblemInfo("unknown-parameter", "query", "The query names what this endpoint does not know.", names.Length == 0 ? "Leave the query out." : "Give only: " + string.Join(", ", names) + ".")).Distinct(),
            ];
            return errors.Length == 0 ? next(context) : ValueTask.FromResult<object?>(ApiProblem.InvalidRequest(errors));
        };
    });

    private static string[] Names(ParameterInfo parameter) => parameter.ParameterType switch
    {
        var t when t == typeof(ListQuery) => ["limit", "after"],
        var t when t == typeof(AsOfQuery) => [AsOfQuery.ValidAtName, AsOfQuery.KnownAtName],
        var t when t == typeof(string) && parameter.IsDefined(typeof(FromQueryAttribute), inherit: false) => [parameter.Name!],
        { IsGenericType: true } t when t.GetGenericTypeDefinition() == typeof(QueryValue<>) => [parameter.Name!],
        _ => [],
    };
}

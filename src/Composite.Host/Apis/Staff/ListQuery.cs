using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Composite.Contracts;
using Composite.Domain.Ports;
using Composite.Host.Apis.Bodies;
using Composite.Host.Apis.Problems;

namespace Composite.Host.Apis.Staff;

/// <summary>A part of a list.</summary>
/// <param name="Rows">In the list's stable order.</param>
/// <param name="Next">The cursor for <c>after</c>, or null at the end.</param>
/// <param name="Position">The journal position that the answer includes.</param>
internal sealed record ListReply<T>(IReadOnlyList<T> Rows, string? Next, long Position);

/// <summary>Which part of a list: <c>limit</c> and <c>after</c> of the query.</summary>
internal sealed class ListQuery : IUnreadable, IBindableFromHttpContext<ListQuery>
{
    public const int DefaultLimit = 50;
    public const int MaxCursorLength = 200;

    private ListQuery(PageRequest page, ApiProblem? problem) => (Request, Problem) = (page, problem);

    public PageRequest Request { get; }

    public ApiProblem? Problem { get; }

    public static ValueTask<ListQuery?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        string? limit = context.Request.Query["limit"];
        string? after = context.Request.Query["after"];
        List<ProblemInfo> errors = [];
        int rows = DefaultLimit;
        if (limit is not null && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out rows) || rows is < 1 or > PageRequest.MaxLimit))
            errors.Add(new("range", "limit", "It is not a possible number of rows.", $"Give 1 to {PageRequest.MaxLimit}."));
        if (after?.Length > MaxCursorLength)
            errors.Add(new("size", "after", "It is not a cursor.", "Give the next of an earlier answer."));
        return new(new ListQuery(new PageRequest(rows, after), errors.Count == 0 ? null : ApiProblem.InvalidRequest(errors)));
    }

    /// <summary>The part of a list that is held in memory, by id.</summary>
    public ListReply<TRow> Page<T, TRow>(IEnumerable<T> items, Func<T, string> id, Func<T, TRow> row, long position)
    {
        List<T> part = [.. items.Where(i => Request.After is null || string.CompareOrdinal(id(i), Request.After) > 0).OrderBy(id, StringComparer.Ordinal).Take(Request.Limit + 1)];
        string? next = part.Count > Request.Limit ? id(part[Request.Limit - 1]) : null;
        return new ListReply<TRow>([.. part.Take(Request.Limit).Select(row)], next, position);
    }
}

/// <summary>An optional value of the query, named like the handler's parameter: an enumeration by camelCase name, a day, or an instant.</summary>
internal sealed class QueryValue<T> : IUnreadable, IBindableFromHttpContext<QueryValue<T>> where T : struct
{
    private QueryValue(T? value, ApiProblem? problem) => (Value, Problem) = (value, problem);

    public T? Value { get; }

    public ApiProblem? Problem { get; }

    public static ValueTask<QueryValue<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        string name = parameter.Name!;
        string? text = context.Request.Query[name];
        if (text is null) return new(new QueryValue<T>(null, null));
        try
        {
            return new(new QueryValue<T>(JsonSerializer.Deserialize<T>(JsonSerializer.SerializeToUtf8Bytes(text, StrictJson.Options), StrictJson.Options), null));
        }
        catch (JsonException)
        {
            string remedy = typeof(T).IsEnum
                ? "Give one of: " + string.Join(", ", Enum.GetNames(typeof(T)).Select(JsonNamingPolicy.CamelCase.ConvertName)) + "."
                : typeof(T) == typeof(DateOnly) ? "Give a day as YYYY-MM-DD." : "Give an instant as in RFC 3339, such as 2026-01-31T12:00:00Z.";
            return new(new QueryValue<T>(null, ApiProblem.InvalidRequest([new("invalid-value", name, "Its value is not a known one.", remedy)])));
        }
    }
}

using System.Globalization;
using System.Reflection;
using Composite.Domain.Ports;
using Composite.Host.Apis.Problems;
using Composite.Host.Apis.Queries;

namespace Composite.Host.Apis.Staff;

/// <summary>A part of a list.</summary>
/// <param name="Rows">In the list's stable order.</param>
/// <param name="Next">The cursor for <c>after</c>, or null at the end.</param>
/// <param name="Position">The journal position that the answer includes.</param>
internal sealed record ListReply<T>(IReadOnlyList<T> Rows, string? Next, long Position);

/// <summary>Which part of a list: <c>limit</c> and <c>after</c> of the query.</summary>
internal sealed class ListQuery : IKnownQuery, IBindableFromHttpContext<ListQuery>
{
    public const string Limit = "limit";
    public const string After = "after";
    public const int DefaultLimit = 50;
    public const int MaxCursorLength = 200;

    private ListQuery(PageRequest page, ApiProblem? problem) => (Request, Problem) = (page, problem);

    public static IReadOnlyList<QueryParameter> Parameters { get; } = [new(Limit, typeof(int)), new(After, typeof(string))];

    public PageRequest Request { get; }

    public ApiProblem? Problem { get; }

    public static ValueTask<ListQuery?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        QueryReader reader = new(context);
        return new(new ListQuery(Read(reader), reader.Problem));
    }

    /// <summary>Reads <c>limit</c> and <c>after</c>; the faults are the reader's.</summary>
    public static PageRequest Read(QueryReader reader)
    {
        int rows = DefaultLimit;
        if (reader.Raw(Limit) is { } limit && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out rows) || rows is < 1 or > PageRequest.MaxLimit))
            reader.Refuse("range", Limit, "It is not a possible number of rows.", $"Give 1 to {PageRequest.MaxLimit}.");
        string? after = reader.Raw(After);
        if (after?.Length is 0 or > MaxCursorLength) reader.Refuse("size", After, "It is not a cursor.", "Give the next of an earlier answer.");
        return new PageRequest(rows, after);
    }

    /// <summary>The part of a list that is held in memory, by id.</summary>
    public ListReply<TRow> Page<T, TRow>(IEnumerable<T> items, Func<T, string> id, Func<T, TRow> row, long position)
    {
        List<T> part = [.. items.Where(i => Request.After is null || string.CompareOrdinal(id(i), Request.After) > 0).OrderBy(id, StringComparer.Ordinal).Take(Request.Limit + 1)];
        string? next = part.Count > Request.Limit ? id(part[Request.Limit - 1]) : null;
        return new ListReply<TRow>([.. part.Take(Request.Limit).Select(row)], next, position);
    }
}

/// <summary>
/// An optional value of the query, named like the handler's parameter: an enumeration by camelCase name, a day, or an instant, for which a
/// bare day is its last instant (UTC), or its first when the parameter is <c>from</c>.
/// </summary>
internal sealed class QueryValue<T> : IQueryPart, IBindableFromHttpContext<QueryValue<T>> where T : struct
{
    private QueryValue(T? value, ApiProblem? problem) => (Value, Problem) = (value, problem);

    public T? Value { get; }

    public ApiProblem? Problem { get; }

    public static ValueTask<QueryValue<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        QueryReader reader = new(context);
        string name = parameter.Name!;
        T? value = typeof(T).IsEnum ? reader.Name<T>(name)
            : typeof(T) == typeof(DateOnly) ? (T?)(object?)reader.Day(name)
            : (T?)(object?)(name == "from" ? reader.FirstInstant(name) : reader.Instant(name));
        return new(new QueryValue<T>(value, reader.Problem));
    }
}

using System.Globalization;
using System.Text.Json;
using Composite.Contracts;
using Composite.Domain.Ports;
using Composite.Host.Apis.Bodies;
using Composite.Host.Apis.Problems;
using Composite.Host.Apis.Staff;

namespace Composite.Host.Apis.Queries;

/// <summary>Reads a query strictly, and gathers every fault: unknown names, repeated ones, values that are none.</summary>
internal sealed class QueryReader
{
    private const int MaxTextLength = 200;
    private readonly IQueryCollection _query;
    private readonly List<ProblemInfo> _errors = [];

    public QueryReader(HttpContext context, IReadOnlyList<QueryParameter> known)
    {
        _query = context.Request.Query;
        foreach (string name in _query.Keys)
        {
            if (known.All(p => p.Name != name))
                _errors.Add(new("unknown-parameter", name, "No such parameter is known.", "Leave it out, or mend its name: " + string.Join(", ", known.Select(p => p.Name)) + "."));
            else if (_query[name].Count > 1) _errors.Add(new("repeated", name, "It stands there more than once.", "Give it once."));
        }
    }

    /// <summary>The faults so far; null when there is none.</summary>
    public ApiProblem? Problem => _errors.Count == 0 ? null : ApiProblem.InvalidRequest(_errors);

    public void Refuse(string code, string name, string reason, string remedy) => _errors.Add(new(code, name, reason, remedy));

    public string? Text(string name)
    {
        string? text = _query[name];
        if (text is null) return null;
        if (text.Length is > 0 and <= MaxTextLength) return text;
        Refuse("size", name, "It is empty or too long.", $"Give 1 to {MaxTextLength} characters, or leave it out.");
        return null;
    }

    /// <summary>As <see cref="Text"/>, and a fault when it is left out.</summary>
    public string Required(string name)
    {
        if (!_query.ContainsKey(name)) Refuse("missing", name, "It is missing.", $"Give {name}.");
        return Text(name) ?? string.Empty;
    }

    public T? Name<T>(string name) where T : struct, Enum
    {
        if (Text(name) is not { } text) return null;
        foreach (T value in Enum.GetValues<T>())
        {
            if (JsonNamingPolicy.CamelCase.ConvertName(value.ToString()) == text) return value;
        }

        Refuse("invalid-value", name, "Its value is not a known one.", "Give one of: " + string.Join(", ", Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName)) + ".");
        return null;
    }

    public DateOnly? Day(string name)
    {
        if (Text(name) is not { } text) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)) return day;
        Refuse("invalid-value", name, "It is not a day.", "Give a day as YYYY-MM-DD.");
        return null;
    }

    /// <summary>An instant; a bare day is its last instant (UTC).</summary>
    public DateTimeOffset? Instant(string name)
    {
        if (Text(name) is not { } text) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)) return new DateTimeOffset(day, TimeOnly.MaxValue, TimeSpan.Zero);
        try
        {
            return JsonSerializer.Deserialize<DateTimeOffset>(JsonSerializer.SerializeToUtf8Bytes(text, StrictJson.Options), StrictJson.Options);
        }
        catch (JsonException)
        {
            Refuse("invalid-value", name, "It is not an instant.", "Give an instant as in RFC 3339, such as 2026-01-31T12:00:00Z, or a day as YYYY-MM-DD.");
            return null;
        }
    }

    /// <summary>As <see cref="Instant"/>; a bare day is its first instant.</summary>
    public DateTimeOffset? FirstInstant(string name) => Instant(name) is { } instant
        ? DateOnly.TryParseExact(_query[name], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero) : instant
        : null;

    /// <summary><c>limit</c> and <c>after</c>.</summary>
    public PageRequest Page()
    {
        int rows = ListQuery.DefaultLimit;
        string? limit = _query["limit"];
        if (limit is not null && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out rows) || rows is < 1 or > PageRequest.MaxLimit))
            Refuse("range", "limit", "It is not a possible number of rows.", $"Give 1 to {PageRequest.MaxLimit}.");
        return new PageRequest(rows, Text("after"));
    }
}

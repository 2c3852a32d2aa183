using System.Globalization;
using System.Text.Json;
using Composite.Contracts;
using Composite.Host.Apis.Bodies;
using Composite.Host.Apis.Problems;

namespace Composite.Host.Apis.Queries;

/// <summary>The one reader of queries: gathers every value that is none. What an endpoint does not know is <see cref="StrictQuery"/>'s to refuse.</summary>
internal sealed class QueryReader(HttpContext context)
{
    public const int MaxTextLength = 200;
    private const string DayForm = "yyyy-MM-dd";
    private static readonly string[] InstantForms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];
    private readonly IQueryCollection _query = context.Request.Query;
    private readonly List<ProblemInfo> _errors = [];

    /// <summary>The faults so far; null when there is none.</summary>
    public ApiProblem? Problem => _errors.Count == 0 ? null : ApiProblem.InvalidRequest(_errors);

    /// <summary>When the request is read.</summary>
    public DateTimeOffset Now { get; } = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();

    public void Refuse(string code, string name, string reason, string remedy) => _errors.Add(new(code, name, reason, remedy));

    /// <summary>The text as it was given, however long: its reader judges it.</summary>
    public string? Raw(string name) => _query[name].FirstOrDefault();

    /// <summary>Every text that was given under a name.</summary>
    public IReadOnlyList<string> Raws(string name) => [.. _query[name].Select(text => text ?? string.Empty)];

    public string? Text(string name, int maxLength = MaxTextLength)
    {
        if (Raw(name) is not { } text) return null;
        if (text.Length > 0 && text.Length <= maxLength) return text;
        Refuse("size", name, "It is empty or too long.", $"Give 1 to {maxLength} characters, or leave it out.");
        return null;
    }

    /// <summary>As <see cref="Text"/>, and a fault when it is left out.</summary>
    public string Required(string name)
    {
        if (!_query.ContainsKey(name)) Refuse("missing", name, "It is missing.", $"Give {name}.");
        return Text(name) ?? string.Empty;
    }

    /// <summary>A value of an enumeration by its camelCase name.</summary>
    public T? Name<T>(string name) where T : struct
    {
        if (Raw(name) is not { } text) return null;
        foreach (T value in Enum.GetValues(typeof(T)))
        {
            if (JsonNamingPolicy.CamelCase.ConvertName(value.ToString()!) == text) return value;
        }

        RefuseWord(name, Names<T>());
        return null;
    }

    /// <summary>As <see cref="Name"/>, and a fault when it is left out.</summary>
    public T RequiredName<T>(string name) where T : struct
    {
        if (!_query.ContainsKey(name)) Refuse("missing", name, "It is missing.", $"Give one of: {string.Join(", ", Names<T>())}.");
        return Name<T>(name) ?? default;
    }

    /// <summary>One of several words; the first when it is left out.</summary>
    public T Choice<T>(string name, params (string Word, T Value)[] choices)
    {
        if (Raw(name) is not { } text) return choices[0].Value;
        foreach ((string word, T value) in choices)
        {
            if (word == text) return value;
        }

        RefuseWord(name, choices.Select(c => c.Word));
        return choices[0].Value;
    }

    /// <summary>As <see cref="Choice"/>, and a fault when it is left out.</summary>
    public T RequiredChoice<T>(string name, params (string Word, T Value)[] choices)
    {
        if (!_query.ContainsKey(name)) Refuse("missing", name, "It is missing.", $"Give one of: {string.Join(", ", choices.Select(c => c.Word))}.");
        return Choice(name, choices);
    }

    public DateOnly? Day(string name)
    {
        if (Raw(name) is not { } text) return null;
        if (IsDay(text, out DateOnly day)) return day;
        Refuse("invalid-value", name, "It is not a day.", "Give a day as YYYY-MM-DD.");
        return null;
    }

    /// <summary>An instant with its offset from UTC; a bare day is its last instant (UTC).</summary>
    public DateTimeOffset? Instant(string name) => Instant(name, TimeOnly.MaxValue);

    /// <summary>As <see cref="Instant(string)"/>; a bare day is its first instant.</summary>
    public DateTimeOffset? FirstInstant(string name) => Instant(name, TimeOnly.MinValue);

    private DateTimeOffset? Instant(string name, TimeOnly ofDay)
    {
        if (Raw(name) is not { } text) return null;
        if (IsDay(text, out DateOnly day)) return new DateTimeOffset(day, ofDay, TimeSpan.Zero);
        if (DateTimeOffset.TryParseExact(text, InstantForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset instant) && InstantConverter.HasOffset(text)) return instant.ToUniversalTime();
        Refuse("invalid-value", name, "It is not an instant.", "Give an instant as in RFC 3339, such as 2026-01-31T12:00:00Z, or a day as YYYY-MM-DD.");
        return null;
    }

    private static IEnumerable<string> Names<T>() => Enum.GetNames(typeof(T)).Select(JsonNamingPolicy.CamelCase.ConvertName);

    private static bool IsDay(string text, out DateOnly day) => DateOnly.TryParseExact(text, DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    private void RefuseWord(string name, IEnumerable<string> words) => Refuse("invalid-value", name, "Its value is not a known one.", $"Give one of: {string.Join(", ", words)}.");
}

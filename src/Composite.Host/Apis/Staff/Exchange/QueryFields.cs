using System.Reflection;
using System.Text;
using Composite.Contracts;
using Composite.Host.Apis.Bodies;
using Composite.Host.Apis.Problems;

namespace Composite.Host.Apis.Staff.Exchange;

/// <summary>A parameter of a query that a class reads as a whole: read by <see cref="QueryFields"/>, and told to the OpenAPI description.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
internal sealed class QueryParameterAttribute(string name, params string[] values) : Attribute
{
    public string Name => name;

    /// <summary>The values that it may have; empty for text.</summary>
    public IReadOnlyList<string> Values => values;

    /// <summary>How text is formed, as OpenAPI names it.</summary>
    public string? Format { get; init; }

    public bool Required { get; init; }
}

/// <summary>Reads a query strictly: unknown, repeated and unreadable parameters are errors, all told at once.</summary>
internal sealed class QueryFields
{
    private readonly HttpContext _context;
    private readonly List<ProblemInfo> _errors = [];

    /// <param name="context">The request.</param>
    /// <param name="shape">The class whose attributes name the parameters.</param>
    /// <param name="others">Parameters that somebody else reads.</param>
    public QueryFields(HttpContext context, Type shape, params string[] others)
    {
        _context = context;
        string[] known = [.. shape.GetCustomAttributes<QueryParameterAttribute>().Select(p => p.Name), .. others];
        foreach ((string name, Microsoft.Extensions.Primitives.StringValues values) in context.Request.Query)
        {
            if (!known.Contains(name, StringComparer.Ordinal)) Add("unknown-parameter", "query", "The query names what this endpoint does not know.", "Give only: " + string.Join(", ", known) + ".");
            else if (values.Count > 1) Add("repeated", name, "It is there more than once.", "Give it once.");
        }

        foreach (QueryParameterAttribute required in shape.GetCustomAttributes<QueryParameterAttribute>().Where(p => p.Required && !context.Request.Query.ContainsKey(p.Name)))
            Add("missing", required.Name, "It is missing.", $"Give one of: {string.Join(", ", required.Values)}.");
    }

    public ApiProblem? Problem => _errors.Count == 0 ? null : ApiProblem.InvalidRequest([.. _errors.Distinct()]);

    public void Add(string code, string field, string reason, string remedy) => _errors.Add(new ProblemInfo(code, field, reason, remedy));

    /// <summary>One of several values; the first when it is left out.</summary>
    public T Choice<T>(string name, params (string Word, T Value)[] choices)
    {
        string? text = _context.Request.Query[name];
        if (text is null) return choices[0].Value;
        foreach ((string word, T value) in choices)
        {
            if (word == text) return value;
        }

        Add("invalid-value", name, "Its value is not a known one.", $"Give one of: {string.Join(", ", choices.Select(c => c.Word))}.");
        return choices[0].Value;
    }

    public string? Text(string name, int maxLength)
    {
        string? text = _context.Request.Query[name];
        if (text is null) return null;
        if (text.Length > maxLength) Add("size", name, "It is too long.", $"Give at most {maxLength} characters.");
        else if (ClearAccountData.IsIn(Encoding.UTF8.GetBytes(text))) Add("clear-account-data", name, "It holds what looks like a card number in clear.", "Leave it out.");
        return text;
    }
}

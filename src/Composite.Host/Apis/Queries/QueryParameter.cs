using Composite.Host.Apis.Bodies;

namespace Composite.Host.Apis.Queries;

/// <summary>A parameter of a query, as it is read and as the OpenAPI description tells it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it holds: a text, an enumeration by camelCase name, a day, an instant, a number.</param>
internal sealed record QueryParameter(string Name, Type Type)
{
    /// <summary>The words that a text may be; empty for any.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    public bool Required { get; init; }

    /// <summary>True when it may be given more than once.</summary>
    public bool Repeats { get; init; }

    public string? Description { get; init; }
}

/// <summary>Something read from the query. What was wrong with it is told together with whatever else is wrong in the query: see <see cref="StrictQuery"/>.</summary>
internal interface IQueryPart : IUnreadable;

/// <summary>A part of a query that names its parameters.</summary>
internal interface IKnownQuery : IQueryPart
{
    static abstract IReadOnlyList<QueryParameter> Parameters { get; }
}

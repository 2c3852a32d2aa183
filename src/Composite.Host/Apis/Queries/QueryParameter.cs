namespace Composite.Host.Apis.Queries;

/// <summary>A parameter of a query: its name, and what it holds (a text, an enumeration by camelCase name, a day, an instant, a number).</summary>
internal sealed record QueryParameter(string Name, Type Type);

/// <summary>A query that knows each of its parameters: what else stands in it is refused by name.</summary>
internal interface IKnownQuery
{
    static abstract IReadOnlyList<QueryParameter> Parameters { get; }
}

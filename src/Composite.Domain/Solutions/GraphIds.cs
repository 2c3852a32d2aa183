namespace Composite.Domain.Solutions;

/// <summary>Names of the dependency graph's nodes: <c>solution/tap</c>, <c>component/sdk-a</c>, <c>listing/sdk-a/2025-00002.001</c>.</summary>
public static class GraphIds
{
    public static string Solution(string id) => "solution/" + id;

    public static string Component(string id) => "component/" + id;

    /// <summary>A listing of a component or solution.</summary>
    public static string Listing(string subjectId, string reference) => $"listing/{subjectId}/{reference}";

    /// <summary>A listing that another names and that no part of the composition has.</summary>
    public static string Unowned(string reference) => "listing/" + reference;
}

using Composite.Domain.Components;
using Composite.Domain.Policies;

namespace Composite.Domain.Solutions;

/// <summary>What a node is.</summary>
public enum GraphNodeType
{
    Solution,
    Component,
    Listing,
}

/// <summary>Why one node depends on another.</summary>
public enum GraphEdgeReason
{
    /// <summary>The solution is composed of it.</summary>
    Composition,

    /// <summary>The component, or solution, is certified by it.</summary>
    Listing,

    /// <summary>The listing names it as its dependency.</summary>
    Names,

    /// <summary>A part of the one kind runs on parts of the other: application on SDK; SDK on A&amp;M service, kernels and SCRP readers.</summary>
    Uses,
}

/// <summary>A node of the graph.</summary>
/// <param name="Id">See <see cref="GraphIds"/>.</param>
/// <param name="Type">What it is.</param>
/// <param name="Name">For people: a component's or solution's name, a listing's reference.</param>
/// <param name="Kind">A component's kind; null where it is none, or not registered.</param>
/// <param name="Status">A listing's status; null for other nodes.</param>
/// <param name="Effects">What it does to whoever depends on it, with everything below it; for a listing, by itself.</param>
/// <param name="WaiverId">The waiver that tolerates a listing, or null.</param>
/// <param name="ToleratedUntil">When the waiver, or the grace after expiry, ends; null when neither is used.</param>
public sealed record GraphNode(
    string Id, GraphNodeType Type, string Name, ComponentKind? Kind, CertificationStatus? Status, Effects Effects, string? WaiverId = null, DateTimeOffset? ToleratedUntil = null);

/// <summary>An edge of the graph: <paramref name="From"/> depends on <paramref name="To"/>.</summary>
public sealed record GraphEdge(string From, string To, GraphEdgeReason Reason);

/// <summary>The dependency graph of a solution at an instant, as known at an instant.</summary>
public sealed record SolutionGraph(SolutionEffects Effects, IReadOnlyList<GraphNode> Nodes, IReadOnlyList<GraphEdge> Edges)
{
    /// <summary>The graph of a solution; null when none with this id was registered by then.</summary>
    public static SolutionGraph? Of(SolutionFacts facts, string solutionId, AsOf asOf) =>
        SolutionEffects.Of(facts, solutionId, asOf) is { } effects ? new GraphDrawing(facts, facts.Solutions[solutionId], effects).Draw() : null;
}

using Composite.Domain.Components;
using Composite.Domain.Policies;
using Composite.Domain.Ports;
using Composite.Domain.Solutions;
using Composite.Host.Apis.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Composite.Host.Apis.Staff;

/// <summary>What happens to each kind of business.</summary>
internal sealed record EffectsReply(Effect Payments, Effect NewDevices, Effect NewMerchants)
{
    public static EffectsReply Of(Effects effects) => new(effects.Payments, effects.NewDevices, effects.NewMerchants);
}

/// <summary>One thing that warns or refuses.</summary>
/// <param name="Kind">What kind of thing it is.</param>
/// <param name="SubjectId">The component, or the solution, that it is about.</param>
/// <param name="Component">The component's kind.</param>
/// <param name="Reference">The listing.</param>
/// <param name="Status">Its status, whatever is tolerated.</param>
/// <param name="Own">What it does to whoever uses the part.</param>
/// <param name="OnSolution">What of it is left for the solution.</param>
/// <param name="WaiverId">The waiver that tolerates it.</param>
/// <param name="ToleratedUntil">When the waiver, or the grace after expiry, ends.</param>
/// <param name="Path">From the solution to it, by the nodes' ids.</param>
/// <param name="Reason">In plain words what is so.</param>
internal sealed record CauseReply(
    CauseKind Kind, string SubjectId, ComponentKind? Component, string? Reference, CertificationStatus? Status, EffectsReply Own, EffectsReply OnSolution,
    string? WaiverId, DateTimeOffset? ToleratedUntil, IReadOnlyList<string> Path, string Reason)
{
    public static CauseReply Of(EffectCause c) =>
        new(c.Kind, c.SubjectId, c.Component, c.Reference, c.Status, EffectsReply.Of(c.Own), EffectsReply.Of(c.OnSolution), c.WaiverId, c.ToleratedUntil, c.Path, c.Reason);
}

/// <summary>A node of the graph.</summary>
internal sealed record NodeReply(
    string Id, GraphNodeType Type, string Name, ComponentKind? Kind, CertificationStatus? Status, EffectsReply Effects, string? WaiverId, DateTimeOffset? ToleratedUntil);

/// <summary>An edge: <paramref name="From"/> depends on <paramref name="To"/>.</summary>
internal sealed record EdgeReply(string From, string To, GraphEdgeReason Reason);

/// <summary>A solution's dependency graph as of two instants, with the version of the policy that was used.</summary>
internal sealed record GraphReply(
    string SolutionId, DateTimeOffset ValidAt, DateTimeOffset KnownAt, long Position, int PolicyVersion, EffectsReply Effects,
    IReadOnlyList<CauseReply> Causes, IReadOnlyList<NodeReply> Nodes, IReadOnlyList<EdgeReply> Edges);

/// <summary>The dependency graph of a solution.</summary>
internal static class GraphApi
{
    public static Results<Ok<GraphReply>, ApiProblem> Get(string id, AsOfQuery asOf, IFacts facts)
    {
        SolutionFacts known = facts.Read().Facts;
        if (SolutionGraph.Of(known, id, asOf.AsOf) is not { } graph) return ApiProblem.NotFound("No solution with this id was registered by then.");
        return TypedResults.Ok(new GraphReply(
            id, asOf.ValidAt, asOf.KnownAt, known.Position, graph.Effects.PolicyVersion, EffectsReply.Of(graph.Effects.Effects),
            [.. graph.Effects.Causes.Select(CauseReply.Of)],
            [.. graph.Nodes.Select(n => new NodeReply(n.Id, n.Type, n.Name, n.Kind, n.Status, EffectsReply.Of(n.Effects), n.WaiverId, n.ToleratedUntil))],
            [.. graph.Edges.Select(e => new EdgeReply(e.From, e.To, e.Reason))]));
    }
}

using Composite.Domain.Components;
using Composite.Domain.Policies;

namespace Composite.Domain.Solutions;

/// <summary>Draws one graph.</summary>
internal sealed class GraphDrawing(SolutionFacts facts, SolutionState solution, SolutionEffects effects)
{
    private readonly Dictionary<string, GraphNode> _nodes = new(StringComparer.Ordinal);
    private readonly List<GraphEdge> _edges = [];
    private readonly SolutionLinks _links = new(facts, solution, effects.AsOf);
    private readonly PolicyValues _policy = facts.Policies.At(effects.AsOf).Values;

    public SolutionGraph Draw()
    {
        string root = GraphIds.Solution(solution.Id);
        _nodes.Add(root, new GraphNode(root, GraphNodeType.Solution, solution.Name, null, null, effects.Effects));
        AddListings(root, solution.Id, solution.Listings);
        Dictionary<string, ComponentState> components = _links.Components.ToDictionary(c => c.Id, StringComparer.Ordinal);
        foreach (PartEffects part in effects.Parts)
        {
            ComponentState? component = components.GetValueOrDefault(part.ComponentId);
            string id = GraphIds.Component(part.ComponentId);
            _nodes.TryAdd(id, new GraphNode(id, GraphNodeType.Component, component?.Name ?? part.ComponentId, component?.Kind, null, part.WithDependencies));
            _edges.Add(new(root, id, GraphEdgeReason.Composition));
            if (component is null) continue;
            AddListings(id, component.Id, component.Listings);
            foreach (ComponentState below in _links.Below(component)) _edges.Add(new(id, GraphIds.Component(below.Id), GraphEdgeReason.Uses));
        }

        AddNamed();
        return new SolutionGraph(effects, [.. _nodes.Values], _edges);
    }

    private void AddListings(string owner, string subjectId, ListingBook book)
    {
        foreach (string reference in book.References(effects.AsOf.KnownAt))
        {
            string id = GraphIds.Listing(subjectId, reference);
            ListingStanding standing = ListingStanding.Of(facts.Waivers, subjectId, book, book.Row(reference, effects.AsOf.KnownAt)!, effects.AsOf, _policy);
            _nodes.TryAdd(id, new GraphNode(id, GraphNodeType.Listing, reference, null, standing.Status, standing.Effects, standing.Waiver?.WaiverId, standing.ToleratedUntil));
            _edges.Add(new(owner, id, GraphEdgeReason.Listing));
        }
    }

    private void AddNamed()
    {
        ILookup<string, string> owners = _links.Components.Select(c => (c.Id, c.Listings)).Append((solution.Id, solution.Listings))
            .SelectMany(s => s.Listings.References(effects.AsOf.KnownAt).Select(reference => (reference, s.Id))).ToLookup(o => o.reference, o => o.Id);
        foreach ((string subjectId, ListingBook book) in _links.Components.Select(c => (c.Id, c.Listings)).Append((solution.Id, solution.Listings)))
        {
            foreach (string reference in book.References(effects.AsOf.KnownAt))
            {
                foreach (string named in book.Row(reference, effects.AsOf.KnownAt)!.Dependencies.Distinct(StringComparer.Ordinal)) AddNamed(GraphIds.Listing(subjectId, reference), named, owners[named]);
            }
        }
    }

    // A listing may name more than the solution uses; what nobody here has is shown, and bears nothing.
    private void AddNamed(string from, string named, IEnumerable<string> owners)
    {
        bool owned = false;
        foreach (string owner in owners)
        {
            owned = true;
            _edges.Add(new(from, GraphIds.Listing(owner, named), GraphEdgeReason.Names));
        }

        if (owned) return;
        string id = GraphIds.Unowned(named);
        _nodes.TryAdd(id, new GraphNode(id, GraphNodeType.Listing, named, null, CertificationStatus.Unknown, Effects.Refused));
        _edges.Add(new(from, id, GraphEdgeReason.Names));
    }
}

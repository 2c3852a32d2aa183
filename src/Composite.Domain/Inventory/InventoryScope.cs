using Composite.Domain.Components;
using Composite.Domain.Policies;
using Composite.Domain.Solutions;
using Composite.Domain.Waivers;

namespace Composite.Domain.Inventory;

/// <summary>What all rows of an answer share: the policy of the instants, the compositions, and which listing is whose.</summary>
internal sealed class InventoryScope
{
    private static readonly IReadOnlyList<string> None = [];
    private readonly SolutionFacts _facts;
    private readonly Dictionary<string, List<string>> _solutionsOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _compositions = new(StringComparer.Ordinal);
    private Dictionary<string, string>? _ownerOf;

    /// <param name="facts">Everything that is recorded.</param>
    /// <param name="asOf">The instants.</param>
    /// <param name="solutionId">Whose devices are counted; null for those of every solution.</param>
    public InventoryScope(SolutionFacts facts, AsOf asOf, string? solutionId)
    {
        (_facts, AsOf, SolutionId) = (facts, asOf, solutionId);
        Policy = facts.Policies.At(asOf).Values;
        foreach (SolutionState solution in facts.Solutions.Values.OrderBy(s => s.Id, StringComparer.Ordinal))
        {
            IReadOnlyList<string> components = solution.ComponentIdsAt(asOf);
            _compositions.Add(solution.Id, new HashSet<string>(components, StringComparer.Ordinal));
            foreach (string id in components)
            {
                if (!_solutionsOf.TryGetValue(id, out List<string>? solutions)) _solutionsOf.Add(id, solutions = []);
                solutions.Add(solution.Id);
            }
        }
    }

    public AsOf AsOf { get; }

    /// <summary>Whose devices are counted; null for those of every solution.</summary>
    public string? SolutionId { get; }

    public PolicyValues Policy { get; }

    public WaiverBook Waivers => _facts.Waivers;

    public IReadOnlyList<string> SolutionsOf(string componentId) => _solutionsOf.TryGetValue(componentId, out List<string>? solutions) ? solutions : None;

    /// <summary>True when the component was known, and what is asked about the component itself is so of it.</summary>
    public bool Admits(ComponentState component, InventoryFilter filter)
    {
        if (component.NameAt(AsOf.KnownAt) is not { } name) return false;
        return (filter.Kind is not { } kind || component.Kind == kind)
            && (filter.Vendor is not { } vendor || string.Equals(name.Vendor, vendor, StringComparison.OrdinalIgnoreCase))
            && (filter.ThirdPartyId is not { } party || component.ProfileAt(AsOf.KnownAt)?.ThirdPartyId == party)
            && (filter.SolutionId is not { } solution || IsIn(component.Id, solution))
            && (filter.Text is not { } text || Has(component.Id, text) || Has(name.Name, text) || Has(name.Vendor, text))
            && (filter.DependsOn is not { } part || Uses(component, part))
            && (filter.UsedBy is not { } user || IsUsedBy(component, user));
    }

    private static bool Has(string value, string text) => value.Contains(text, StringComparison.OrdinalIgnoreCase);

    private bool IsIn(string componentId, string solutionId) => _compositions.TryGetValue(solutionId, out HashSet<string>? composition) && composition.Contains(componentId);

    // By its listings' dependencies, each of which names a listing of another component.
    private bool Uses(ComponentState component, string part)
    {
        foreach (string reference in component.Listings.References(AsOf.KnownAt))
        {
            foreach (string dependency in component.Listings.Row(reference, AsOf.KnownAt)!.Dependencies)
            {
                if (Owners.TryGetValue(dependency, out string? owner) && owner == part) return true;
            }
        }

        return false;
    }

    private bool IsUsedBy(ComponentState component, string user) =>
        IsIn(component.Id, user) || (_facts.Components.GetValueOrDefault(user) is { } other && other.NameAt(AsOf.KnownAt) is not null && Uses(other, component.Id));

    private Dictionary<string, string> Owners
    {
        get
        {
            if (_ownerOf is not null) return _ownerOf;
            _ownerOf = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (ComponentState component in _facts.Components.Values)
            {
                foreach (string reference in component.Listings.References(AsOf.KnownAt)) _ownerOf.TryAdd(reference, component.Id);
            }

            return _ownerOf;
        }
    }
}

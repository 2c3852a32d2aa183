using Composite.Domain.Components;

namespace Composite.Domain.Solutions;

/// <summary>
/// Who depends on whom in a composition, as known at an instant: solution → application → SDK → A&amp;M service, kernels and SCRP readers; solution →
/// back-ends, decryption services and the provider's own parts. By what listings name where they name anything, otherwise by kind.
/// </summary>
internal sealed class SolutionLinks
{
    private readonly AsOf _asOf;
    private readonly Dictionary<string, IReadOnlyList<string>> _references = new(StringComparer.Ordinal);

    public SolutionLinks(SolutionFacts facts, SolutionState solution, AsOf asOf)
    {
        _asOf = asOf;
        ComponentIds = solution.ComponentIdsAt(asOf);
        Components = [.. ComponentIds.Select(id => facts.Components.GetValueOrDefault(id)).OfType<ComponentState>().Where(c => c.RegisteredAt <= asOf.KnownAt)];
    }

    /// <summary>The composition, in its order.</summary>
    public IReadOnlyList<string> ComponentIds { get; }

    /// <summary>Its components that are registered, in its order.</summary>
    public IReadOnlyList<ComponentState> Components { get; }

    public IEnumerable<ComponentState> OfKind(ComponentKind kind) => Components.Where(c => c.Kind == kind);

    /// <summary>The SDKs that an application may run on: those whose listings its own listing names, or whose listings name it; all, when there are none.</summary>
    public IReadOnlyList<ComponentState> SdksOf(ComponentState application)
    {
        HashSet<string> named = Named(application);
        ComponentState[] sdks = [.. OfKind(ComponentKind.MpocSoftware)];
        ComponentState[] those = [.. sdks.Where(sdk => References(sdk).Any(named.Contains) || References(sdk).Any(reference => Verifies(Row(sdk, reference), application)))];
        return those.Length > 0 ? those : sdks;
    }

    /// <summary>The A&amp;M services that the SDK's listings name, each with the references by which they do.</summary>
    public IReadOnlyList<(ComponentState Service, IReadOnlyList<string> References)> ServicesOf(ComponentState sdk)
    {
        HashSet<string> named = Named(sdk);
        return
        [
            .. OfKind(ComponentKind.AttestationService)
                .Select(service => (service, (IReadOnlyList<string>)[.. References(service).Where(named.Contains)])).Where(link => link.Item2.Count > 0),
        ];
    }

    /// <summary>The references of a component's listings, newest first.</summary>
    public IReadOnlyList<string> References(ComponentState component) => _references.TryGetValue(component.Id, out IReadOnlyList<string>? known)
        ? known
        : _references[component.Id] = component.Listings.References(_asOf.KnownAt);

    /// <summary>The row of a reference of a component.</summary>
    public Listing Row(ComponentState component, string reference) => component.Listings.Row(reference, _asOf.KnownAt)!;

    /// <summary>The parts of a kind-level edge: what follows directly below a component, whatever listings name.</summary>
    public IEnumerable<ComponentState> Below(ComponentState component) => component.Kind switch
    {
        ComponentKind.MpocApplication => SdksOf(component),
        ComponentKind.MpocSoftware => ServicesOf(component).Select(s => s.Service).Concat(OfKind(ComponentKind.Kernel)).Concat(OfKind(ComponentKind.ScrpReader)),
        _ => [],
    };

    private static bool Verifies(Listing row, ComponentState application) =>
        row.VerifiedApplications is { } applications && applications.Any(a => string.Equals(a.Name, application.Name, StringComparison.OrdinalIgnoreCase));

    private HashSet<string> Named(ComponentState component) =>
        References(component).SelectMany(reference => Row(component, reference).Dependencies).ToHashSet(StringComparer.Ordinal);
}

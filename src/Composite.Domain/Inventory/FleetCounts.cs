using Composite.Domain.Components;
using Composite.Domain.Ports;

namespace Composite.Domain.Inventory;

/// <summary>
/// Which counts of the fleet belong to a part of the inventory. SDKs and A&amp;M services are known by the id that devices enrolled with,
/// applications by package and version as the A&amp;M service saw them; everything else works behind all devices of its solutions.
/// </summary>
public static class FleetCounts
{
    /// <param name="component">The component.</param>
    /// <param name="knownAt">As far as it was known then.</param>
    /// <param name="solutionIds">The solutions that are composed of it.</param>
    /// <param name="solutionId">Devices of this solution only; null for those of every solution.</param>
    public static InventoryCount OfComponent(ComponentState component, DateTimeOffset knownAt, IReadOnlyList<string> solutionIds, string? solutionId)
    {
        ArgumentNullException.ThrowIfNull(component);
        return component.Kind switch
        {
            ComponentKind.MpocSoftware or ComponentKind.AttestationService => One(new FleetPart(FleetPartKind.Component, component.Id, null, solutionId)),
            ComponentKind.MpocApplication => Sum(component.VersionsAt(knownAt).Select(v => v.PackageName).OfType<string>().Distinct(StringComparer.Ordinal)
                .Select(package => new FleetPart(FleetPartKind.Package, package, null, solutionId))),

            // A merchant has one solution: over solutions merchants add up.
            _ => new InventoryCount([.. solutionIds.Where(id => solutionId is null || id == solutionId).Select(OfSolution)], true),
        };
    }

    /// <summary>Nothing where devices do not show which version they use.</summary>
    public static InventoryCount? OfVersion(ComponentState component, ComponentVersion version, string? solutionId) =>
        PartOf(component, version, solutionId) is { } part ? One(part) : null;

    public static FleetPart OfSolution(string solutionId) => new(FleetPartKind.Solution, solutionId, null);

    internal static InventoryCount OfComponent(ComponentState component, InventoryScope scope) =>
        OfComponent(component, scope.AsOf.KnownAt, scope.SolutionsOf(component.Id), scope.SolutionId);

    internal static InventoryCount? OfListing(ComponentState component, Listing row, InventoryScope scope)
    {
        if (component.Kind is not (ComponentKind.MpocSoftware or ComponentKind.MpocApplication)) return OfComponent(component, scope);
        return Sum(component.VersionsAt(scope.AsOf.KnownAt).Where(v => row.Covers(v.Version)).Select(v => PartOf(component, v, scope.SolutionId)!));
    }

    private static FleetPart? PartOf(ComponentState component, ComponentVersion version, string? solutionId)
    {
        ArgumentNullException.ThrowIfNull(component);
        ArgumentNullException.ThrowIfNull(version);
        return component.Kind switch
        {
            ComponentKind.MpocSoftware => new FleetPart(FleetPartKind.Component, component.Id, version.Version, solutionId),
            ComponentKind.MpocApplication => new FleetPart(FleetPartKind.Package, version.PackageName!, version.Version, solutionId),
            _ => null,
        };
    }

    private static InventoryCount One(FleetPart part) => new([part], true);

    private static InventoryCount Sum(IEnumerable<FleetPart> parts) => new([.. parts], false);
}

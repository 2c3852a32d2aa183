using Composite.Domain.Components;
using Composite.Domain.Ports;

namespace Composite.Domain.Inventory;

/// <summary>
/// Which counts of the fleet belong to a row. SDKs and A&amp;M services are known by the id that devices enrolled with, applications by
/// package and version as the A&amp;M service saw them; everything else works behind all devices of its solutions.
/// </summary>
internal static class FleetCounts
{
    public static InventoryCount OfComponent(ComponentState component, InventoryScope scope) => component.Kind switch
    {
        ComponentKind.MpocSoftware or ComponentKind.AttestationService => One(new FleetPart(FleetPartKind.Component, component.Id, null)),
        ComponentKind.MpocApplication => Sum(component.VersionsAt(scope.AsOf.KnownAt).Select(v => v.PackageName).OfType<string>().Distinct(StringComparer.Ordinal)
            .Select(package => new FleetPart(FleetPartKind.Package, package, null))),

        // A merchant has one solution: over solutions merchants add up.
        _ => new InventoryCount([.. scope.SolutionsOf(component.Id).Select(id => new FleetPart(FleetPartKind.Solution, id, null))], true),
    };

    /// <summary>Nothing where devices do not show which version they use.</summary>
    public static InventoryCount? OfVersion(ComponentState component, ComponentVersion version) => PartOf(component, version) is { } part ? One(part) : null;

    public static InventoryCount? OfListing(ComponentState component, Listing row, InventoryScope scope)
    {
        if (component.Kind is not (ComponentKind.MpocSoftware or ComponentKind.MpocApplication)) return OfComponent(component, scope);
        return Sum(component.VersionsAt(scope.AsOf.KnownAt).Where(v => row.Covers(v.Version)).Select(v => PartOf(component, v)!));
    }

    private static FleetPart? PartOf(ComponentState component, ComponentVersion version) => component.Kind switch
    {
        ComponentKind.MpocSoftware => new FleetPart(FleetPartKind.Component, component.Id, version.Version),
        ComponentKind.MpocApplication => new FleetPart(FleetPartKind.Package, version.PackageName!, version.Version),
        _ => null,
    };

    private static InventoryCount One(FleetPart part) => new([part], true);

    private static InventoryCount Sum(IEnumerable<FleetPart> parts) => new([.. parts], false);
}

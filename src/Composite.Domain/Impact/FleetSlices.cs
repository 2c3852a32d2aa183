using Composite.Domain.Components;
using Composite.Domain.Inventory;
using Composite.Domain.Ports;
using Composite.Domain.Solutions;

namespace Composite.Domain.Impact;

/// <summary>Which slices of the fleet run on a component.</summary>
public static class FleetSlices
{
    /// <param name="slice">A combination of parts.</param>
    /// <param name="facts">They say which package is whose, and which solution is composed of what.</param>
    /// <param name="subjectId">A component, or a solution for all that is its.</param>
    /// <param name="version">Exact, or <c>3.2.x</c>; null for all. Only SDKs and applications show it.</param>
    /// <param name="asOf">When.</param>
    public static bool RunsOn(FleetSlice slice, SolutionFacts facts, string subjectId, string? version, AsOf asOf)
    {
        ArgumentNullException.ThrowIfNull(slice);
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.Components.GetValueOrDefault(subjectId) is not { } component) return slice.SolutionId == subjectId;
        return component.Kind switch
        {
            ComponentKind.MpocSoftware => slice.SdkComponentId == subjectId && IsWanted(version, slice.SdkVersion),
            ComponentKind.AttestationService => slice.AttestationServiceId == subjectId,
            ComponentKind.MpocApplication => IsWanted(version, slice.ApplicationVersion) && slice.PackageName is { } package && HasPackage(component, package, asOf)
                && IsComposedOf(facts, slice.SolutionId, subjectId, asOf),
            _ => IsComposedOf(facts, slice.SolutionId, subjectId, asOf),
        };
    }

    private static bool IsWanted(string? pattern, string? version) => pattern is null || (version is not null && VersionPattern.Covers(pattern, version));

    private static bool HasPackage(ComponentState application, string package, AsOf asOf)
    {
        foreach (Recorded<ComponentVersion> version in application.Versions)
        {
            if (version.RecordedAt <= asOf.KnownAt && version.Value.PackageName == package) return true;
        }

        return false;
    }

    private static bool IsComposedOf(SolutionFacts facts, string solutionId, string componentId, AsOf asOf) =>
        facts.Solutions.GetValueOrDefault(solutionId)?.ComponentIdsAt(asOf).Contains(componentId) == true;
}

using Composite.Domain.Ports;

namespace Composite.Domain.Impact;

/// <summary>What becomes of each slice of the fleet that relies on a subject.</summary>
/// <param name="Groups">Slices by <see cref="ImpactEffect"/>; what does not rely on the subject is in none.</param>
/// <param name="Reasons">Why, each once, the worst first.</param>
public sealed record ImpactGrading(SliceGroups Groups, IReadOnlyList<ImpactReason> Reasons)
{
    /// <summary>How many effects there are.</summary>
    public static readonly int Effects = Enum.GetValues<ImpactEffect>().Length;

    /// <summary>The groups without what goes on.</summary>
    public SliceGroups Affected => Groups with { GroupOf = Groups.GroupOf.Where(g => g.Value != (int)ImpactEffect.GoesOn).ToDictionary() };
}

/// <param name="Effect">What it does.</param>
/// <param name="Reason">In plain words what is so.</param>
/// <param name="Devices">Active devices that it concerns.</param>
public sealed record ImpactReason(ImpactEffect Effect, string Reason, long Devices);

using Composite.Domain.Staff;
using Composite.Domain.Tests.Rules;

namespace Composite.Domain.Tests.Policies;

/// <summary>Members of staff, each added by whom the test says.</summary>
internal static class Staffing
{
    /// <summary>Root was there first and added anna, bert and carl.</summary>
    public static readonly StaffMembers Usual = StaffMembers.None.Added("root", "system").Added("anna", "staff/root").Added("bert", "staff/root").Added("carl", "staff/root");

    public static StaffMembers Added(this StaffMembers staff, string memberId, string actor, DateTimeOffset? at = null) => staff.Evolve(
        new StaffMemberAdded(memberId, memberId, [StaffRole.Compliance], $"{memberId}-{staff.AddedBy.Count}-{staff.ByCredential.Count}"), actor, at ?? GateScenario.Noon.AddYears(-1));

    public static StaffMembers Removed(this StaffMembers staff, string memberId) => staff.Evolve(new StaffMemberRemoved(memberId, "left"), "staff/root", GateScenario.Noon);
}

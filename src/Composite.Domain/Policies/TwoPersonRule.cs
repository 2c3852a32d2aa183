using Composite.Domain.Staff;

namespace Composite.Domain.Policies;

/// <summary>
/// Says whether one person may approve what another proposed. The only place that does: policies and waivers ask it, whichever way a
/// command came. Ours, not from PCI; docs/decisions/0004.
/// </summary>
/// <remarks>
/// A credential is shown to whoever adds its member. So who added a member, directly or through others, counts as that member:
/// otherwise an administrator who is also in compliance adds a second member and approves alone.
/// </remarks>
public static class TwoPersonRule
{
    /// <summary>What stands against the approval; null when nothing does.</summary>
    /// <param name="staff">The members, as freshly read as can be.</param>
    /// <param name="proposer">Who proposed, as the journal has it: <c>staff/…</c>.</param>
    /// <param name="proposedAt">When the journal took the proposal.</param>
    /// <param name="approver">Who would approve, likewise.</param>
    /// <param name="field">The field of the command that a refusal names.</param>
    public static Problem? Against(StaffMembers staff, string proposer, DateTimeOffset proposedAt, string approver, string field)
    {
        ArgumentNullException.ThrowIfNull(staff);
        if (StaffMembers.MemberIdOf(approver) is not { } second || staff.Member(second) is null)
        {
            return new("not-a-member", field, "Whoever approves is not a member of staff now.", "Have a member of staff approve it.");
        }

        if (StaffMembers.MemberIdOf(proposer) is not { } first)
        {
            return new("not-a-member", field, "It was not proposed by a member of staff.", "Have a member propose it again.");
        }

        if (string.Equals(first, second, StringComparison.OrdinalIgnoreCase))
        {
            return new("same-person", field, "You proposed it yourself.", "Have another person approve it.");
        }

        if (staff.Member(first) is not { } member || member.AddedAt > proposedAt)
        {
            return new("proposer-removed", field, $"{first}, who proposed it, was removed from the staff since.", "Have a present member propose it again.");
        }

        if (Made(staff, first, second)) return Related(field, $"You were added to the staff by {first}, who proposed it, directly or through others.");
        return Made(staff, second, first) ? Related(field, $"You added {first}, who proposed it, to the staff, directly or through others.") : null;
    }

    private static Problem Related(string field, string reason) =>
        new("credential-from-the-other", field, reason, "Have a member approve it whose credential neither of you made.");

    // True when the maker made the member's credential, or one in the chain that leads to it.
    private static bool Made(StaffMembers staff, string maker, string member)
    {
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase) { member };
        Stack<string> open = new(seen);
        while (open.TryPop(out string? id))
        {
            foreach (string by in staff.AddedBy.GetValueOrDefault(id) ?? [])
            {
                if (string.Equals(by, maker, StringComparison.OrdinalIgnoreCase)) return true;
                if (seen.Add(by)) open.Push(by);
            }
        }

        return false;
    }
}

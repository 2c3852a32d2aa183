using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Composite.Domain.Staff;

/// <summary>What a member of staff may do. A member has one or more.</summary>
public enum StaffRole
{
    /// <summary>Adds and removes staff, registers acquirers.</summary>
    Administrator,

    /// <summary>Runs merchants, terminals and devices.</summary>
    Operator,

    /// <summary>Keeps components, listings, solutions and policies.</summary>
    Compliance,

    /// <summary>Reads everything, changes nothing. Every other role may read too.</summary>
    Auditor,
}

/// <summary>A person (or a script that a person answers for) got access; only the SHA-256 of the credential is kept.</summary>
public sealed record StaffMemberAdded(string MemberId, string Name, IReadOnlyList<StaffRole> Roles, string CredentialSha256) : IEvent;

/// <summary>The member's credential no longer works.</summary>
public sealed record StaffMemberRemoved(string MemberId, string Reason) : IEvent;

/// <summary>A member of staff as of now.</summary>
public sealed record StaffMember(string MemberId, string Name, IReadOnlyList<StaffRole> Roles, string CredentialSha256);

/// <summary>All members of staff, folded from their one stream.</summary>
public sealed partial record StaffMembers
{
    public const int MaxMembers = 1000;

    public static readonly StaffMembers None = new();

    public ImmutableDictionary<string, StaffMember> ByCredential { get; init; } = ImmutableDictionary<string, StaffMember>.Empty;

    /// <summary>True once the bootstrap secret was used: from then on it is void, even when all members are removed.</summary>
    public bool Bootstrapped { get; init; }

    public StaffMembers Evolve(IEvent @event) => @event switch
    {
        StaffMemberAdded e => this with
        {
            Bootstrapped = true,
            ByCredential = ByCredential.SetItem(e.CredentialSha256, new(e.MemberId, e.Name, e.Roles, e.CredentialSha256)),
        },
        StaffMemberRemoved e => this with { ByCredential = ByCredential.RemoveRange(ByCredential.Values.Where(m => m.MemberId == e.MemberId).Select(m => m.CredentialSha256)) },
        _ => throw new InvalidOperationException($"{@event.GetType().Name} is not an event that the staff's stream can have here."),
    };

    public Decision Add(string memberId, string name, IReadOnlyList<StaffRole> roles, string credentialSha256) =>
        new Problems().Slug("memberId", memberId).Text("name", name)
            .Require(roles.Count > 0 && roles.All(Enum.IsDefined), "roles", "roles", "No role, or an unknown one, is given.", "Give one or more of: " + string.Join(", ", Enum.GetNames<StaffRole>()) + ".")
            .Require(ByCredential.Values.All(m => m.MemberId != memberId), "already-registered", "memberId", $"Member '{memberId}' exists.", "Choose another id, or remove the member first.")
            .Require(ByCredential.Count < MaxMembers, "count", "memberId", $"{MaxMembers} members exist.", "Remove one first.")
            .Require(Sha256Pattern().IsMatch(credentialSha256), "invalid-format", "credentialSha256", "It is not a SHA-256 digest.", "Give 64 hexadecimal digits in lower case.")
            .Or(new StaffMemberAdded(memberId, name, roles, credentialSha256));

    /// <summary>The last administrator can't be removed: nobody could add another.</summary>
    public Decision Remove(string memberId, string reason)
    {
        StaffMember? member = ByCredential.Values.FirstOrDefault(m => m.MemberId == memberId);
        bool lastAdministrator = member is not null && member.Roles.Contains(StaffRole.Administrator)
            && ByCredential.Values.Count(m => m.Roles.Contains(StaffRole.Administrator)) == 1;
        return new Problems().Text("reason", reason, 500)
            .Require(member is not null, "unknown-member", "memberId", $"No member '{memberId}' exists.", "List the members.")
            .Require(!lastAdministrator, "last-administrator", "memberId", "It is the last administrator.", "Add another administrator first.")
            .Or(new StaffMemberRemoved(memberId, reason));
    }

    [GeneratedRegex("^[0-9a-f]{64}$", RegexOptions.CultureInvariant)]
    private static partial Regex Sha256Pattern();
}

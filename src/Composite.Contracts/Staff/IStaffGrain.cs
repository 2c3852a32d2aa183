namespace Composite.Contracts.Staff;

/// <summary>The members of staff; one grain, key <c>main</c>.</summary>
[Alias("staff-grain")]
public interface IStaffGrain : IGrainWithStringKey
{
    /// <summary>Adds the first administrator; refused once anybody was added.</summary>
    [Alias("bootstrap")]
    Task<CommandResult> BootstrapAsync(AddStaffMember command, CancellationToken cancellationToken);

    [Alias("add")]
    Task<CommandResult> AddAsync(AddStaffMember command, string actor, CancellationToken cancellationToken);

    [Alias("remove")]
    Task<CommandResult> RemoveAsync(string memberId, string reason, string actor, CancellationToken cancellationToken);

    /// <summary>Lets the member's calendar program in by a token, and no longer by an earlier one; the token itself never reaches a grain.</summary>
    [Alias("issue-calendar-token")]
    Task<CommandResult> IssueCalendarTokenAsync(string memberId, string tokenSha256, string actor, CancellationToken cancellationToken);

    [Alias("revoke-calendar-token")]
    Task<CommandResult> RevokeCalendarTokenAsync(string memberId, string actor, CancellationToken cancellationToken);

    [Alias("list")]
    Task<IReadOnlyList<StaffMemberView>> ListAsync(CancellationToken cancellationToken);
}

/// <summary>Mirrors the domain's staff roles.</summary>
[GenerateSerializer, Alias("staff-role")]
public enum StaffRole { Administrator, Operator, Compliance, Auditor }

/// <summary>Adds a member of staff; the credential itself never reaches a grain.</summary>
[GenerateSerializer, Immutable, Alias("add-staff-member")]
public sealed record AddStaffMember(
    [property: Id(0)] string MemberId, [property: Id(1)] string Name, [property: Id(2)] IReadOnlyList<StaffRole> Roles, [property: Id(3)] string CredentialSha256);

/// <summary>A member of staff.</summary>
[GenerateSerializer, Immutable, Alias("staff-member-view")]
public sealed record StaffMemberView([property: Id(0)] string MemberId, [property: Id(1)] string Name, [property: Id(2)] IReadOnlyList<StaffRole> Roles);

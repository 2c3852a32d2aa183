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

/// <summary>The member's calendar program may read the calendar with this token, and no longer with an earlier one; only its SHA-256 is kept.</summary>
public sealed record CalendarTokenIssued(string MemberId, string TokenSha256) : IEvent;

/// <summary>The member's calendar token no longer works.</summary>
public sealed record CalendarTokenRevoked(string MemberId) : IEvent;

/// <summary>A member of staff as of now.</summary>
public sealed record StaffMember(string MemberId, string Name, IReadOnlyList<StaffRole> Roles, string CredentialSha256)
{
    /// <summary>When the journal took the member in: who is removed and added again is another membership.</summary>
    public DateTimeOffset AddedAt { get; init; }
}

/// <summary>All members of staff, folded from their one stream.</summary>
public sealed partial record StaffMembers
{
    public const int MaxMembers = 1000;
    private const int MaxRoles = 16;
    private const string ActorPrefix = "staff/";

    public static readonly StaffMembers None = new();

    private static readonly ImmutableHashSet<string> Nobody = ImmutableHashSet.Create<string>(StringComparer.OrdinalIgnoreCase);

    public ImmutableDictionary<string, StaffMember> ByCredential { get; init; } = ImmutableDictionary<string, StaffMember>.Empty;

    /// <summary>Who reads the calendar with which token, by the token's SHA-256: one per member.</summary>
    public ImmutableDictionary<string, string> CalendarTokens { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>True once the bootstrap secret was used: from then on it is void, even when all members are removed.</summary>
    public bool Bootstrapped { get; init; }

    /// <summary>
    /// Who added whom, ever, by member id: who makes a credential has held it. Kept when a member is removed, so that removing the one in the
    /// middle of a chain hides nothing.
    /// </summary>
    public ImmutableDictionary<string, ImmutableHashSet<string>> AddedBy { get; init; } =
        ImmutableDictionary<string, ImmutableHashSet<string>>.Empty.WithComparers(StringComparer.OrdinalIgnoreCase);

    /// <param name="event">What happened.</param>
    /// <param name="actor">Who did it, as the journal has it: <c>staff/…</c>, or <c>system</c> for the first member.</param>
    /// <param name="recordedAt">When the journal took it.</param>
    public StaffMembers Evolve(IEvent @event, string actor, DateTimeOffset recordedAt) => @event switch
    {
        StaffMemberAdded e => this with
        {
            Bootstrapped = true,
            ByCredential = ByCredential.SetItem(e.CredentialSha256, new(e.MemberId, e.Name, e.Roles, e.CredentialSha256) { AddedAt = recordedAt }),
            AddedBy = AddedBy.SetItem(e.MemberId, (AddedBy.GetValueOrDefault(e.MemberId) ?? Nobody).Add(MemberIdOf(actor) ?? actor)),
        },
        StaffMemberRemoved e => this with { ByCredential = ByCredential.RemoveRange(ByCredential.Values.Where(m => m.MemberId == e.MemberId).Select(m => m.CredentialSha256)), CalendarTokens = WithoutCalendarToken(e.MemberId) },
        CalendarTokenIssued e => this with { CalendarTokens = WithoutCalendarToken(e.MemberId).SetItem(e.TokenSha256, e.MemberId) },
        CalendarTokenRevoked e => this with { CalendarTokens = WithoutCalendarToken(e.MemberId) },
        _ => throw new InvalidOperationException($"{@event.GetType().Name} is not an event that the staff's stream can have here."),
    };

    /// <summary>The first member is an administrator: nobody else could add the second.</summary>
    public Decision Add(string memberId, string name, IReadOnlyList<StaffRole> roles, string credentialSha256)
    {
        StaffMember? known = ByCredential.Values.FirstOrDefault(m => m.MemberId == memberId);
        if (known is not null && roles is not null && known.Name == name && known.CredentialSha256 == credentialSha256 && known.Roles.SequenceEqual(roles)) return Decision.Accept();
        Problems problems = new Problems().Slug("memberId", memberId).Text("name", name);
        IReadOnlyList<StaffRole> given = problems.Items("roles", roles, 1, MaxRoles);
        foreach (StaffRole role in given) problems.Defined("roles", role);
        return problems
            .Require(Bootstrapped || given.Contains(StaffRole.Administrator), "no-administrator", "roles", "The first member must be able to add others.", "Give the role Administrator.")
            .Require(known is null, "already-registered", "memberId", $"Member '{Problems.Shown(memberId)}' exists.", "Choose another id, or remove the member first.")
            .Require(credentialSha256 is null || !ByCredential.ContainsKey(credentialSha256), "credential-in-use", "credentialSha256", "Another member has this credential.", "Make a new credential.")
            .Require(ByCredential.Count < MaxMembers, "count", "memberId", $"{MaxMembers} members exist.", "Remove one first.")
            .Require(credentialSha256 is not null && Sha256Pattern().IsMatch(credentialSha256), "invalid-format", "credentialSha256", "It is not a SHA-256 digest.", "Give 64 hexadecimal digits in lower case.")
            .Or(new StaffMemberAdded(memberId, name, given, credentialSha256!));
    }

    /// <summary>The last administrator can't be removed: nobody could add another.</summary>
    public Decision Remove(string memberId, string reason)
    {
        StaffMember? member = ByCredential.Values.FirstOrDefault(m => m.MemberId == memberId);
        bool lastAdministrator = member is not null && member.Roles.Contains(StaffRole.Administrator)
            && ByCredential.Values.Count(m => m.Roles.Contains(StaffRole.Administrator)) == 1;
        return new Problems().Text("reason", reason, 500)
            .Require(member is not null, "unknown-member", "memberId", $"No member '{Problems.Shown(memberId)}' exists.", "List the members.")
            .Require(!lastAdministrator, "last-administrator", "memberId", "It is the last administrator.", "Add another administrator first.")
            .Or(new StaffMemberRemoved(memberId, reason));
    }

    /// <summary>The member with an id, however it is spelled; or null.</summary>
    public StaffMember? Member(string memberId) => ByCredential.Values.FirstOrDefault(m => string.Equals(m.MemberId, memberId, StringComparison.OrdinalIgnoreCase));

    /// <summary>The member's id in an actor as the journal has it (<c>staff/anna</c>), or null for one who is no member.</summary>
    public static string? MemberIdOf(string? actor) =>
        actor is not null && actor.Length > ActorPrefix.Length && actor.StartsWith(ActorPrefix, StringComparison.OrdinalIgnoreCase) ? actor[ActorPrefix.Length..] : null;

    /// <summary>Issues the member's calendar token; an earlier one no longer works.</summary>
    public Decision IssueCalendarToken(string memberId, string tokenSha256) => new Problems()
        .Require(ByCredential.Values.Any(m => m.MemberId == memberId), "unknown-member", "memberId", $"No member '{Problems.Shown(memberId)}' exists.", "List the members.")
        .Require(tokenSha256 is not null && Sha256Pattern().IsMatch(tokenSha256), "invalid-format", "tokenSha256", "It is not a SHA-256 digest.", "Give 64 hexadecimal digits in lower case.")
        .Or(new CalendarTokenIssued(memberId, tokenSha256!));

    /// <summary>Revokes the member's calendar token, when there is one.</summary>
    public Decision RevokeCalendarToken(string memberId) =>
        CalendarTokens.ContainsValue(memberId) ? Decision.Accept(new CalendarTokenRevoked(memberId)) : Decision.Accept();

    private ImmutableDictionary<string, string> WithoutCalendarToken(string memberId) =>
        CalendarTokens.RemoveRange(CalendarTokens.Where(t => t.Value == memberId).Select(t => t.Key));

    [GeneratedRegex(@"^[0-9a-f]{64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Sha256Pattern();
}

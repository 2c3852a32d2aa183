using Composite.Domain.Staff;
using Composite.Domain.Tests.Rules;
using Xunit;

namespace Composite.Domain.Tests.Staff;

public sealed class StaffMembersTests
{
    private const string Credential = GateScenario.Digest;
    private static readonly string Other = new('a', 64);
    private static readonly StaffMembers WithAnna = Add(StaffMembers.None, "anna", Credential, StaffRole.Administrator);

    [Fact]
    public void Add_FirstMember_MustBeAnAdministrator()
    {
        Assert.False(StaffMembers.None.Bootstrapped);
        StaffMembers.None.Add("bert", "Bert", [StaffRole.Auditor], Credential).Refused("no-administrator roles");
        Assert.True(WithAnna.Bootstrapped);
        Assert.Single(WithAnna.Add("bert", "Bert", [StaffRole.Auditor], Other).Accepted());
    }

    [Fact]
    public void Add_Twice_IsDoneOnceAndOtherFactsAreRefused()
    {
        Assert.Empty(WithAnna.Add("anna", "anna", [StaffRole.Administrator], Credential).Accepted());
        WithAnna.Add("anna", "anna", [StaffRole.Auditor], Other).Refused("already-registered memberId");
    }

    [Fact]
    public void Add_CredentialOfAnother_IsRefused() => WithAnna.Add("bert", "Bert", [StaffRole.Operator], Credential).Refused("credential-in-use credentialSha256");

    [Fact]
    public void Add_EverythingWrong_NamesEveryField()
    {
        StaffMembers.None.Add(null!, null!, null!, null!).Refused("invalid-id memberId", "invalid-text name", "count roles", "no-administrator roles", "invalid-format credentialSha256");
        WithAnna.Add("bert", "Bert", [(StaffRole)9], "ABC").Refused("unknown-value roles", "invalid-format credentialSha256");
        WithAnna.Add("bert", "Bert", [], Other).Refused("count roles");
    }

    [Fact]
    public void Add_Full_IsRefused()
    {
        StaffMembers full = Enumerable.Range(1, StaffMembers.MaxMembers - 1).Aggregate(WithAnna, (members, i) => members.Evolve(new StaffMemberAdded($"m-{i}", "M", [StaffRole.Auditor], $"{i:x64}"), "staff/anna", GateScenario.Noon));
        full.Add("bert", "Bert", [StaffRole.Auditor], Other).Refused("count memberId");
    }

    [Fact]
    public void Remove_LastAdministrator_IsRefusedOthersGo()
    {
        StaffMembers two = Add(WithAnna, "bert", Other, StaffRole.Administrator, StaffRole.Operator);
        WithAnna.Remove("anna", "left").Refused("last-administrator memberId");
        StaffMembers one = two.Evolve(two.Remove("anna", "left").AcceptedOne<StaffMemberRemoved>(), "staff/bert", GateScenario.Noon);
        Assert.Equal("bert", Assert.Single(one.ByCredential.Values).MemberId);
        one.Remove("anna", "left").Refused("unknown-member memberId");
        one.Remove(null!, null!).Refused("unknown-member memberId", "invalid-text reason");
    }

    private static StaffMembers Add(StaffMembers members, string id, string credential, params StaffRole[] roles) =>
        members.Evolve(members.Add(id, id, roles, credential).AcceptedOne<StaffMemberAdded>(), "system", GateScenario.Noon);
}

using Composite.Domain.Policies;
using Composite.Domain.Staff;
using Composite.Domain.Tests.Rules;
using CsCheck;
using Xunit;

namespace Composite.Domain.Tests.Policies;

public sealed class TwoPersonRuleTests
{
    private static readonly DateTimeOffset Noon = GateScenario.Noon;

    public static TheoryData<string, StaffMembers, string, string, string?> Cases => new()
    {
        { "two members whom a third added", Staffing.Usual, "staff/anna", "staff/bert", null },
        { "oneself", Staffing.Usual, "staff/anna", "staff/anna", "same-person" },
        { "oneself in other letters", Staffing.Usual, "staff/anna", "STAFF/ANNA", "same-person" },
        { "whom one added", Staffing.Usual.Added("dora", "staff/anna"), "staff/dora", "staff/anna", "credential-from-the-other" },
        { "by whom one was added", Staffing.Usual.Added("dora", "staff/anna"), "staff/anna", "staff/dora", "credential-from-the-other" },
        { "by whom one was added, in other letters", Staffing.Usual.Added("dora", "Staff/Anna"), "staff/anna", "staff/DORA", "credential-from-the-other" },
        { "through another", Staffing.Usual.Added("dora", "staff/anna").Added("emil", "staff/dora"), "staff/anna", "staff/emil", "credential-from-the-other" },
        { "through another who left", Staffing.Usual.Added("dora", "staff/anna").Added("emil", "staff/dora").Removed("dora"), "staff/emil", "staff/anna", "credential-from-the-other" },
        { "the first member, who added the other", Staffing.Usual, "staff/root", "staff/anna", "credential-from-the-other" },
        { "a member added anew by another", Staffing.Usual.Added("dora", "staff/anna").Removed("dora").Added("dora", "staff/bert"), "staff/anna", "staff/dora", "credential-from-the-other" },
        { "an approver who left", Staffing.Usual.Removed("bert"), "staff/anna", "staff/bert", "not-a-member" },
        { "a proposer who left", Staffing.Usual.Removed("anna"), "staff/anna", "staff/bert", "proposer-removed" },
        { "a proposer who left and came back", Staffing.Usual.Removed("anna").Added("anna", "staff/root", Noon.AddHours(1)), "staff/anna", "staff/bert", "proposer-removed" },
        { "no member", Staffing.Usual, "staff/anna", "system", "not-a-member" },
        { "a bare name", Staffing.Usual, "staff/anna", "bert", "not-a-member" },
        { "nobody", Staffing.Usual, "staff/anna", "staff/", "not-a-member" },
        { "what no member proposed", Staffing.Usual, "import/listings", "staff/bert", "not-a-member" },
        { "a device", Staffing.Usual, "device/anna", "staff/bert", "not-a-member" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Against_Pair_SaysWhatStandsAgainstIt(string name, StaffMembers staff, string proposer, string approver, string? code)
    {
        Problem? problem = TwoPersonRule.Against(staff, proposer, Noon, approver, "proposalId");
        Assert.True(code == problem?.Code, $"{name}: {problem}");
        if (problem is not null) Assert.All((string[])[problem.Field, problem.Reason, problem.Remedy], text => Assert.False(string.IsNullOrWhiteSpace(text)));
    }

    /// <summary>Whoever adds members, and lets them add members, never gets a second voice out of it.</summary>
    [Fact]
    public void Against_AnyTreeOfMembers_RefusesExactlyThePairsOfWhomOneMadeTheOther() => Gen.Int[0, 1000].Array[1, 12].Sample(parents =>
    {
        StaffMembers staff = StaffMembers.None.Added("m0", "system");
        int[] parent = [.. parents.Select((p, i) => p % (i + 1))];
        for (int i = 0; i < parent.Length; i++) staff = staff.Added($"m{i + 1}", $"staff/m{parent[i]}");
        for (int a = 0; a <= parent.Length; a++)
        {
            for (int b = 0; b <= parent.Length; b++)
            {
                bool refused = a == b || Ancestors(a).Contains(b) || Ancestors(b).Contains(a);
                Assert.Equal(refused, TwoPersonRule.Against(staff, $"staff/m{a}", Noon, $"staff/m{b}", "id") is not null);
            }
        }

        IEnumerable<int> Ancestors(int member)
        {
            while (member > 0) yield return member = parent[member - 1];
        }
    });
}

using System.Reflection;
using Composite.Domain.Components;
using Composite.Domain.Devices;
using Composite.Domain.Policies;
using Composite.Domain.Rules;
using CsCheck;
using Xunit;

namespace Composite.Domain.Tests.Rules;

public sealed class GateTests
{
    private static readonly string[] Codes = [.. typeof(RuleCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!)];

    private static readonly Dictionary<string, GateCase> Table =
        ((GateCase[])[.. AcceptanceRuleCases.Rows, .. AttestationRuleCases.Rows, .. CompositionRuleCases.Rows]).ToDictionary(row => row.Name);

    // Breakages that touch different rules, each with the rules that it alone makes fail.
    private static readonly (Func<GateScenario, GateScenario> Break, string[] Fails)[] Independent =
    [
        (s => s with { SharedAge = TimeSpan.FromMinutes(1) }, [RuleCodes.FactsFresh]),
        (s => s.Asking(r => r with { SignedAt = s.Now.AddHours(1) }), [RuleCodes.RequestTime]),
        (s => s.InSolution(x => x with { Active = false }), [RuleCodes.SolutionInForce]),
        (s => s.OnDevice(d => d with { Status = DeviceStatus.Suspended }), [RuleCodes.DeviceActive]),
        (s => s.AtMerchant(m => m with { Terminals = [] }), [RuleCodes.TerminalBound]),
        (s => s.Attested(a => a with { Status = AttestationStatus.Contraindicated }), [RuleCodes.AttestationGood]),
        (s => s.Attested(a => a with { IssuedAt = s.Now.AddHours(-1) }), [RuleCodes.AttestationFresh]),
        (s => s.Attested(a => a with { Nonce = "something:else" }), [RuleCodes.AttestationBound]),
        (s => s.Told("sdk-a", new ListingRevoked("2025-00002.001", s.Now.AddDays(-1), "flaw")), [RuleCodes.SdkListingInForce]),
        (s => s.With("back-end-a", c => c with { Compliance = [] }), [RuleCodes.BackEndCompliance]),
        (s => s.AtMerchant(m => m with { Identified = null }), [RuleCodes.MerchantActive]),
        (s => s.AtMerchant(m => m with { Contracts = [] }), [RuleCodes.AcquirerContract]),
        (s => s with { Acquirer = null }, [RuleCodes.AcquirerActive]),
        (s => s.Asking(r => r with { EntryMode = EntryMode.ManualEntry }), [RuleCodes.EntryModeAllowed]),
        (s => s.Asking(r => r with { Cvm = Cvm.Signature }), [RuleCodes.CvmAllowed]),
        (s => s.Asking(r => r with { AmountMinor = 60_000 }), [RuleCodes.AmountLimit]),
        (s => s.Asking(r => r with { Ksn = "FFFFFFFFFFFFFFFF00000001" }), [RuleCodes.KeySet]),
    ];

    public static TheoryData<string> Names => [.. Table.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Evaluate_TableRow_ExactlyTheNamedRulesFail(string name)
    {
        GateCase row = Table[name];
        Evaluation evaluation = row.Scenario.Evaluate();

        AssertWhole(evaluation);
        Finding finding = evaluation.Findings.Single(f => f.Code == row.Code);
        Assert.Equal(row.Outcome, finding.Outcome);
        if (row.Reason is not null) Assert.Contains(row.Reason, finding.Reason, StringComparison.Ordinal);
        string[] expected = [.. row.Also, .. row.Outcome == FindingOutcome.Failed ? [row.Code] : Array.Empty<string>()];
        Assert.Equal(expected.Order(), evaluation.Failures().Select(f => f.Code).Order());
        Assert.Equal(expected.Length == 0, evaluation.Allows());
    }

    [Fact]
    public void Table_EveryRule_HasAFailureAndAPass()
    {
        string[] passing = [.. GateScenario.ValidWithPin.Evaluate().Findings.Where(f => f.Outcome == FindingOutcome.Passed).Select(f => f.Code)];
        Assert.Equal(Codes.Order(), passing.Order());
        Assert.Equal(Codes.Order(), Table.Values.Where(row => row.Outcome == FindingOutcome.Failed).Select(row => row.Code).Distinct().Order());
    }

    [Fact]
    public void Evaluate_ValidWorld_PassesAndRecordsWhatItRestsOn()
    {
        Evaluation evaluation = GateScenario.Valid.Evaluate();
        Assert.True(evaluation.Allows());
        Assert.Equal((Gate.RuleSet, 0, 4711L), (evaluation.RuleSet, evaluation.PolicyVersion, evaluation.FactsPosition));
    }

    [Fact]
    public void Evaluate_SeveralBreakages_ReportsAllOfThem() => Gen.Bool.Array[Independent.Length].Sample(chosen =>
    {
        GateScenario world = GateScenario.Valid;
        List<string> expected = [];
        for (int i = 0; i < chosen.Length; i++)
        {
            if (!chosen[i]) continue;
            world = Independent[i].Break(world);
            expected.AddRange(Independent[i].Fails);
        }

        Evaluation evaluation = world.Evaluate();
        AssertWhole(evaluation);
        Assert.Equal(expected.Order(), evaluation.Failures().Select(f => f.Code).Order());
    });

    [Fact]
    public void Evaluate_UnavailableNotAppraisedContraindicated_AreThreeAnswers()
    {
        GateScenario[] worlds =
        [
            GateScenario.Valid with { Card = AttestationEvidence.ServiceUnavailable },
            GateScenario.Valid with { Card = AttestationEvidence.NotAppraised("unknown key") },
            GateScenario.Valid.Attested(a => a with { Status = AttestationStatus.None }),
            GateScenario.Valid.Attested(a => a with { Status = AttestationStatus.Contraindicated }),
        ];
        Finding[] failures = [.. worlds.Select(world => world.Evaluate().Failures().Single())];
        Assert.Equal(worlds.Length, failures.Select(f => f.Reason).Distinct().Count());
        Assert.Equal(worlds.Length, failures.Select(f => f.Remedy).Distinct().Count());
        Assert.Equal(worlds.Length, failures.Select(f => (f.Code, f.Facts[0])).Distinct().Count());
    }

    [Fact]
    public void Evaluate_WorldWithPartsMissing_NeverThrows() => PartialWorlds.Any.Sample(world => AssertWhole(world.Evaluate()));

    [Fact]
    public void Evaluate_PolicyInForceLater_UsesTheVersionOfNow()
    {
        PolicyTable table = PolicyTable.BuiltIn with
        {
            Versions = [.. PolicyTable.BuiltIn.Versions, new(1, GateScenario.Noon, PolicyValues.Default with { AttestationMaxAge = TimeSpan.FromSeconds(5) })],
        };
        GateScenario world = GateScenario.Valid with { Policies = table };
        Assert.Equal(1, world.Evaluate().PolicyVersion);
        Assert.Equal([RuleCodes.AttestationFresh], world.Evaluate().Failures().Select(f => f.Code));
        Assert.Equal(0, world.At(GateScenario.Noon.AddTicks(-1)).Evaluate().PolicyVersion);
    }

    private static void AssertWhole(Evaluation evaluation)
    {
        Assert.Equal(Codes, evaluation.Findings.Select(f => f.Code));
        foreach (Finding finding in evaluation.Findings)
        {
            Assert.Equal(finding.Outcome != FindingOutcome.Passed, !string.IsNullOrWhiteSpace(finding.Reason));
            Assert.Equal(finding.Outcome == FindingOutcome.Failed, !string.IsNullOrWhiteSpace(finding.Remedy));
            Assert.Equal(finding.Facts.Count, finding.Facts.Select(f => f.Name).Distinct().Count());
            Assert.All(finding.Facts, fact => Assert.NotNull(fact.Value));
        }
    }
}

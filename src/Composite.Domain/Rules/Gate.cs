namespace Composite.Domain.Rules;

/// <summary>The solution-management gate: every rule on every payment, all findings returned.</summary>
public static class Gate
{
    /// <summary>Counts changes of the rules' code; each decision records it.</summary>
    public const int RuleSet = 2;

    private static readonly Func<GateFacts, Finding>[] Rules =
    [
        TimeRules.FactsFresh, TimeRules.RequestTime,
        SolutionRules.SolutionInForce,
        DeviceRules.DeviceActive, DeviceRules.TerminalBound,
        AttestationRules.Available, AttestationRules.Good, AttestationRules.Fresh, AttestationRules.Bound, AttestationRules.Pin,
        AttestationRules.PlatformInBaseline,
        SdkRules.ListingInForce, SdkRules.VersionListed, SdkRules.CryptoNotExpired,
        SolutionRules.AttestationServiceInForce, SolutionRules.AttestationServicePaired,
        SolutionRules.ApplicationApproved, DependencyRules.InForce, SolutionRules.BackEndCompliance, SolutionRules.PinCompliance,
        MerchantRules.MerchantActive, MerchantRules.AcquirerContract, MerchantRules.AcquirerActive,
        AcceptanceRules.EntryModeAllowed, AcceptanceRules.CvmAllowed, AcceptanceRules.AmountLimit, AcceptanceRules.Velocity,
        KeyRules.KeySet, KeyRules.KsnIncreasing,
    ];

    /// <summary>Evaluates every rule.</summary>
    public static Evaluation Evaluate(GateFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        Finding[] findings = new Finding[Rules.Length];
        for (int i = 0; i < Rules.Length; i++) findings[i] = Rules[i](facts);
        return new Evaluation(RuleSet, facts.PolicyVersion.Version, facts.Shared.Position, findings);
    }
}

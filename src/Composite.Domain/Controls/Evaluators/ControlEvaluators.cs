using System.Collections.Frozen;

namespace Composite.Domain.Controls.Evaluators;

/// <summary>The evaluators of automatic controls, by the key that the catalogue names them by.</summary>
internal static class ControlEvaluators
{
    public static readonly FrozenDictionary<string, Func<ControlQuestion, ControlAnswer>> ByKey = new Dictionary<string, Func<ControlQuestion, ControlAnswer>>
    {
        ["third-party-contracts"] = ThirdPartyEvaluators.Contracts,
        ["third-party-responsibilities"] = ThirdPartyEvaluators.Responsibilities,
        ["third-party-reviews"] = ThirdPartyEvaluators.Reviews,
        ["third-party-notices"] = ThirdPartyEvaluators.Notices,
        ["policy-changes"] = PolicyEvaluators.TwoPeople,
        ["policy-proposals"] = PolicyEvaluators.ProposalsDecided,
        ["waivers-bounded"] = PolicyEvaluators.WaiversBounded,
        ["cases-in-time"] = CaseEvaluators.CasesInTime,
        ["solutions-complete"] = InventoryEvaluators.SolutionsComplete,
        ["listings-in-force"] = InventoryEvaluators.ListingsInForce,
        ["listings-read-again"] = InventoryEvaluators.ListingsReadAgain,
        ["references-unique"] = InventoryEvaluators.ReferencesUnique,
        ["crypto-expiry"] = InventoryEvaluators.CryptoExpiry,
        ["applications-signed"] = InventoryEvaluators.ApplicationsSigned,
        ["scope-covered"] = InventoryEvaluators.ScopeCovered,
        ["compliance-in-force"] = BackEndEvaluators.ComplianceInForce,
        ["attestation-keys"] = BackEndEvaluators.AttestationKeys,
        ["merchants-identified"] = BackEndEvaluators.MerchantsIdentified,
        ["guidance-acknowledged"] = BackEndEvaluators.GuidanceAcknowledged,
    }.ToFrozenDictionary(StringComparer.Ordinal);
}

namespace Composite.Domain.Rules;

/// <summary>The stable codes of the gate's rules. A code is a contract with devices, staff and the journal: it is never reused.</summary>
public static class RuleCodes
{
    public const string FactsFresh = "FACTS-FRESH";
    public const string RequestTime = "REQUEST-TIME";
    public const string SolutionInForce = "SOLUTION-IN-FORCE";
    public const string DeviceActive = "DEVICE-ACTIVE";
    public const string TerminalBound = "TERMINAL-BOUND";
    public const string AttestationAvailable = "ATTESTATION-AVAILABLE";
    public const string AttestationGood = "ATTESTATION-GOOD";
    public const string AttestationFresh = "ATTESTATION-FRESH";
    public const string AttestationBound = "ATTESTATION-BOUND";
    public const string PinAttestation = "PIN-ATTESTATION";
    public const string PlatformInBaseline = "PLATFORM-IN-BASELINE";
    public const string SdkListingInForce = "SDK-LISTING-IN-FORCE";
    public const string SdkVersionListed = "SDK-VERSION-LISTED";
    public const string CryptoNotExpired = "CRYPTO-NOT-EXPIRED";
    public const string AttestationServiceInForce = "AM-SERVICE-IN-FORCE";
    public const string AttestationServicePaired = "AM-SERVICE-PAIRED";
    public const string ApplicationApproved = "APPLICATION-APPROVED";
    public const string DependenciesInForce = "DEPENDENCIES-IN-FORCE";
    public const string BackEndCompliance = "BACK-END-COMPLIANCE";
    public const string PinCompliance = "PIN-COMPLIANCE";
    public const string MerchantActive = "MERCHANT-ACTIVE";
    public const string AcquirerContract = "ACQUIRER-CONTRACT";
    public const string AcquirerActive = "ACQUIRER-ACTIVE";
    public const string EntryModeAllowed = "ENTRY-MODE-ALLOWED";
    public const string CvmAllowed = "CVM-ALLOWED";
    public const string AmountLimit = "AMOUNT-LIMIT";
    public const string Velocity = "VELOCITY";
    public const string KeySet = "KEY-SET";
    public const string KsnIncreasing = "KSN-INCREASING";
}

using Composite.Domain.Components;
using Composite.Domain.Controls;

namespace Composite.Exchange.Pack;

/// <summary>The domain's words as a page shows them, as plain text.</summary>
internal static class Labels
{
    public static string Of(CertificationStatus? status) => status switch
    {
        null => "own part",
        CertificationStatus.InForce => "in force",
        CertificationStatus.NotYetInForce => "not yet in force",
        CertificationStatus.InRemediation => "in remediation",
        CertificationStatus.CheckpointOverdue => "checkpoint overdue",
        CertificationStatus.CheckpointLapsed => "checkpoint lapsed",
        { } other => Words.Of(other),
    };

    public static string Of(ComplianceStandard standard) => standard switch
    {
        ComplianceStandard.PciDss => "PCI DSS",
        ComplianceStandard.PciPin => "PCI PIN",
        _ => Words.Of(standard),
    };

    public static string Of(ControlStatus status) => status switch
    {
        ControlStatus.NotMet => "not met",
        ControlStatus.NotAssessed => "not assessed",
        ControlStatus.NotApplicable => "not applicable",
        _ => Words.Of(status),
    };

    public static string Of(VersionStatus status) => status switch
    {
        VersionStatus.CryptoExpiring => "crypto expiring",
        VersionStatus.CryptoExpired => "crypto expired",
        _ => Words.Of(status),
    };

    public static string Of(ComponentKind kind) => kind switch
    {
        ComponentKind.MpocSoftware => "MPoC software (SDK)",
        ComponentKind.MpocApplication => "MPoC application",
        ComponentKind.AttestationService => "A&M service",
        ComponentKind.PaymentBackEnd => "payment back-end",
        ComponentKind.DecryptionService => "decryption service",
        ComponentKind.ScrpReader => "SCRP reader",
        ComponentKind.Kernel => "kernel",
        ComponentKind.ProviderPart => "provider's own part",
        _ => Words.Of(kind),
    };

    /// <summary>The class of the page's style that goes with a status: <c>good</c>, <c>careful</c>, <c>bad</c> or <c>plain</c>.</summary>
    public static string ToneOf(CertificationStatus? status) => status switch
    {
        null => "plain",
        CertificationStatus.InForce => "good",
        CertificationStatus.Expiring or CertificationStatus.CheckpointOverdue or CertificationStatus.CheckpointLapsed or CertificationStatus.InRemediation or CertificationStatus.NotYetInForce => "careful",
        _ => "bad",
    };

    /// <inheritdoc cref="ToneOf(CertificationStatus?)"/>
    public static string ToneOf(VersionStatus status) => status switch
    {
        VersionStatus.Usable => "good",
        VersionStatus.CryptoExpiring => "careful",
        _ => "bad",
    };

    /// <inheritdoc cref="ToneOf(CertificationStatus?)"/>
    public static string ToneOf(ControlStatus status) => status switch
    {
        ControlStatus.Met => "good",
        ControlStatus.Due => "careful",
        ControlStatus.NotApplicable => "plain",
        _ => "bad",
    };
}

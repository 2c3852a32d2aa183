namespace Composite.Domain.Components;

/// <summary>Under which heading a product is listed. PCI's headings where PCI lists it; kernels are approved by EMVCo.</summary>
public enum ListingProductType
{
    /// <summary>MPoC Software: an SDK.</summary>
    MpocSoftware,

    /// <summary>An MPoC application that is listed by itself.</summary>
    MpocApplication,

    /// <summary>An MPoC attestation and monitoring service.</summary>
    AttestationAndMonitoring,

    /// <summary>An MPoC solution.</summary>
    MpocSolution,

    /// <summary>A PTS device, such as a secure card reader - PIN.</summary>
    PtsDevice,

    /// <summary>A hardware security module under PTS HSM.</summary>
    PtsHsm,

    /// <summary>A P2PE component or solution, such as a decryption service.</summary>
    P2peComponent,

    /// <summary>An approved contactless kernel.</summary>
    Kernel,
}

/// <summary>Which headings fit which component.</summary>
public static class ListingProductTypes
{
    /// <summary>The headings under which a solution can be listed.</summary>
    public static readonly IReadOnlyList<ListingProductType> OfSolutions = [ListingProductType.MpocSolution];

    /// <summary>The headings under which a component of the kind can be listed; none for a part that the provider makes itself.</summary>
    public static IReadOnlyList<ListingProductType> Of(ComponentKind kind) => kind switch
    {
        ComponentKind.MpocSoftware => [ListingProductType.MpocSoftware],
        ComponentKind.MpocApplication => [ListingProductType.MpocApplication, ListingProductType.MpocSoftware],
        ComponentKind.AttestationService => [ListingProductType.AttestationAndMonitoring],
        ComponentKind.PaymentBackEnd => [ListingProductType.P2peComponent],
        ComponentKind.DecryptionService => [ListingProductType.PtsHsm, ListingProductType.P2peComponent],
        ComponentKind.ScrpReader => [ListingProductType.PtsDevice],
        ComponentKind.Kernel => [ListingProductType.Kernel],
        _ => [],
    };
}

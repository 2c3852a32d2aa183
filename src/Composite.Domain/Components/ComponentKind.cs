namespace Composite.Domain.Components;

/// <summary>What a component of the composite is.</summary>
public enum ComponentKind
{
    /// <summary>The certified payment software on the device (SDK).</summary>
    MpocSoftware,

    /// <summary>The merchant's app that integrates the SDK.</summary>
    MpocApplication,

    /// <summary>An attestation and monitoring (A&amp;M) service: the Verifier of RFC 9334.</summary>
    AttestationService,

    /// <summary>Back-end payment processing.</summary>
    PaymentBackEnd,

    /// <summary>HSM or decryption service; with PIN also under PCI PIN.</summary>
    DecryptionService,

    /// <summary>PCI PTS secure card reader - PIN.</summary>
    ScrpReader,

    /// <summary>An EMV contactless kernel.</summary>
    Kernel,

    /// <summary>A part that the provider makes itself: it has no listing, and the provider's own evaluation covers it.</summary>
    ProviderPart,
}

/// <summary>How the card's data reaches the device.</summary>
public enum EntryMode
{
    Contactless,
    Contact,
    MagneticStripe,
    ManualEntry,
}

/// <summary>Cardholder verification method.</summary>
public enum Cvm
{
    None,
    Cdcvm,
    OnlinePin,
    Signature,
}

/// <summary>Whether the SDK isolates its payment functions from the application that integrates it.</summary>
public enum SdkType
{
    Isolating,
    NonIsolating,
}

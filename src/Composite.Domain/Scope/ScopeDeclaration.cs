namespace Composite.Domain.Scope;

/// <summary>The provider said what it builds and runs itself and what it takes from others; later declarations replace it as a whole.</summary>
public sealed record ScopeDeclared(ScopeDeclaration Declaration, string DeclaredBy) : IEvent;

/// <summary>For each part of a solution, where it comes from.</summary>
public sealed record ScopeDeclaration
{
    /// <summary>The certified payment software on the device (SDK).</summary>
    public required ScopePart Software { get; init; }

    /// <summary>The application that integrates it.</summary>
    public required ScopePart Application { get; init; }

    /// <summary>The attestation and monitoring (A&amp;M) service.</summary>
    public required ScopePart Attestation { get; init; }

    /// <summary>Back-end payment processing.</summary>
    public required ScopePart BackEnd { get; init; }

    /// <summary>Decryption and HSMs; null where the back-end's part covers them.</summary>
    public ScopePart? Decryption { get; init; }
}

/// <summary>Where a part comes from.</summary>
/// <param name="Source">Who makes or runs it.</param>
/// <param name="Reference">The listing's reference; for <see cref="ScopeSource.Listing"/>.</param>
/// <param name="ThirdPartyId">The third party; for <see cref="ScopeSource.ThirdParty"/>, and, where wanted, the vendor of what is listed.</param>
public sealed record ScopePart(ScopeSource Source, string? Reference = null, string? ThirdPartyId = null);

/// <summary>Who makes or runs a part.</summary>
public enum ScopeSource
{
    /// <summary>The provider itself.</summary>
    Own,

    /// <summary>A vendor, whose product is listed.</summary>
    Listing,

    /// <summary>A third party, without a listing of its own.</summary>
    ThirdParty,
}

/// <summary>The parts of a solution that its scope is planned by.</summary>
public enum ScopePartName
{
    Software,
    Application,
    Attestation,
    BackEnd,
    Decryption,
}

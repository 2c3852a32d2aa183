namespace Composite.Sandbox.Attestation;

/// <summary>What the simulated A&amp;M service says of every device.</summary>
public enum AttestationMode
{
    Affirming,

    /// <summary>Known weaknesses.</summary>
    Warning,

    /// <summary>The device must not be trusted.</summary>
    Contraindicated,

    /// <summary>Answers 503 instead of appraising.</summary>
    Refusing,

    /// <summary>Takes requests and never answers.</summary>
    Silent,
}

/// <summary>How the simulated A&amp;M service behaves.</summary>
/// <param name="Mode">What it says.</param>
/// <param name="IssuedAgo">How long ago its results claim to have been issued.</param>
public sealed record AttestationBehaviour(AttestationMode Mode, TimeSpan IssuedAgo = default)
{
    public static AttestationBehaviour Normal { get; } = new(AttestationMode.Affirming);
}

namespace Composite.Host.Hosting;

/// <summary>Names of the bounds on how long a request may take.</summary>
internal static class RequestTimeoutPolicies
{
    public const string Payment = "payment";

    /// <summary>Documents on their way in or out.</summary>
    public const string Transfer = "transfer";
    /// <summary>Imports and exports.</summary>
    public const string Exchange = "exchange";
}

namespace Composite.Cli.Payments;

/// <summary>The outcome as the device API words it, for the status that the journal has.</summary>
internal static class PaymentOutcome
{
    /// <summary>An indeterminate payment is unknown, never failed or approved. A status of a newer server is its own word.</summary>
    public static string Of(string status, string reversalReason)
    {
        bool isVoid = reversalReason.Equals("void", StringComparison.OrdinalIgnoreCase);
        return status.ToUpperInvariant() switch
        {
            "SUBMITTED" or "REVERSALPARKED" => "unknown",
            "REVERSING" => isVoid ? "voiding" : "unknown",
            "REVERSED" => isVoid ? "voided" : "reversed",
            _ => status,
        };
    }
}

namespace Composite.Domain.Controls;

/// <summary>What controls need to know of the merchants as of the instant that is asked for, counted by who can; null where nobody could.</summary>
public sealed record ControlCounts
{
    public static readonly ControlCounts None = new();

    /// <summary>Merchants that may accept payments.</summary>
    public long? ActiveMerchants { get; init; }

    /// <summary>Of these, those that nobody identified.</summary>
    public long? ActiveMerchantsNotIdentified { get; init; }

    /// <summary>Of these, those that did not acknowledge the guidance.</summary>
    public long? ActiveMerchantsWithoutGuidance { get; init; }
}

using Composite.Domain.ThirdParties;

namespace Composite.Domain.Components;

/// <summary>Where a component comes from and who answers for what. Contact and contract stand with the third party.</summary>
public sealed record ComponentProfile
{
    public const int MaxTextLength = 2000;

    /// <summary>The third party that provides it; null for what the provider makes itself.</summary>
    public string? ThirdPartyId { get; init; }

    /// <summary>What it contributes to the solution, in plain words.</summary>
    public string? Contributes { get; init; }

    /// <summary>The split of responsibility for this component, where it differs from its third party's.</summary>
    public IReadOnlyList<Responsibility>? Responsibilities { get; init; }

    public string? Notes { get; init; }

    /// <summary>Equal in every fact, lists by content.</summary>
    public bool SaysTheSameAs(ComponentProfile other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with { Responsibilities = other.Responsibilities } == other
            && (Responsibilities ?? []).SequenceEqual(other.Responsibilities ?? []);
    }
}

/// <summary>What a component is called, and whose it is.</summary>
public sealed record ComponentName(string Name, string Vendor);

namespace Composite.Contracts.Components;

/// <summary>A component as of an instant.</summary>
[GenerateSerializer, Immutable, Alias("component-view")]
public sealed record ComponentView
{
    [Id(0)] public required string ComponentId { get; init; }
    [Id(1)] public required ComponentKind Kind { get; init; }
    [Id(2)] public required string Name { get; init; }
    [Id(3)] public required string Vendor { get; init; }

    /// <summary>The instant for which the statuses were computed.</summary>
    [Id(4)] public required DateTimeOffset AsOf { get; init; }
    [Id(5)] public required IReadOnlyList<ComponentVersionView> Versions { get; init; }
    [Id(6)] public required IReadOnlyList<ListingView> Listings { get; init; }
    [Id(7)] public required IReadOnlyList<ComplianceView> Compliance { get; init; }

    /// <summary>Ids of the A&amp;M service's keys in use.</summary>
    [Id(8)] public required IReadOnlyList<string> AttestationKeyIds { get; init; }
}

/// <summary>A version of a component.</summary>
[GenerateSerializer, Immutable, Alias("component-version-view")]
public sealed record ComponentVersionView(
    [property: Id(0)] string Version, [property: Id(1)] DateOnly? CryptoExpiresOn, [property: Id(2)] string? PackageName, [property: Id(3)] bool Withdrawn);

/// <summary>A listing with its computed status.</summary>
[GenerateSerializer, Immutable, Alias("listing-view")]
public sealed record ListingView([property: Id(0)] ListingInfo Listing, [property: Id(1)] string Status, [property: Id(2)] DateTimeOffset RecordedAt);

/// <summary>An attestation of compliance, and whether it covers the day of the answer.</summary>
[GenerateSerializer, Immutable, Alias("compliance-view")]
public sealed record ComplianceView(
    [property: Id(0)] ComplianceStandard Standard, [property: Id(1)] string StandardVersion, [property: Id(2)] string Assessor,
    [property: Id(3)] DateOnly ValidFrom, [property: Id(4)] DateOnly ExpiresOn, [property: Id(5)] bool InForce);

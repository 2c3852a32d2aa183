using Composite.Domain.Components;

namespace Composite.Domain.Policies;

/// <summary>What a certification status does to one kind of business.</summary>
public enum Effect
{
    /// <summary>Nothing.</summary>
    Allow,

    /// <summary>It goes on, and somebody is told.</summary>
    Warn,

    /// <summary>It stops.</summary>
    Refuse,
}

/// <summary>One row of the policy table: what a status of a listing that a solution depends on does.</summary>
public sealed record CertificationEffect(CertificationStatus Status, Effect Payments, Effect NewDevices, Effect NewMerchants);

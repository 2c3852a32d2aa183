using Composite.Domain.Policies;

namespace Composite.Domain.Components;

/// <summary>Whether a version of a component can be used at an instant, as known at an instant. Computed, never stored.</summary>
public enum VersionStatus
{
    /// <summary>The version is not known.</summary>
    Unknown,

    Usable,

    /// <summary>Usable, and its crypto-expiry day comes within the policy's warning window.</summary>
    CryptoExpiring,

    /// <summary>The keys that it protects in software must no longer be used.</summary>
    CryptoExpired,

    /// <summary>It must no longer be used.</summary>
    Withdrawn,
}

/// <summary>The versions of a component at an instant as known at an instant.</summary>
public static class VersionStatuses
{
    /// <summary>
    /// The status of a version. What is known of a version holds for all time (nobody records since when a version exists); a withdrawal
    /// holds from its recording on; a reinstatement says that it never was.
    /// </summary>
    public static VersionStatus VersionStatusAt(this ComponentState component, string version, AsOf asOf, PolicyValues policy)
    {
        ArgumentNullException.ThrowIfNull(component);
        return component.Version(version, asOf.KnownAt) is { } known ? component.VersionStatusAt(known, asOf, policy) : VersionStatus.Unknown;
    }

    /// <summary>The status of a version as <see cref="ComponentState.VersionsAt"/> gave it for the same instants.</summary>
    public static VersionStatus VersionStatusAt(this ComponentState component, ComponentVersion known, AsOf asOf, PolicyValues policy)
    {
        ArgumentNullException.ThrowIfNull(component);
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(policy);
        if (component.IsWithdrawnAt(known.Version, asOf)) return VersionStatus.Withdrawn;
        if (known.CryptoExpiresOn is not { } end) return VersionStatus.Usable;
        int days = end.DayNumber - asOf.Day.DayNumber;
        if (days <= 0) return VersionStatus.CryptoExpired;
        return days <= policy.ExpiryWarningDays ? VersionStatus.CryptoExpiring : VersionStatus.Usable;
    }
}

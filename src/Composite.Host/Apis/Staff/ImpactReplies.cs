using Composite.Domain.Impact;
using Composite.Domain.Policies;
using Composite.Domain.Ports;

namespace Composite.Host.Apis.Staff;

/// <summary>What becomes of the business that relies on a component, a version or a listing.</summary>
/// <param name="SubjectId">The component or, for its own listings, the solution.</param>
/// <param name="Version">What was asked for.</param>
/// <param name="Listing">What was asked for.</param>
/// <param name="Hypothesis">What is supposed; left out for what is so.</param>
/// <param name="ValidAt">For this instant. The devices are those of now.</param>
/// <param name="KnownAt">As far as it was known at this one.</param>
/// <param name="Position">The journal position of the facts.</param>
/// <param name="FleetPosition">The journal position of the devices, merchants and payments.</param>
/// <param name="VolumeFrom">The first day (UTC) of the payments.</param>
/// <param name="VolumeTo">The last.</param>
/// <param name="Effects">One for each effect, the worst first.</param>
/// <param name="Reasons">Why, the worst first.</param>
/// <param name="Solutions">Those that rely on it.</param>
/// <param name="Acquirers">Those whose devices rely on it.</param>
internal sealed record ImpactReply(
    string SubjectId, string? Version, string? Listing, Hypothesis? Hypothesis, DateTimeOffset ValidAt, DateTimeOffset KnownAt, long Position, long FleetPosition,
    DateOnly VolumeFrom, DateOnly VolumeTo, IReadOnlyList<ImpactEffectReply> Effects, IReadOnlyList<ImpactReason> Reasons, IReadOnlyList<ImpactSolutionReply> Solutions,
    IReadOnlyList<ImpactAcquirerReply> Acquirers);

/// <param name="Effect">What happens.</param>
/// <param name="Devices">Active devices.</param>
/// <param name="Merchants">Merchants; one with devices under several effects counts under the worst.</param>
/// <param name="Solutions">Solutions with such devices.</param>
/// <param name="Acquirers">Acquirers with such devices.</param>
/// <param name="Volume">Approved payments of the last 30 days on the parts of such devices.</param>
internal sealed record ImpactEffectReply(ImpactEffect Effect, long Devices, long Merchants, int Solutions, int Acquirers, IReadOnlyList<VolumeReply> Volume);

/// <summary>Approved payments in a currency.</summary>
internal sealed record VolumeReply(string Currency, long Count, long AmountMinor);

/// <summary>How many, by effect.</summary>
internal sealed record ByEffectReply(long Stops, long Restricted, long Warned, long GoesOn)
{
    public static ByEffectReply Of(IReadOnlyList<long> groups) => new(groups[0], groups[1], groups[2], groups[3]);
}

/// <param name="SolutionId">The solution.</param>
/// <param name="Now">What happens to it as a whole, as things are.</param>
/// <param name="Then">And as is supposed; left out when nothing is.</param>
/// <param name="Devices">Its devices that rely on the subject.</param>
/// <param name="Merchants">Theirs.</param>
internal sealed record ImpactSolutionReply(string SolutionId, Effects? Now, Effects? Then, ByEffectReply Devices, ByEffectReply Merchants);

/// <inheritdoc cref="ImpactSolutionReply"/>
internal sealed record ImpactAcquirerReply(string AcquirerId, ByEffectReply Devices, ByEffectReply Merchants);

/// <summary>A page of the merchants or devices that an impact concerns.</summary>
internal sealed record ImpactListReply<T>(DateTimeOffset ValidAt, DateTimeOffset KnownAt, long Position, long FleetPosition, IReadOnlyList<T> Rows, string? Next);

/// <summary>A merchant with the worst effect on its devices.</summary>
internal sealed record ImpactMerchantReply(string MerchantId, string? TradingName, ImpactEffect Effect, long Devices);

/// <summary>A device and what it runs.</summary>
internal sealed record ImpactDeviceReply(
    string DeviceId, string MerchantId, string Tid, string SolutionId, string AcquirerId, ImpactEffect Effect,
    string? SdkComponentId, string? SdkVersion, string? AttestationServiceId, string? PackageName, string? ApplicationVersion)
{
    public static ImpactDeviceReply Of(AffectedDevice device, FleetSlice slice) => new(
        device.DeviceId, device.MerchantId, device.Tid, slice.SolutionId, slice.AcquirerId, (ImpactEffect)device.Group, slice.SdkComponentId, slice.SdkVersion,
        slice.AttestationServiceId, slice.PackageName, slice.ApplicationVersion);
}

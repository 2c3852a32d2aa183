namespace Composite.Domain.Solutions;

/// <summary>A composite solution was set up by its provider.</summary>
public sealed record SolutionRegistered(string SolutionId, string Name, string Provider) : IEvent;

/// <summary>The composition was (re)defined as a whole; earlier ones stay in the stream.</summary>
public sealed record SolutionComposed(IReadOnlyList<string> ComponentIds) : IEvent;

/// <summary>The platforms on which devices are accepted were (re)defined as a whole.</summary>
public sealed record BaselineAdopted(IReadOnlyList<PlatformRule> Rules) : IEvent;

/// <summary>It became known until when an operating system's version is supported by its maker; a later record for the same one corrects it.</summary>
/// <param name="Os">As in the COTS baseline, such as <c>android</c>.</param>
/// <param name="Version">The version that ends: dotted numbers, of which a running version may have more.</param>
/// <param name="EndsOn">The first day (UTC) without support.</param>
/// <param name="Source">Where that was read.</param>
public sealed record PlatformSupportRecorded(string Os, string Version, DateOnly EndsOn, string Source) : IEvent;

/// <summary>The provider put the solution into service.</summary>
public sealed record SolutionActivated(string Reason) : IEvent;

/// <summary>The provider stopped the solution: no payments, no admission.</summary>
public sealed record SolutionSuspended(string Reason) : IEvent;

/// <summary>One line of the COTS baseline: a platform from a version and a patch level on, without the blocked models.</summary>
/// <param name="Os">The operating system as the A&amp;M service names it, such as <c>android</c>.</param>
/// <param name="MinVersion">The lowest accepted version, dotted numbers.</param>
/// <param name="MinPatchLevel">The oldest accepted security patch level.</param>
/// <param name="BlockedModels">Models that are refused whatever their version.</param>
public sealed record PlatformRule(string Os, string MinVersion, DateOnly MinPatchLevel, IReadOnlyList<string> BlockedModels);

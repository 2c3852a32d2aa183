using Composite.Contracts.Components;

namespace Composite.Contracts.Solutions;

/// <summary>A composite solution; the key is its id.</summary>
[Alias("solution-grain")]
public interface ISolutionGrain : IGrainWithStringKey
{
    [Alias("execute")]
    Task<CommandResult> ExecuteAsync(SolutionCommand command, string actor, CancellationToken cancellationToken);
}

/// <summary>A command about one solution.</summary>
[GenerateSerializer, Immutable, Alias("solution-command")]
public abstract record SolutionCommand;

/// <summary>Sets up a solution.</summary>
[GenerateSerializer, Immutable, Alias("register-solution")]
public sealed record RegisterSolution : SolutionCommand
{
    [Id(0)] public required string Name { get; init; }
    [Id(1)] public required string Provider { get; init; }
}

/// <summary>Defines the whole composition.</summary>
[GenerateSerializer, Immutable, Alias("compose-solution")]
public sealed record ComposeSolution : SolutionCommand
{
    [Id(0)] public required IReadOnlyList<string> ComponentIds { get; init; }
}

/// <summary>Defines the whole COTS baseline.</summary>
[GenerateSerializer, Immutable, Alias("adopt-baseline")]
public sealed record AdoptBaseline : SolutionCommand
{
    [Id(0)] public required IReadOnlyList<PlatformRuleInfo> Rules { get; init; }
}

/// <summary>One line of the COTS baseline.</summary>
[GenerateSerializer, Immutable, Alias("platform-rule")]
public sealed record PlatformRuleInfo
{
    /// <summary>As the A&amp;M service names it, lower case: android, ios.</summary>
    [Id(0)] public required string Os { get; init; }
    [Id(1)] public required string MinVersion { get; init; }
    [Id(2)] public required DateOnly MinPatchLevel { get; init; }
    [Id(3)] public IReadOnlyList<string> BlockedModels { get; init; } = [];
}

/// <summary>Records the solution's own row on the PCI website.</summary>
[GenerateSerializer, Immutable, Alias("record-solution-listing")]
public sealed record RecordSolutionListing : SolutionCommand
{
    [Id(0)] public required ListingInfo Listing { get; init; }

    /// <summary>True to say that the row of a recorded reference was wrong or has changed; otherwise one with other content is refused.</summary>
    [Id(1)] public bool Corrects { get; init; }

    /// <summary>Why it is corrected.</summary>
    [Id(2)] public string? Reason { get; init; }
}

/// <summary>Says that the solution's own row was recorded by mistake.</summary>
[GenerateSerializer, Immutable, Alias("retract-solution-listing")]
public sealed record RetractSolutionListing : SolutionCommand
{
    [Id(0)] public required string Reference { get; init; }
    [Id(1)] public required string Reason { get; init; }
}

/// <summary>Says that the revocation of the solution's own listing was recorded by mistake.</summary>
[GenerateSerializer, Immutable, Alias("withdraw-solution-revocation")]
public sealed record WithdrawSolutionRevocation : SolutionCommand
{
    [Id(0)] public required string Reference { get; init; }
    [Id(1)] public required string Reason { get; init; }
}

/// <summary>Records that the solution's own listing went into remediation, or came out of it.</summary>
[GenerateSerializer, Immutable, Alias("change-solution-remediation")]
public sealed record ChangeSolutionRemediation : SolutionCommand
{
    [Id(0)] public required string Reference { get; init; }
    [Id(1)] public required bool Open { get; init; }
    [Id(2)] public required string Reason { get; init; }

    /// <summary>From when; now when left out.</summary>
    [Id(3)] public DateTimeOffset? EffectiveAt { get; init; }
}

/// <summary>Records a passed annual checkpoint of the solution's own listing.</summary>
[GenerateSerializer, Immutable, Alias("complete-solution-checkpoint")]
public sealed record CompleteSolutionCheckpoint : SolutionCommand
{
    [Id(0)] public required string Reference { get; init; }
    [Id(1)] public required DateOnly CompletedOn { get; init; }
    [Id(2)] public required DateOnly NextDueOn { get; init; }
}

/// <summary>Records until when an operating system's version is supported by its maker; a later record corrects it.</summary>
[GenerateSerializer, Immutable, Alias("record-platform-support")]
public sealed record RecordPlatformSupport : SolutionCommand
{
    /// <summary>As in the COTS baseline.</summary>
    [Id(0)] public required string Os { get; init; }
    [Id(1)] public required string Version { get; init; }

    /// <summary>First day (UTC) without support.</summary>
    [Id(2)] public required DateOnly EndsOn { get; init; }

    /// <summary>Where that was read.</summary>
    [Id(3)] public required string Source { get; init; }
}

/// <summary>Records that the solution's own listing is revoked.</summary>
[GenerateSerializer, Immutable, Alias("revoke-solution-listing")]
public sealed record RevokeSolutionListing : SolutionCommand
{
    [Id(0)] public required string Reference { get; init; }
    [Id(1)] public required string Reason { get; init; }

    /// <summary>From when; now when left out.</summary>
    [Id(2)] public DateTimeOffset? EffectiveAt { get; init; }
}

/// <summary>Puts the solution into service (<see cref="Active"/>), or stops it.</summary>
[GenerateSerializer, Immutable, Alias("set-solution-active")]
public sealed record SetSolutionActive : SolutionCommand
{
    [Id(0)] public required bool Active { get; init; }
    [Id(1)] public required string Reason { get; init; }
}

/// <summary>Says what the provider builds and runs itself, and what it takes from others.</summary>
[GenerateSerializer, Immutable, Alias("declare-scope")]
public sealed record DeclareScope : SolutionCommand
{
    [Id(0)] public required ScopePartInfo Software { get; init; }
    [Id(1)] public required ScopePartInfo Application { get; init; }
    [Id(2)] public required ScopePartInfo Attestation { get; init; }
    [Id(3)] public required ScopePartInfo BackEnd { get; init; }

    /// <summary>Left out where the back-end's part covers it.</summary>
    [Id(4)] public ScopePartInfo? Decryption { get; init; }
}

/// <summary>Where a part comes from.</summary>
/// <param name="Source">Who makes or runs it.</param>
/// <param name="Reference">The listing's reference, for what is taken from a listing.</param>
/// <param name="ThirdPartyId">The third party, for what it makes or runs without a listing.</param>
[GenerateSerializer, Immutable, Alias("scope-part")]
public sealed record ScopePartInfo([property: Id(0)] ScopeSource Source, [property: Id(1)] string? Reference = null, [property: Id(2)] string? ThirdPartyId = null);

/// <summary>Who makes or runs a part.</summary>
[GenerateSerializer, Alias("scope-source")]
public enum ScopeSource
{
    Own,
    Listing,
    ThirdParty,
}

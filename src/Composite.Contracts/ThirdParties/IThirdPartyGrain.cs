namespace Composite.Contracts.ThirdParties;

/// <summary>A third party; the key is its id.</summary>
[Alias("third-party-grain")]
public interface IThirdPartyGrain : IGrainWithStringKey
{
    /// <summary>Carries out a command on behalf of <paramref name="actor"/> (<c>staff/…</c>).</summary>
    [Alias("execute")]
    Task<CommandResult> ExecuteAsync(ThirdPartyCommand command, string actor, CancellationToken cancellationToken);
}

/// <summary>Mirrors the domain's responsible parties.</summary>
[GenerateSerializer, Alias("responsible-party")]
public enum ResponsibleParty { Provider, ThirdParty, Shared }

/// <summary>A command about one third party.</summary>
[GenerateSerializer, Immutable, Alias("third-party-command")]
public abstract record ThirdPartyCommand;

/// <summary>Enters a third party in the list.</summary>
[GenerateSerializer, Immutable, Alias("register-third-party")]
public sealed record RegisterThirdParty : ThirdPartyCommand
{
    [Id(0)] public required string Name { get; init; }

    /// <summary>What it provides, in plain words.</summary>
    [Id(1)] public required string Provides { get; init; }
}

/// <summary>Corrects a third party's name or what it provides.</summary>
[GenerateSerializer, Immutable, Alias("rename-third-party")]
public sealed record RenameThirdParty : ThirdPartyCommand
{
    [Id(0)] public required string Name { get; init; }
    [Id(1)] public required string Provides { get; init; }
    [Id(2)] public required string Reason { get; init; }
}

/// <summary>Says whom to reach.</summary>
[GenerateSerializer, Immutable, Alias("set-third-party-contact")]
public sealed record SetThirdPartyContact : ThirdPartyCommand
{
    [Id(0)] public required string Name { get; init; }
    [Id(1)] public required string Email { get; init; }
    [Id(2)] public string? Phone { get; init; }
}

/// <summary>Says what was contracted, as a whole.</summary>
[GenerateSerializer, Immutable, Alias("set-third-party-contract")]
public sealed record SetThirdPartyContract : ThirdPartyCommand
{
    /// <summary>The provider's own reference.</summary>
    [Id(0)] public required string Reference { get; init; }

    /// <summary>First day (UTC) in force.</summary>
    [Id(1)] public required DateOnly SignedOn { get; init; }

    /// <summary>First day no longer in force; left out while it has no end.</summary>
    [Id(2)] public DateOnly? EndsOn { get; init; }

    /// <summary>Within how many hours each side tells the other of a security issue.</summary>
    [Id(3)] public int? SecurityNoticeHours { get; init; }
}

/// <summary>Says who answers for what, as a whole.</summary>
[GenerateSerializer, Immutable, Alias("set-responsibilities")]
public sealed record SetResponsibilities : ThirdPartyCommand
{
    [Id(0)] public required IReadOnlyList<ResponsibilityInfo> Responsibilities { get; init; }
}

/// <summary>One line of the split of responsibility.</summary>
[GenerateSerializer, Immutable, Alias("responsibility")]
public sealed record ResponsibilityInfo
{
    [Id(0)] public required string Area { get; init; }
    [Id(1)] public required ResponsibleParty Party { get; init; }
    [Id(2)] public required string Detail { get; init; }
}

/// <summary>Records a review of the third party's compliance.</summary>
[GenerateSerializer, Immutable, Alias("review-third-party")]
public sealed record ReviewThirdParty : ThirdPartyCommand
{
    [Id(0)] public required DateOnly ReviewedOn { get; init; }

    /// <summary>Within a year.</summary>
    [Id(1)] public required DateOnly NextDueOn { get; init; }
    [Id(2)] public required string Conclusion { get; init; }

    /// <summary>The review's record in the evidence vault.</summary>
    [Id(3)] public string? EvidenceSha256 { get; init; }
}

/// <summary>Records from which day on the third party provides nothing.</summary>
[GenerateSerializer, Immutable, Alias("end-third-party")]
public sealed record EndThirdParty : ThirdPartyCommand
{
    [Id(0)] public required DateOnly EndedOn { get; init; }
    [Id(1)] public required string Reason { get; init; }
}

/// <summary>Says that the end was recorded by mistake.</summary>
[GenerateSerializer, Immutable, Alias("reinstate-third-party")]
public sealed record ReinstateThirdParty : ThirdPartyCommand
{
    [Id(0)] public required string Reason { get; init; }
}

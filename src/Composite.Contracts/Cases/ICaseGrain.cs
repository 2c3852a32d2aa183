namespace Composite.Contracts.Cases;

/// <summary>A security issue's case; the key is its id.</summary>
[Alias("case-grain")]
public interface ICaseGrain : IGrainWithStringKey
{
    [Alias("execute")]
    Task<CommandResult> ExecuteAsync(CaseCommand command, string actor, CancellationToken cancellationToken);
}

/// <summary>A command about one case.</summary>
[GenerateSerializer, Immutable, Alias("case-command")]
public abstract record CaseCommand;

/// <summary>Opens the case.</summary>
[GenerateSerializer, Immutable, Alias("open-case")]
public sealed record OpenCase : CaseCommand
{
    [Id(0)] public required string ComponentId { get; init; }

    /// <summary>Exact versions (3.2.1), or with a trailing wildcard (3.2.x).</summary>
    [Id(1)] public required IReadOnlyList<string> AffectedVersions { get; init; }
    [Id(2)] public required SeverityInfo Severity { get; init; }
    [Id(3)] public required string Title { get; init; }

    /// <summary>When the provider learnt of the issue: the clocks of notification run from here.</summary>
    [Id(4)] public required DateTimeOffset DiscoveredAt { get; init; }

    /// <summary>Where it was learnt from.</summary>
    [Id(5)] public required string Source { get; init; }
    [Id(6)] public required string Description { get; init; }
}

/// <summary>How bad an issue is.</summary>
[GenerateSerializer, Immutable, Alias("severity")]
public sealed record SeverityInfo
{
    /// <summary>CVSS base score, 0.0 to 10.0, one decimal place.</summary>
    [Id(0)] public required decimal CvssScore { get; init; }

    /// <summary>What it means for the solution, in plain words.</summary>
    [Id(1)] public required string Words { get; init; }
}

/// <summary>The issue is understood otherwise: what is left out stays as it was.</summary>
[GenerateSerializer, Immutable, Alias("amend-case")]
public sealed record AmendCase : CaseCommand
{
    [Id(0)] public IReadOnlyList<string>? AffectedVersions { get; init; }
    [Id(1)] public SeverityInfo? Severity { get; init; }
    [Id(2)] public string? Title { get; init; }
    [Id(3)] public DateTimeOffset? DiscoveredAt { get; init; }
    [Id(4)] public string? Source { get; init; }
    [Id(5)] public string? Description { get; init; }
    [Id(6)] public required string Reason { get; init; }
}

/// <summary>Withdraws the affected versions of the component: devices that run them are refused.</summary>
[GenerateSerializer, Immutable, Alias("block-versions")]
public sealed record BlockVersions : CaseCommand
{
    [Id(0)] public required string Reason { get; init; }
}

/// <summary>Admits no new device on an affected version while the case is open.</summary>
[GenerateSerializer, Immutable, Alias("restrict-admission")]
public sealed record RestrictAdmission : CaseCommand
{
    [Id(0)] public required string Reason { get; init; }
}

/// <summary>Asks merchants to move their devices from the affected versions.</summary>
[GenerateSerializer, Immutable, Alias("start-campaign")]
public sealed record StartCampaign : CaseCommand
{
    [Id(0)] public required string Message { get; init; }
    [Id(1)] public required string TargetVersion { get; init; }
    [Id(2)] public required DateOnly DeadlineOn { get; init; }
}

/// <summary>Decides how the issue is remedied.</summary>
[GenerateSerializer, Immutable, Alias("decide-remedy")]
public sealed record DecideRemedy : CaseCommand
{
    [Id(0)] public required string Decision { get; init; }
    [Id(1)] public required string Reason { get; init; }
}

/// <summary>Records the proof that a recipient was told.</summary>
[GenerateSerializer, Immutable, Alias("record-notification")]
public sealed record RecordNotification : CaseCommand
{
    /// <summary><c>pci-ssc</c>, <c>acquirer/ID</c>, <c>third-party/ID</c> or <c>other/ID</c>.</summary>
    [Id(0)] public required string RecipientId { get; init; }
    [Id(1)] public required DateTimeOffset SentAt { get; init; }

    /// <summary>By which way: letter, e-mail, portal.</summary>
    [Id(2)] public required string Channel { get; init; }

    /// <summary>What finds it again: a message id, a ticket.</summary>
    [Id(3)] public required string Reference { get; init; }

    /// <summary>The document in the evidence vault, or left out.</summary>
    [Id(4)] public string? EvidenceSha256 { get; init; }
}

/// <summary>Mirrors the domain's outcomes of cases.</summary>
[GenerateSerializer, Alias("case-outcome")]
public enum CaseOutcome { Resolved, Accepted, NotAffected }

/// <summary>Closes the case.</summary>
[GenerateSerializer, Immutable, Alias("close-case")]
public sealed record CloseCase : CaseCommand
{
    [Id(0)] public required CaseOutcome Outcome { get; init; }
    [Id(1)] public required string Conclusion { get; init; }
}

namespace Composite.Contracts.Controls;

/// <summary>What people record about the controls; one grain, key <c>main</c>.</summary>
[Alias("controls-grain")]
public interface IControlsGrain : IGrainWithStringKey
{
    /// <summary>Carries out a command about one control.</summary>
    [Alias("execute")]
    Task<CommandResult> ExecuteAsync(string controlId, ControlCommand command, string actor, CancellationToken cancellationToken);

    /// <summary>Replaces a mapping set as a whole.</summary>
    [Alias("import-mapping")]
    Task<CommandResult> ImportMappingAsync(string mappingSet, ImportRequirementMapping command, string actor, CancellationToken cancellationToken);
}

/// <summary>A command about one control.</summary>
[GenerateSerializer, Immutable, Alias("control-command")]
public abstract record ControlCommand;

/// <summary>Makes a person, or a role, answerable.</summary>
[GenerateSerializer, Immutable, Alias("assign-control-owner")]
public sealed record AssignControlOwner : ControlCommand
{
    /// <summary>A member's id, or a role.</summary>
    [Id(0)] public required string Owner { get; init; }
}

/// <summary>States that a control is met, or a shortcoming.</summary>
[GenerateSerializer, Immutable, Alias("state-control")]
public sealed record StateControl : ControlCommand
{
    [Id(0)] public required bool Met { get; init; }
    [Id(1)] public required string Text { get; init; }

    /// <summary>First day (UTC) on which it no longer counts; the end of the control's cycle when left out.</summary>
    [Id(2)] public DateOnly? ValidUntil { get; init; }
}

/// <summary>Puts a document in the vault forward as proof.</summary>
[GenerateSerializer, Immutable, Alias("link-control-evidence")]
public sealed record LinkControlEvidence : ControlCommand
{
    [Id(0)] public required string Sha256 { get; init; }
}

/// <summary>Says that a document is no proof.</summary>
[GenerateSerializer, Immutable, Alias("unlink-control-evidence")]
public sealed record UnlinkControlEvidence : ControlCommand
{
    [Id(0)] public required string Sha256 { get; init; }
    [Id(1)] public required string Reason { get; init; }
}

/// <summary>Asks that the control be taken as not applicable until a day.</summary>
[GenerateSerializer, Immutable, Alias("propose-control-exemption")]
public sealed record ProposeControlExemption : ControlCommand
{
    [Id(0)] public required string Reason { get; init; }

    /// <summary>First day (UTC) on which it applies again.</summary>
    [Id(1)] public required DateOnly ReviewOn { get; init; }
}

/// <summary>Approves what another person asked for.</summary>
[GenerateSerializer, Immutable, Alias("approve-control-exemption")]
public sealed record ApproveControlExemption : ControlCommand
{
    /// <summary>When what is approved was proposed, as the control shows it: a control has no other name for a proposal, and another may have taken its place.</summary>
    [Id(0)] public DateTimeOffset? ProposedAt { get; init; }
}

/// <summary>Makes the control apply again, or turns the wish down.</summary>
[GenerateSerializer, Immutable, Alias("end-control-exemption")]
public sealed record EndControlExemption : ControlCommand
{
    [Id(0)] public required string Reason { get; init; }
}

/// <summary>Requirement ids for the controls, brought by a licensed user.</summary>
[GenerateSerializer, Immutable, Alias("import-requirement-mapping")]
public sealed record ImportRequirementMapping
{
    /// <summary>The edition of the document that the ids are from.</summary>
    [Id(0)] public required string SourceEdition { get; init; }
    [Id(1)] public required IReadOnlyList<ControlRequirements> Entries { get; init; }
}

/// <summary>A control's requirements.</summary>
[GenerateSerializer, Immutable, Alias("control-requirements")]
public sealed record ControlRequirements([property: Id(0)] string ControlId, [property: Id(1)] IReadOnlyList<string> RequirementIds);

using Composite.Contracts.Policies;

namespace Composite.Contracts.Waivers;

/// <summary>Waivers of lapsed certifications, and decisions on remediations; one grain, key <c>main</c>. They are read from the silo's facts.</summary>
[Alias("waiver-grain")]
public interface IWaiverGrain : IGrainWithStringKey
{
    /// <summary>Carries out a command on behalf of <paramref name="actor"/> (<c>staff/…</c>).</summary>
    [Alias("execute")]
    Task<CommandResult> ExecuteAsync(WaiverCommand command, string actor, CancellationToken cancellationToken);
}

/// <summary>A command about waivers.</summary>
[GenerateSerializer, Immutable, Alias("waiver-command")]
public abstract record WaiverCommand;

/// <summary>Asks that a lapsed certification be tolerated for a while; it holds once another person approved it.</summary>
[GenerateSerializer, Immutable, Alias("propose-waiver")]
public sealed record ProposeWaiver : WaiverCommand
{
    [Id(0)] public required string WaiverId { get; init; }

    /// <summary>The component, or the solution, whose listing it is about.</summary>
    [Id(1)] public required string SubjectId { get; init; }

    [Id(2)] public required string Reference { get; init; }

    /// <summary>Of <c>expired checkpointLapsed inRemediation checkpointOverdue</c>.</summary>
    [Id(3)] public required IReadOnlyList<CertificationStatus> Statuses { get; init; }

    /// <summary>From when; now when left out.</summary>
    [Id(4)] public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>Until when, exclusive.</summary>
    [Id(5)] public required DateTimeOffset ValidUntil { get; init; }

    [Id(6)] public required string Reason { get; init; }

    /// <summary>What holds the risk down meanwhile.</summary>
    [Id(7)] public required string CompensatingControl { get; init; }

    /// <summary>True when devices may also be enrolled, and merchants admitted, under it.</summary>
    [Id(8)] public bool CoversAdmission { get; init; }
}

/// <summary>Approves a waiver that another person proposed.</summary>
[GenerateSerializer, Immutable, Alias("approve-waiver")]
public sealed record ApproveWaiver([property: Id(0)] string WaiverId) : WaiverCommand;

/// <summary>Turns a waiver down, or ends it before its date.</summary>
[GenerateSerializer, Immutable, Alias("end-waiver")]
public sealed record EndWaiver([property: Id(0)] string WaiverId, [property: Id(1)] string Reason) : WaiverCommand;

/// <summary>Records what was decided on a listing in remediation.</summary>
[GenerateSerializer, Immutable, Alias("decide-remediation")]
public sealed record DecideRemediation : WaiverCommand
{
    [Id(0)] public required string SubjectId { get; init; }
    [Id(1)] public required string Reference { get; init; }

    /// <summary>What was decided, in plain words.</summary>
    [Id(2)] public required string Decision { get; init; }
    [Id(3)] public required string Reason { get; init; }
}

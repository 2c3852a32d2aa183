namespace Composite.Contracts;

/// <summary>Why a command was refused.</summary>
/// <param name="Code">Stable, kebab-case.</param>
/// <param name="Field">The offending field, camelCase path.</param>
/// <param name="Reason">What is wrong.</param>
/// <param name="Remedy">What mends it.</param>
[GenerateSerializer, Immutable, Alias("problem")]
public sealed record ProblemInfo(
    [property: Id(0)] string Code, [property: Id(1)] string Field, [property: Id(2)] string Reason, [property: Id(3)] string Remedy);

/// <summary>What became of a command.</summary>
[GenerateSerializer, Immutable, Alias("command-result")]
public sealed record CommandResult
{
    /// <summary>Empty when the command was accepted.</summary>
    [Id(0)] public IReadOnlyList<ProblemInfo> Problems { get; init; } = [];

    /// <summary>The journal position that holds the change; 0 when there was nothing to change.</summary>
    [Id(1)] public long Position { get; init; }

    /// <summary>True when the thing that the command is about does not exist.</summary>
    [Id(2)] public bool NotFound { get; init; }

    /// <summary>True when the wish is fulfilled, by this command or before it.</summary>
    public bool Accepted => Problems.Count == 0 && !NotFound;
}

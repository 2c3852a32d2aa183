using System.CommandLine;

namespace Composite.Cli.Commands;

/// <summary>Something whose help shows examples.</summary>
internal interface IExampled
{
    IReadOnlyList<string> Examples { get; }
}

/// <summary>A command that can't be made without a description and an example.</summary>
internal sealed class OperatorCommand : Command, IExampled
{
    /// <param name="name">The word on the command line.</param>
    /// <param name="description">One or two sentences.</param>
    /// <param name="examples">Whole command lines without the leading <c>composite</c>.</param>
    public OperatorCommand(string name, string description, params IReadOnlyList<string> examples)
        : base(name, description)
    {
        ArgumentOutOfRangeException.ThrowIfZero(examples.Count);
        Examples = examples;
    }

    public IReadOnlyList<string> Examples { get; }

    /// <summary>What the help says beyond the description; empty for most.</summary>
    public string Notes { get; init; } = string.Empty;

    /// <summary>A command that only holds others; its examples are theirs.</summary>
    public static OperatorCommand Group(string name, string description, params IReadOnlyList<OperatorCommand> commands)
    {
        OperatorCommand group = new(name, description, [.. commands.Select(c => c.Examples[0])]);
        foreach (OperatorCommand command in commands) group.Subcommands.Add(command);
        return group;
    }
}

/// <summary>The tool itself.</summary>
internal sealed class OperatorRoot() : RootCommand("The operator's tool for Composite: look at the composite solution and its payments, and act on merchants, devices, acquirers and listings."), IExampled
{
    public IReadOnlyList<string> Examples { get; } =
    [
        "login --url https://composite.example:8443 --certificate SHA256",
        "payments list --status reversalParked --from 2026-07-01T00:00:00Z",
        "payments show 019c0000-0000-7000-8000-000000000001",
        "components revoke-listing sdk-tap 2025-00123.001 --reason \"Withdrawn by the vendor\"",
        "journal verify",
    ];
}

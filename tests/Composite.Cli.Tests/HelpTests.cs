using System.CommandLine;
using Composite.Cli.Commands;
using Xunit;

namespace Composite.Cli.Tests;

public sealed class HelpTests : IDisposable
{
    private readonly ToolRun _run = new();

    public static TheoryData<string> CommandPaths
    {
        get
        {
            using ToolRun run = new();
            return [.. Paths(OperatorTool.Tree(run.Surroundings()), string.Empty)];
        }
    }

    [Theory]
    [MemberData(nameof(CommandPaths))]
    public async Task Help_EveryCommand_HasDescriptionAndExamplesThatParse(string path)
    {
        RootCommand tree = OperatorTool.Tree(_run.Surroundings());
        Command command = tree.Parse(path).CommandResult.Command;

        Assert.Equal(ExitCode.Ok, await _run.RunAsync([.. path.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]));
        Assert.EndsWith(".", command.Description, StringComparison.Ordinal);
        Assert.All([.. command.Options, .. command.Arguments.Cast<Symbol>()], s => Assert.False(string.IsNullOrWhiteSpace(s.Description), s.Name));
        string[] examples = [.. _run.Output.Split('\n').SkipWhile(l => l != "Examples:").Skip(1).TakeWhile(l => l.StartsWith("  composite ", StringComparison.Ordinal))];
        Assert.NotEmpty(examples);
        Assert.All(examples, e => Assert.Empty(tree.Parse(e["  composite ".Length..].Split(['<', '>'])[0]).Errors));
    }

    [Fact]
    public async Task Help_OfTheTool_MatchesGolden()
    {
        await _run.RunAsync("--help");

        Golden.Verify("help.txt", _run.Output.Replace($"{RootCommand.ExecutableName} ", "composite ", StringComparison.Ordinal));
        Assert.All(Enum.GetValues<ExitCode>(), code => Assert.Contains($"\n  {(int)code,-4} ", _run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Help_OfPaymentsList_MatchesGolden()
    {
        await _run.RunAsync("payments", "list", "--help");

        Golden.Verify("help-payments-list.txt", _run.Output.Replace($"{RootCommand.ExecutableName} ", "composite ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("components")]
    [InlineData("components record-listing")]
    [InlineData("components show")]
    [InlineData("third-parties")]
    public async Task Help_OfComponentsAndThirdParties_MatchesGolden(string path)
    {
        await _run.RunAsync([.. path.Split(' '), "--help"]);

        Golden.Verify($"help-{path.Replace(' ', '-')}.txt", _run.Output.Replace($"{RootCommand.ExecutableName} ", "composite ", StringComparison.Ordinal));
    }

    [Fact]
    public void Options_OfTheTool_NeverTakeACredential()
    {
        RootCommand tree = OperatorTool.Tree(_run.Surroundings());
        foreach (string path in Paths(tree, string.Empty))
        {
            Command command = tree.Parse(path).CommandResult.Command;
            Assert.DoesNotContain(command.Options, o => o.Name is "--credential" or "--secret" or "--token" or "--password");
        }
    }

    public void Dispose() => _run.Dispose();

    private static IEnumerable<string> Paths(Command command, string path) =>
        command.Subcommands.SelectMany(c => Paths(c, $"{path} {c.Name}".Trim())).Prepend(path);
}

using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Composite.Cli.Screens;

namespace Composite.Cli.Commands;

/// <summary>The library's help, followed by the command's examples and, for the tool itself, the exit codes and variables.</summary>
internal sealed class HelpWithExamples(HelpAction inner) : SynchronousCommandLineAction
{
    private const string Margin = "  ";
    private const int WidthWithoutTerminal = 120;

    private const string Codes = """

        Exit codes:
          0    done, or so already
          1    refused by the server, or a check found problems
          2    the command line is wrong or lacks something
          3    the server can't be reached, is not trusted or not able to answer, or the credential does not permit this
          4    not found
          130  interrupted

        Environment:
          COMPOSITE_URL, COMPOSITE_CREDENTIAL, COMPOSITE_CERTIFICATE  used where the options are not given
          XDG_CONFIG_HOME  where composite/connection.json is stored (default: ~/.config)
          NO_COLOR         no colour
        """;

    public override bool ClearsParseErrors => true;

    /// <summary>Puts it in place of the root's help.</summary>
    public static void Install(RootCommand root, Surroundings surroundings)
    {
        foreach (HelpOption option in root.Options.OfType<HelpOption>())
        {
            HelpAction inner = (HelpAction)option.Action!;
            inner.MaxWidth = surroundings.OutputIsTerminal ? surroundings.Width : WidthWithoutTerminal;
            option.Action = new HelpWithExamples(inner);
        }
    }

    public override int Invoke(ParseResult parseResult)
    {
        int exit = inner.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is OperatorCommand { Notes.Length: > 0 } command)
        {
            output.WriteLine("Notes:");
            foreach (string line in TextLayout.Wrap(command.Notes, inner.MaxWidth - Margin.Length)) output.WriteLine(Margin + line);
            output.WriteLine();
        }

        if (parseResult.CommandResult.Command is IExampled exampled)
        {
            output.WriteLine("Examples:");
            foreach (string example in exampled.Examples) output.WriteLine($"  composite {example}");
        }

        if (parseResult.CommandResult.Command is RootCommand) output.WriteLine(Codes);
        return exit;
    }
}

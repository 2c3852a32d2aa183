using System.CommandLine;
using System.CommandLine.Parsing;
using Composite.Cli.Acquirers;
using Composite.Cli.Calendar;
using Composite.Cli.Cases;
using Composite.Cli.Components;
using Composite.Cli.Connections;
using Composite.Cli.Controls;
using Composite.Cli.Devices;
using Composite.Cli.Evidence;
using Composite.Cli.Exchange;
using Composite.Cli.Inventory;
using Composite.Cli.Journal;
using Composite.Cli.Merchants;
using Composite.Cli.Payments;
using Composite.Cli.Policies;
using Composite.Cli.Scope;
using Composite.Cli.Screens;
using Composite.Cli.Solutions;
using Composite.Cli.Staff;
using Composite.Cli.ThirdParties;
using Composite.Cli.Waivers;
using Composite.Cli.Webhooks;

namespace Composite.Cli.Commands;

/// <summary>The whole tool: its tree of commands, and a run of one command line.</summary>
internal static class OperatorTool
{
    public static RootCommand Tree(Surroundings surroundings)
    {
        CommandContext context = new(surroundings, new ConnectionOptions(surroundings.Environment));
        OperatorRoot root = new();
        context.Connections.AddTo(root);
        root.Options.Add(context.Json);
        foreach (OperatorCommand command in Commands(context)) root.Subcommands.Add(command);
        HelpWithExamples.Install(root, surroundings);
        return root;
    }

    /// <summary>Runs a command line and returns the exit code.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Surroundings surroundings, CancellationToken cancellationToken = default)
    {
        // Response files (@FILE) are off: an id may begin with '@' and must not open a file.
        ParseResult parse = Tree(surroundings).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parse.Action is System.CommandLine.Invocation.ParseErrorAction) return (int)ExplainUsage(parse, surroundings);
        try
        {
            InvocationConfiguration configuration = new() { Output = surroundings.Output, Error = surroundings.Error, EnableDefaultExceptionHandler = false };
            return await parse.InvokeAsync(configuration, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return (int)ExitCode.Interrupted;
        }
    }

    private static IEnumerable<OperatorCommand> Commands(CommandContext context) =>
    [
        LoginCommand.Build(context),
        BootstrapCommand.Build(context),
        ComponentCommands.Build(context),
        ThirdPartyCommands.Build(context),
        InventoryCommands.Build(context),
        SolutionCommands.Build(context),
        AcquirerCommands.Build(context),
        MerchantCommands.Build(context),
        DeviceCommands.Build(context),
        PaymentCommands.Build(context),
        PolicyCommands.Build(context),
        CalendarCommands.Build(context),
        CaseCommands.Build(context),
        WebhookCommands.Build(context),
        ScopeCommands.Build(context),
        ControlCommands.Build(context),
        EvidenceCommands.Build(context),
        WaiverCommands.Build(context),
        RemediationCommands.Build(context),
        ImportCommands.Build(context),
        ExportCommand.Build(context),
        EvidencePackCommands.Build(context),
        StaffCommands.Build(context),
        JournalCommands.Build(context),
    ];

    private static ExitCode ExplainUsage(ParseResult parse, Surroundings surroundings)
    {
        foreach (ParseError error in parse.Errors) surroundings.Error.WriteLine(TextLayout.Printable(error.Message));
        string path = string.Join(' ', Path(parse.CommandResult));
        surroundings.Error.WriteLine($"See '{path} --help'.");
        return ExitCode.Usage;
    }

    private static IEnumerable<string> Path(CommandResult command) =>
        command.Parent is CommandResult parent ? Path(parent).Append(command.Command.Name) : ["composite"];
}

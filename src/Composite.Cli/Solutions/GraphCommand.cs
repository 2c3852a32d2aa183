using System.CommandLine;
using Composite.Cli.Commands;
using Composite.Cli.Connections;

namespace Composite.Cli.Solutions;

/// <summary>Builds <c>solutions graph</c>: a tree of what the solution depends on.</summary>
internal static class GraphCommand
{
    public static OperatorCommand Build(CommandContext context)
    {
        OperatorCommand command = new(
            "graph", "Show what a solution depends on, as a tree, with statuses, effects and what they come from.",
            "solutions graph tap-to-pay", "solutions graph tap-to-pay --valid-at 2026-07-31 --known-at 2026-08-15T00:00:00Z");
        Argument<string> id = CommandContext.Id("solution");
        command.Arguments.Add(id);
        AsOfOptions asOf = AsOfOptions.On(command);
        command.SetAction(context.Connected(async (session, parse, cancellationToken) => session.Show(
            await session.Api.GetAsync(asOf.Query(ApiPath.Of("solutions", parse.GetRequiredValue(id), "graph"), parse), cancellationToken), answer => GraphSheet.Show(session.Screen, answer))));
        return command;
    }
}

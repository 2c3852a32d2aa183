using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Composite.Cli.Answers;
using Composite.Cli.Connections;

namespace Composite.Cli.Commands;

/// <summary>Builds <c>approve ID</c>: the second person's word for what another proposed.</summary>
internal static class ApproveCommand
{
    /// <param name="context">The tool's.</param>
    /// <param name="thing">What is approved, singular.</param>
    /// <param name="path">The path's parts behind the version, for an id.</param>
    /// <param name="description">The command's.</param>
    /// <param name="example">The command's.</param>
    public static OperatorCommand Build(CommandContext context, string thing, Func<string, string[]> path, string description, string example)
    {
        OperatorCommand command = new("approve", description, example)
        {
            Notes = "Who proposed it can't approve it, nor who added that member to the staff or was added by them, directly or through others.",
        };
        Argument<string> id = CommandContext.Id(thing);
        command.Arguments.Add(id);
        command.SetAction(context.Connected(async (session, parse, cancellationToken) =>
        {
            string which = parse.GetRequiredValue(id);
            Outcome<JsonElement> outcome = await session.Api.SendAsync(HttpMethod.Post, ApiPath.Of(path(which)), new JsonObject(), cancellationToken);
            return session.Show(outcome, answer => ChangeCommand.Tell(session, answer, $"{thing} {which}", "approved"));
        }));
        return command;
    }
}

using System.CommandLine;
using System.Text.Json;
using Composite.Cli.Connections;
using Composite.Cli.Screens;

namespace Composite.Cli.Commands;

/// <summary>Builds <c>show</c>: one thing with all that is known of it.</summary>
internal static class ShowCommand
{
    /// <param name="context">The tool's.</param>
    /// <param name="thing">Singular, for people.</param>
    /// <param name="collection">The plural in the path.</param>
    /// <param name="description">The command's.</param>
    /// <param name="layOut">Puts the answer on the screen.</param>
    /// <param name="examples">The command's.</param>
    public static OperatorCommand Build(
        CommandContext context, string thing, string collection, string description, Action<Screen, JsonElement> layOut, params IReadOnlyList<string> examples)
    {
        OperatorCommand command = new("show", description, examples);
        Argument<string> id = CommandContext.Id(thing);
        command.Arguments.Add(id);
        command.SetAction(context.Connected(async (session, parse, cancellationToken) =>
            session.Show(await session.Api.GetAsync(ApiPath.Of(collection, parse.GetRequiredValue(id)), cancellationToken), answer => layOut(session.Screen, answer))));
        return command;
    }

    /// <summary>A <c>show</c> that takes <c>--valid-at</c> and <c>--known-at</c>.</summary>
    /// <inheritdoc cref="Build(CommandContext, string, string, string, Action{Screen, JsonElement}, IReadOnlyList{string})"/>
    public static OperatorCommand BuildAsOf(
        CommandContext context, string thing, string collection, string description, Action<Screen, JsonElement> layOut, params IReadOnlyList<string> examples)
    {
        OperatorCommand command = new("show", description, examples);
        Argument<string> id = CommandContext.Id(thing);
        command.Arguments.Add(id);
        AsOfOptions asOf = AsOfOptions.On(command);
        command.SetAction(context.Connected(async (session, parse, cancellationToken) =>
            session.Show(await session.Api.GetAsync(asOf.Query(ApiPath.Of(collection, parse.GetRequiredValue(id)), parse), cancellationToken), answer => layOut(session.Screen, answer))));
        return command;
    }

    /// <summary>A <c>show</c> without an id.</summary>
    public static OperatorCommand Build(CommandContext context, string path, string description, Action<Screen, JsonElement> layOut, params IReadOnlyList<string> examples)
    {
        OperatorCommand command = new("show", description, examples);
        command.SetAction(context.Connected(async (session, _, cancellationToken) =>
            session.Show(await session.Api.GetAsync(path, cancellationToken), answer => layOut(session.Screen, answer))));
        return command;
    }
}

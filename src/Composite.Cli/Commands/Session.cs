using System.Text.Json;
using Composite.Cli.Answers;
using Composite.Cli.Connections;
using Composite.Cli.Screens;

namespace Composite.Cli.Commands;

/// <summary>A command's run: the server, the screen, and the form of the answer.</summary>
internal sealed record Session(StaffApi Api, Screen Screen, bool AsJson)
{
    /// <summary>Shows an answer as JSON or as the command lays it out, or tells what went wrong.</summary>
    public ExitCode Show(Outcome<JsonElement> outcome, Action<JsonElement> layOut)
    {
        if (!outcome.TryGet(out JsonElement answer, out Failure? failure)) return Screen.Report(failure);
        if (answer.ValueKind != JsonValueKind.Object) return Screen.Report(StaffApi.Unreadable);
        if (AsJson) Screen.Json(JsonPrinting.Print(answer));
        else layOut(answer);
        return ExitCode.Ok;
    }
}

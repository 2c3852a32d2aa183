using System.Text.Json;
using Composite.Cli.Answers;

namespace Composite.Cli.Screens;

/// <summary>For which instants an answer is, and which journal position it includes.</summary>
internal static class AsOfLines
{
    /// <summary>Both instants in a line; empty where the answer names none.</summary>
    public static string Line(JsonElement answer) =>
        answer.Text("validAt").Length == 0 ? string.Empty : $"valid at {Instants.Show(answer.Text("validAt"))}, known at {Instants.Show(answer.Text("knownAt"))}";

    public static void Show(Screen screen, JsonElement answer)
    {
        screen.Fact("valid at", Instants.Show(answer.Text("validAt")));
        screen.Fact("known at", Instants.Show(answer.Text("knownAt")));
        screen.Fact("position", answer.Text("position"));
    }
}

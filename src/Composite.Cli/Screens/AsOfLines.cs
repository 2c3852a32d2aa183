using System.Text.Json;
using Composite.Cli.Answers;

namespace Composite.Cli.Screens;

/// <summary>For which instants an answer is, and which journal position it includes.</summary>
internal static class AsOfLines
{
    public static void Show(Screen screen, JsonElement answer)
    {
        screen.Fact("valid at", Instants.Show(answer.Text("validAt")));
        screen.Fact("known at", Instants.Show(answer.Text("knownAt")));
        screen.Fact("position", answer.Text("position"));
    }
}

using System.Text.Json;
using Composite.Cli.Answers;
using Composite.Cli.Screens;

namespace Composite.Cli.Solutions;

/// <summary>The dependency graph on the screen.</summary>
internal static class GraphSheet
{
    public static void Show(Screen screen, JsonElement graph)
    {
        screen.Title($"Solution {graph.Text("solutionId")}");
        screen.Fact("valid at", Instants.Show(graph.Text("validAt")));
        screen.Fact("known at", Instants.Show(graph.Text("knownAt")));
        screen.Fact("policy", $"version {graph.Text("policyVersion")}");
        foreach ((string label, string name) in ((string, string)[])[("payments", "payments"), ("new devices", "newDevices"), ("new merchants", "newMerchants")])
        {
            string effect = graph.Text("effects." + name);
            screen.Fact(label, effect, Tones.Of(effect));
        }

        screen.Line();
        new Tree(screen, graph).Show();
        if (graph.Items("causes") is not { Count: > 0 } causes) return;
        screen.Section("What warns or refuses");
        foreach (JsonElement cause in causes)
        {
            string effect = Effects(cause, "onSolution");
            screen.Hanging($"  {cause.Text("subjectId")}: ", $"{cause.Text("reason")} {effect}{Tolerated(cause)}", Tones.Of(cause.Text("onSolution.payments")));
            screen.Hanging("    along ", string.Join(" > ", cause.Items("path").Select(p => p.GetString())), Tone.Faint);
        }
    }

    private static string Effects(JsonElement holder, string member) =>
        $"(payments {holder.Text(member + ".payments")}, new devices {holder.Text(member + ".newDevices")}, new merchants {holder.Text(member + ".newMerchants")})";

    private static string Tolerated(JsonElement node) => node.Text("toleratedUntil") is { Length: > 0 } until
        ? $" {(node.Text("waiverId") is { Length: > 0 } waiver ? $"waiver {waiver}" : "grace")} until {Instants.Show(until)}"
        : string.Empty;

    /// <summary>Each node below those that use it; what was shown before is named and not opened again.</summary>
    private sealed class Tree(Screen screen, JsonElement graph)
    {
        private readonly Dictionary<string, JsonElement> _nodes = graph.Items("nodes").DistinctBy(n => n.Text("id")).ToDictionary(n => n.Text("id"));
        private readonly ILookup<string, (string To, string Reason)> _edges = graph.Items("edges").ToLookup(e => e.Text("from"), e => (e.Text("to"), e.Text("reason")));
        private readonly HashSet<string> _shown = [];

        public void Show() => Show("solution/" + graph.Text("solutionId"), string.Empty, string.Empty);

        private void Show(string id, string lead, string below)
        {
            if (!_nodes.TryGetValue(id, out JsonElement node)) return;
            bool again = !_shown.Add(id);
            string[] children = again ? [] : [.. Children(id)];
            screen.Line((lead, Tone.Faint), (Label(node), Tone.Plain), (State(node), Tones.Of(Word(node))), (again && _edges[id].Any() ? "  (above)" : string.Empty, Tone.Faint));
            for (int i = 0; i < children.Length; i++)
            {
                bool last = i == children.Length - 1;
                Show(children[i], below + (last ? "└─ " : "├─ "), below + (last ? "   " : "│  "));
            }
        }

        // A part that another part uses stands below that one, not directly below the solution.
        private IEnumerable<string> Children(string id)
        {
            HashSet<string> used = [.. graph.Items("edges").Where(e => e.Text("reason") == "uses").Select(e => e.Text("to"))];
            return _edges[id].Where(e => e.Reason != "composition" || !used.Contains(e.To)).Select(e => e.To).Distinct().OrderBy(to => to.StartsWith("listing/", StringComparison.Ordinal) ? 0 : 1);
        }

        private static string Label(JsonElement node) => node.Text("type") == "listing" ? $"listing {node.Text("name")}" : $"{node.Text("id").Split('/')[^1]}{Kind(node)}";

        private static string Kind(JsonElement node) => node.Text("kind") is { Length: > 0 } kind ? $" [{kind}]" : string.Empty;

        private static string Word(JsonElement node) => node.Text("status") is { Length: > 0 } status ? status : node.Text("effects.payments");

        private static string State(JsonElement node) => $"  {node.Text("status")} {Short(node)}{Tolerated(node)}".Replace("   ", "  ", StringComparison.Ordinal);

        private static string Short(JsonElement node)
        {
            string[] effects = [node.Text("effects.payments"), node.Text("effects.newDevices"), node.Text("effects.newMerchants")];
            return effects.All(e => e == "allow") ? string.Empty : Effects(node, "effects");
        }
    }
}

using System.Text.Json;
using Composite.Cli.Answers;
using Composite.Cli.Screens;

namespace Composite.Cli.Payments;

/// <summary>The two messages of an exchange with the acquirer, masked by the server, field by field.</summary>
internal static class ExchangeSheet
{
    public static void Show(Screen screen, JsonElement exchange)
    {
        (string Name, string Value)[] request = Fields(exchange, "request");
        (string Name, string Value)[] response = Fields(exchange, "response");
        int nameWidth = request.Concat(response).Select(f => TextLayout.Width(f.Name)).DefaultIfEmpty().Max();
        Show(screen, "to the acquirer", request, nameWidth);
        Show(screen, "from the acquirer", response, nameWidth);
    }

    private static void Show(Screen screen, string heading, (string Name, string Value)[] fields, int nameWidth)
    {
        if (fields.Length == 0) return;
        screen.Line(("    ", Tone.Plain), (heading, Tone.Strong));
        foreach ((string name, string value) in fields) screen.Hanging($"      {TextLayout.Pad(name, nameWidth)}  ", value);
    }

    // 'DE39 Response code: 00'
    private static (string Name, string Value)[] Fields(JsonElement exchange, string path) => [.. exchange.Items(path).Select(line =>
    {
        string text = line.Text();
        int colon = text.IndexOf(": ", StringComparison.Ordinal);
        return colon < 0 ? (string.Empty, text) : (text[..colon], text[(colon + 2)..]);
    })];
}

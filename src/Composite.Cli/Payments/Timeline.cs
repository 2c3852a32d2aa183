using System.Text.Json;
using Composite.Cli.Answers;
using Composite.Cli.Screens;

namespace Composite.Cli.Payments;

/// <summary>One payment on the screen: where it stands, then everything that happened to it, in the journal's order.</summary>
internal static class Timeline
{
    // Shown elsewhere, or of no use to a person.
    private static readonly string[] NotRepeated = ["paymentId", "bodySha256", "stan", "rrn"];

    public static void Show(Screen screen, JsonElement payment)
    {
        IReadOnlyList<JsonElement> events = [.. payment.Items("events").OrderBy(e => e.Number("position"))];
        ShowHeader(screen, payment, events);
        screen.Section("Timeline");
        foreach (JsonElement happened in events) ShowEvent(screen, happened);
    }

    private static void ShowHeader(Screen screen, JsonElement payment, IReadOnlyList<JsonElement> events)
    {
        // What the payment's row lacks, its first event has: the submission, or the refusal.
        JsonElement first = events.Count > 0 ? events[0].At("data") ?? default : default;
        string Either(string path) => payment.Text(path) is { Length: > 0 } text ? text : first.Text(path);
        string status = Either("outcome") is { Length: > 0 } outcome ? outcome : payment.Text("status");

        screen.Title($"Payment {payment.Text("paymentId")}");
        screen.Fact("outcome", status, Tones.Of(status));
        screen.Fact("amount", Amounts.Show(payment.Number("summary.amountMinor") ?? first.Number("summary.amountMinor"), Either("summary.currency")), Tone.Strong);
        screen.Fact("card", Joined(Either("summary.maskedPan"), Either("summary.scheme"), Either("summary.entryMode"), Labelled("CVM", Either("summary.cvm"))));
        screen.Fact("response", Joined(payment.Text("responseCode"), Labelled("authorization code", payment.Text("authorizationCode"))));
        screen.Fact("reversal", payment.Text("reversalReason"));
        screen.Fact("route", Joined(Either("route.acquirerId"), Labelled("MID", Either("route.mid")), Labelled("TID", Either("route.tid"))));
        screen.Fact("STAN", TraceNumber.Show(payment, "stan") is { Length: > 0 } stan ? stan : TraceNumber.Show(first, "stan"));
        screen.Fact("RRN", Either("rrn"));
        screen.Fact("merchant", Either("merchantId") is { Length: > 0 } merchant ? merchant : first.Text("route.merchantId"));
        screen.Fact("device", payment.Text("deviceId"));
    }

    private static void ShowEvent(Screen screen, JsonElement happened)
    {
        screen.Line();
        screen.Line(
            ("  ", Tone.Plain), (Instants.ShowExactly(happened.Text("recordedAt")), Tone.Plain), ("  ", Tone.Plain), (TextLayout.Pad(Name(happened.Text("type")), 21), Tone.Strong),
            ($"  {happened.Text("actor")}, position {happened.Text("position")}", Tone.Faint));
        if (happened.At("data") is not { ValueKind: JsonValueKind.Object } data) return;
        if (Facts(data) is { Length: > 0 } facts) screen.Hanging("    ", facts);
        if (data.At("evaluation") is { } evaluation) FindingSheet.Show(screen, evaluation);
        if (data.At("exchange") is { } exchange) ExchangeSheet.Show(screen, exchange);
    }

    // payment.reversal-due.v1 reads "reversal due". A name of another form is shown as it is.
    private static string Name(string type) => type.Split('.') is ["payment", var name, ['v', ..]] ? name.Replace('-', ' ') : type;

    private static string Facts(JsonElement data)
    {
        IEnumerable<string> facts = data.EnumerateObject()
            .Where(p => p.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False && !NotRepeated.Contains(p.Name))
            .Select(p => $"{p.Name} {Value(p)}");
        return string.Join(", ", TraceNumber.Show(data, "stan") is { Length: > 0 } stan ? facts.Prepend($"STAN {stan}") : facts);
    }

    private static string Value(JsonProperty property) => property.Name.EndsWith("At", StringComparison.Ordinal) || property.Name == "deadline" ? Instants.ShowExactly(property.Value.Text()) : property.Value.Text();

    private static string Labelled(string label, string value) => value.Length > 0 ? $"{label} {value}" : string.Empty;

    private static string Joined(params IEnumerable<string> parts) => string.Join(", ", parts.Where(p => p.Length > 0));
}

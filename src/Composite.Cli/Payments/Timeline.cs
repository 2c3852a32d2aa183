using System.Text.Json;
using Composite.Cli.Answers;
using Composite.Cli.Screens;

namespace Composite.Cli.Payments;

/// <summary>One payment on the screen: where it stands, then everything that happened to it, in the journal's order.</summary>
internal static class Timeline
{
    private const string Margin = "    ";

    // Shown elsewhere, or of no use to a person.
    private static readonly string[] NotRepeated = ["paymentId", "bodySha256", "stan", "rrn"];

    public static void Show(Screen screen, JsonElement timeline)
    {
        JsonElement[] events = [.. timeline.Items("events").OrderBy(e => e.Number("position"))];
        if (timeline.At("payment") is { } payment) ShowHeader(screen, payment, events);
        screen.Section("Timeline");
        foreach (JsonElement happened in events) ShowEvent(screen, happened);
    }

    private static void ShowHeader(Screen screen, JsonElement payment, JsonElement[] events)
    {
        JsonElement submission = Data(events, "payment.submitted.");
        JsonElement answer = Data(events, "payment.approved.", "payment.declined.");
        (string status, string reversalReason) = (payment.Text("status"), payment.Text("reversalReason"));
        string outcome = PaymentOutcome.Of(status, reversalReason);

        screen.Title($"Payment {payment.Text("paymentId")}");
        screen.Fact("outcome", outcome == status ? outcome : $"{outcome} ({status})", Tones.Of(outcome));
        screen.Fact("amount", Amounts.Show(payment.Number("summary.amountMinor"), payment.Text("summary.currency")), Tone.Strong);
        screen.Fact("card", Joined(payment.Text("summary.maskedPan"), payment.Text("summary.scheme"), payment.Text("summary.entryMode"), Labelled("CVM", payment.Text("summary.cvm"))));
        screen.Fact("response", Joined(answer.Text("responseCode"), Labelled("authorization code", answer.Text("authorizationCode"))));
        screen.Fact("reversed because", reversalReason);
        screen.Fact("route", Joined(submission.Text("route.acquirerId"), Labelled("MID", submission.Text("route.mid")), Labelled("TID", submission.Text("route.tid"))));
        screen.Fact("STAN", TraceNumber.Show(payment, "stan"));
        screen.Fact("RRN", payment.Text("rrn"));
        screen.Fact("merchant", payment.Text("merchantId"));
        screen.Fact("device", payment.Text("deviceId"));
    }

    private static void ShowEvent(Screen screen, JsonElement happened)
    {
        screen.Line();
        screen.Line(($"  {Instants.ShowExactly(happened.Text("recordedAt"))}  ", Tone.Plain), (Name(happened.Text("type")), Tone.Strong));
        screen.Hanging(Margin, $"by {happened.Text("actor")}, journal position {happened.Text("position")}", Tone.Faint);
        if (happened.At("data") is not { ValueKind: JsonValueKind.Object } data) return;
        if (Facts(data) is { Length: > 0 } facts) screen.Hanging(Margin, facts);
        if (data.At("evaluation") is { } evaluation) FindingSheet.Show(screen, evaluation);
        if (data.At("exchange") is { } exchange) ExchangeSheet.Show(screen, exchange);
    }

    private static JsonElement Data(JsonElement[] events, params string[] types) =>
        events.FirstOrDefault(e => types.Any(t => e.Text("type").StartsWith(t, StringComparison.Ordinal))).At("data") ?? default;

    // payment.reversal-due.v1 reads "reversal due". A name of another form is shown as it is.
    private static string Name(string type) => type.Split('.') is ["payment", var name, ['v', ..]] ? name.Replace('-', ' ') : type;

    private static string Facts(JsonElement data)
    {
        IEnumerable<string> facts = data.EnumerateObject()
            .Where(p => p.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False && !NotRepeated.Contains(p.Name))
            .Select(p => $"{p.Name} {Value(p)}");
        return Joined(facts.Prepend(Labelled("STAN", TraceNumber.Show(data, "stan"))));
    }

    private static string Value(JsonProperty property) =>
        property.Name.EndsWith("At", StringComparison.Ordinal) || property.Name == "deadline" ? Instants.ShowExactly(property.Value.Text()) : property.Value.Text();

    private static string Labelled(string label, string value) => value.Length > 0 ? $"{label} {value}" : string.Empty;

    private static string Joined(params IEnumerable<string> parts) => string.Join(", ", parts.Where(p => p.Length > 0));
}

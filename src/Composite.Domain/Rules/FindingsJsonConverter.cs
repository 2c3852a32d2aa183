using System.Text.Json;
using System.Text.Json.Serialization;

namespace Composite.Domain.Rules;

/// <summary>
/// Findings as one JSON object, rule code to facts, in the order of evaluation: <c>{"AMOUNT-LIMIT":{"amountMinor":"1234"}}</c>. A rule that
/// did not pass says so among its facts, in names that no fact has: <c>$failed</c> (the reason) with <c>$remedy</c>, or <c>$notApplicable</c>.
/// </summary>
/// <remarks>Every payment's event carries all findings; as an array of records they took two thirds of its bytes for the same words.</remarks>
public sealed class FindingsJsonConverter : JsonConverter<IReadOnlyList<Finding>>
{
    private static readonly JsonEncodedText Failed = JsonEncodedText.Encode("$failed");
    private static readonly JsonEncodedText Remedy = JsonEncodedText.Encode("$remedy");
    private static readonly JsonEncodedText NotApplicable = JsonEncodedText.Encode("$notApplicable");

    public override IReadOnlyList<Finding> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Expect(reader.TokenType == JsonTokenType.StartObject);
        List<Finding> findings = new(32);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string code = reader.GetString()!;
            Expect(reader.Read() && reader.TokenType == JsonTokenType.StartObject);
            findings.Add(ReadFinding(ref reader, code));
        }

        return findings;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<Finding> value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStartObject();
        foreach (Finding finding in value)
        {
            writer.WriteStartObject(finding.Code);
            if (finding.Outcome == FindingOutcome.Failed)
            {
                writer.WriteString(Failed, finding.Reason);
                writer.WriteString(Remedy, finding.Remedy);
            }
            else if (finding.Outcome == FindingOutcome.NotApplicable)
            {
                writer.WriteString(NotApplicable, finding.Reason);
            }

            foreach (Fact fact in finding.Facts) writer.WriteString(fact.Name, fact.Value);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static Finding ReadFinding(ref Utf8JsonReader reader, string code)
    {
        string? failed = null, remedy = null, notApplicable = null;
        List<Fact> facts = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            Expect(reader.Read() && reader.TokenType == JsonTokenType.String);
            string value = reader.GetString()!;
            if (name == Failed.Value) failed = value;
            else if (name == Remedy.Value) remedy = value;
            else if (name == NotApplicable.Value) notApplicable = value;
            else facts.Add(new Fact(name, value));
        }

        Expect((failed is null) == (remedy is null) && (failed is null || notApplicable is null));
        FindingOutcome outcome = failed is not null ? FindingOutcome.Failed : notApplicable is not null ? FindingOutcome.NotApplicable : FindingOutcome.Passed;
        return new Finding(code, outcome, facts, failed ?? notApplicable, remedy);
    }

    private static void Expect(bool holds)
    {
        if (!holds) throw new JsonException("Findings are an object of rule codes, each with an object of strings.");
    }
}

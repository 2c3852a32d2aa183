using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using Composite.Domain.Events;
using Composite.Domain.Payments;
using Composite.Domain.Ports;
using Composite.Domain.Tests.Rules;
using Xunit;

namespace Composite.Domain.Tests.Events;

public sealed class EventCodecTests
{
    public static TheoryData<string> Names => [.. EventCodec.Names];

    /// <summary>The bytes of each shape are a contract. A shape that must change gets a new name; its golden file is then written by hand.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Encode_Sample_GivesTheGoldenBytes(string name)
    {
        string path = Path.Combine(GoldenFolder(), name + ".json");
        NewEvent encoded = EventCodec.Encode(EventSamples.ByName[name], "system");
        Assert.Equal(name, encoded.Type);
        Assert.True(File.Exists(path), $"{path} is missing; it would hold: {Encoding.UTF8.GetString(encoded.Payload.Span)}");
        Assert.Equal(File.ReadAllText(path).TrimEnd('\n'), Encoding.UTF8.GetString(encoded.Payload.Span));
    }

    [Fact]
    public void Golden_Files_AreOnePerName() =>
        Assert.Equal(EventCodec.Names.Order(StringComparer.Ordinal), Directory.GetFiles(GoldenFolder(), "*.json").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void Decode_GoldenBytes_EncodesToThemAgain(string name) => AssertRoundTrip(name, File.ReadAllText(Path.Combine(GoldenFolder(), name + ".json")).TrimEnd('\n'));

    [Fact]
    public void Decode_EventsWithoutOptionalMembers_RoundTrip()
    {
        foreach (IEvent @event in EventSamples.WithoutOptionalMembers)
        {
            NewEvent encoded = EventCodec.Encode(@event, "system");
            AssertRoundTrip(encoded.Type, Encoding.UTF8.GetString(encoded.Payload.Span));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Decode_AMemberMissingOrNull_IsNeverALaterNullReference(string name)
    {
        JsonObject whole = JsonNode.Parse(EventCodec.Encode(EventSamples.ByName[name], "system").Payload.Span)!.AsObject();
        foreach ((JsonObject parent, string member) in Members(whole).ToArray())
        {
            JsonNode? value = parent[member];
            parent.Remove(member);
            AssertRefusedOrStable(name, whole.ToJsonString(), $"{member} missing");
            parent[member] = null;
            AssertRefusedOrStable(name, whole.ToJsonString(), $"{member} null");
            parent[member] = value;
        }
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"reason\":5}")]
    [InlineData("{\"reason\":")]
    [InlineData("")]
    public void Decode_PayloadOfAnotherShape_SaysWhichEventIsDamaged(string payload)
    {
        InvalidDataException e = Assert.Throws<InvalidDataException>(() => EventCodec.Decode(Recorded("device.blocked.v1", payload)));
        Assert.Contains("Event 17 of stream device/device-1", e.Message, StringComparison.Ordinal);
        Assert.Contains("'device.blocked.v1'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_PolicyWithoutAValue_IsRefusedRatherThanZero()
    {
        string payload = Encoding.UTF8.GetString(EventCodec.Encode(EventSamples.ByName["policy.proposed.v1"], "system").Payload.Span)
            .Replace("\"factsMaxAge\":\"00:00:02\",", "", StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => EventCodec.Decode(Recorded("policy.proposed.v1", payload)));
    }

    [Fact]
    public void Decode_FactThatIsNoString_IsRefused()
    {
        string payload = Encoding.UTF8.GetString(EventCodec.Encode(EventSamples.ByName["payment.refused.v1"], "system").Payload.Span)
            .Replace("\"factsAgeMs\":\"40\"", "\"factsAgeMs\":40", StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => EventCodec.Decode(Recorded("payment.refused.v1", payload)));
    }

    [Fact]
    public void Decode_UnknownName_SaysToRunANewerVersion()
    {
        InvalidDataException e = Assert.Throws<InvalidDataException>(() => EventCodec.Decode(Recorded("device.teleported.v1", "{}")));
        Assert.Contains("'device.teleported.v1'", e.Message, StringComparison.Ordinal);
        Assert.Contains("newer", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Encode_TypeWithoutAName_Throws() => Assert.Throws<ArgumentException>(() => EventCodec.Encode(new Unnamed(), "system"));

    [Fact]
    public void Encode_PaymentEvent_HasThePaymentAsSubject()
    {
        Assert.Equal("0197a1b2-c3d4-7e5f-8a9b-000000000001", EventCodec.Encode(EventSamples.ByName["payment.submitted.v1"], "device/device-1").Subject);
        Assert.Null(EventCodec.Encode(EventSamples.ByName["device.blocked.v1"], "system").Subject);
    }

    /// <summary>What is encrypted on the device passes through to the acquirer and is kept nowhere.</summary>
    [Fact]
    public void Encode_EventsOfAPayment_HoldNoCiphertextPinBlockOrEmv()
    {
        byte[] account = [.. Enumerable.Range(0, 48).Select(i => (byte)(0xA0 + i))];
        byte[] pin = [.. Enumerable.Range(0, 16).Select(i => (byte)(0x50 + i))];
        byte[] emv = [.. Enumerable.Range(0, 60).Select(i => (byte)(0x11 + i))];
        GateScenario world = GateScenario.ValidWithPin.Asking(r => r with { AccountData = account, PinBlock = pin, Emv = emv });
        foreach (GateScenario each in (GateScenario[])[world, world with { Acquirer = null }])
        {
            IPaymentEvent @event = PaymentDecider.Submit(each.Facts()).Events[0];
            PaymentLedger ledger = PaymentLedger.Empty.Evolve(@event, GateScenario.Noon);
            string written = Encoding.UTF8.GetString(EventCodec.Encode(@event, "system").Payload.Span) + Encoding.UTF8.GetString(EventCodec.EncodeLedger(ledger).Span);
            foreach (byte[] secret in (byte[][])[account, pin, emv])
            {
                Assert.DoesNotContain(Convert.ToHexString(secret)[..16], written, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain(Convert.ToBase64String(secret)[..16], written, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Golden_Files_NameNoMemberForAccountData()
    {
        string[] forbidden = ["accountData", "pinBlock", "\"emv\"", "track", "\"pan\"", "cvv", "privateKey", "isOpen"];
        foreach (string path in Directory.GetFiles(GoldenFolder(), "*.json"))
        {
            string text = File.ReadAllText(path);
            Assert.All(forbidden, word => Assert.DoesNotContain(word, text, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public void Encode_SubmittedPayment_StaysSmall() =>
        Assert.InRange(EventCodec.Encode(EventSamples.ByName["payment.submitted.v1"], "device/device-1").Payload.Length, 1, 2600);

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"version\":1,\"lastStan\":1,\"spentCounters\":null}")]
    [InlineData("nonsense")]
    public void DecodeLedger_AnotherShape_IsDropped(string payload) => Assert.Null(EventCodec.DecodeLedger(Encoding.UTF8.GetBytes(payload)));

    private static IEnumerable<(JsonObject Parent, string Member)> Members(JsonObject node)
    {
        foreach ((string name, JsonNode? value) in node.ToArray())
        {
            yield return (node, name);
            foreach (JsonObject child in value switch { JsonObject o => [o], JsonArray a => a.OfType<JsonObject>().Take(1), _ => Enumerable.Empty<JsonObject>() })
            {
                foreach ((JsonObject, string) inner in Members(child)) yield return inner;
            }
        }
    }

    private static void AssertRefusedOrStable(string name, string payload, string what)
    {
        IEvent? decoded = null;
        try
        {
            decoded = EventCodec.Decode(Recorded(name, payload));
        }
        catch (InvalidDataException)
        {
            return;
        }

        string again = Encoding.UTF8.GetString(EventCodec.Encode(decoded, "system").Payload.Span);
        Assert.True(JsonNode.DeepEquals(WithoutNulls(JsonNode.Parse(payload)!), JsonNode.Parse(again)), $"{what}: {payload} became {again}");
    }

    private static JsonNode WithoutNulls(JsonNode node)
    {
        if (node is JsonObject o)
        {
            foreach ((string name, JsonNode? value) in o.ToArray())
            {
                if (value is null) o.Remove(name);
                else WithoutNulls(value);
            }
        }

        if (node is JsonArray a)
        {
            foreach (JsonNode? item in a.Where(item => item is not null)) WithoutNulls(item!);
        }

        return node;
    }

    private static void AssertRoundTrip(string name, string payload) =>
        Assert.Equal(payload, Encoding.UTF8.GetString(EventCodec.Encode(EventCodec.Decode(Recorded(name, payload)), "system").Payload.Span));

    private static RecordedEvent Recorded(string name, string payload) =>
        new(17, "device/device-1", 3, name, Encoding.UTF8.GetBytes(payload), null, "system", GateScenario.Noon);

    private static string GoldenFolder([CallerFilePath] string source = "") => Path.Combine(Path.GetDirectoryName(source)!, "Golden");

    private sealed record Unnamed : IEvent;
}

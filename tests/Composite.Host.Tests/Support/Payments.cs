using System.Text.Json.Nodes;

namespace Composite.Host.Tests.Support;

/// <summary>Bodies of payments.</summary>
internal static class Payments
{
    public const string Id = "0199a0b2-7c00-7000-8000-000000000001";

    /// <summary>A PAN that EMVCo and the schemes use in examples; its check digit is right.</summary>
    public const string CanaryPan = "4111111111111111";

    public static JsonObject Good() => new()
    {
        ["paymentId"] = Id,
        ["amountMinor"] = 1250,
        ["currency"] = "EUR",
        ["entryMode"] = "contactless",
        ["cvm"] = "none",
        ["scheme"] = "visa",
        ["maskedPan"] = "411111******1111",
        ["ksn"] = "0123456789ABCDEF00000001",
        ["accountData"] = Convert.ToBase64String(new byte[48]),
        ["emv"] = Convert.ToBase64String([0x9F, 0x02, 0x06, 0, 0, 0, 0, 0x12, 0x50]),
        ["attestation"] = new JsonObject { ["unavailable"] = true },
    };

    public static JsonObject With(string member, JsonNode? value)
    {
        JsonObject body = Good();
        body[member] = value;
        return body;
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Composite.Host.Webhooks;

/// <summary>Signs messages as the Standard Webhooks specification (1.0) says: HMAC-SHA256 over <c>id.timestamp.body</c>.</summary>
internal static class WebhookSignature
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    /// <summary>A timestamp as the header has it: whole seconds since 1970.</summary>
    public static string Timestamp(DateTimeOffset sentAt) => sentAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>The header's value: a signature for each secret, separated by spaces.</summary>
    public static string Sign(IEnumerable<byte[]> secrets, string messageId, DateTimeOffset sentAt, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{messageId}.{Timestamp(sentAt)}."), .. body];
        return string.Join(' ', secrets.Select(secret => "v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, signed))));
    }
}

using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;
using Composite.Domain.Evidence;

namespace Composite.Host.Apis.Bodies;

/// <summary>
/// The tripwire for card numbers in clear: 13 to 19 digits with a right check digit (ISO/IEC 7812-1, annex B), single spaces or
/// hyphens between them or not, in any member's name, text or number.
/// </summary>
internal static class ClearAccountData
{
    private const int MinDigits = CardNumbers.MinDigits;
    private const int MaxDigits = CardNumbers.MaxDigits;

    // Members whose form is checked otherwise and whose random digits would trip the wire: digests, keys, ids, ciphertext, signed tokens.
    private static readonly FrozenSet<string> Exempt = FrozenSet.Create(
        StringComparer.Ordinal, "ksn", "initialKeyId", "keyCheckValue", "accountData", "pinBlock", "emv", "token", "attestation", "x", "y",
        "certificateSha256s", "tlsCertificateSha256", "evidenceSha256", "paymentId", "deviceId", "sha256");

    /// <summary>Looks through a JSON text, and gathers the names of its outermost members on the way.</summary>
    /// <exception cref="JsonException">It is not JSON, or its text is no Unicode.</exception>
    public static bool IsIn(ReadOnlySpan<byte> utf8, HashSet<string> members)
    {
        try
        {
            return Search(utf8, members);
        }
        catch (InvalidOperationException e)
        {
            // Half a surrogate pair, which the reader finds only when the text is asked for.
            throw new JsonException(e.Message, e);
        }
    }

    private static bool Search(ReadOnlySpan<byte> utf8, HashSet<string> members)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = StrictJson.Options.MaxDepth });
        string? member = null;
        bool exempt = false;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    if (Trips(ref reader)) return true;
                    member = reader.GetString()!;
                    exempt = Exempt.Contains(member);
                    if (reader.CurrentDepth == 1) members.Add(member);
                    break;
                case JsonTokenType.String or JsonTokenType.Number when !exempt && Trips(ref reader):
                    return true;
            }
        }

        return false;
    }

    /// <summary>True when the text holds what looks like a card number.</summary>
    public static bool IsIn(ReadOnlySpan<byte> text)
    {
        Span<byte> digits = stackalloc byte[MaxDigits];
        for (int at = 0; at < text.Length;)
        {
            if (!IsDigit(text[at]))
            {
                at++;
                continue;
            }

            int count = 0;
            while (at < text.Length && (IsDigit(text[at]) || IsSeparator(text, at)))
            {
                if (IsDigit(text[at]))
                {
                    if (count < MaxDigits) digits[count] = (byte)(text[at] - '0');
                    count++;
                }

                at++;
            }

            if (count is >= MinDigits and <= MaxDigits && CardNumbers.HasCheckDigit(digits[..count])) return true;
        }

        return false;
    }

    private static bool Trips(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped) return IsIn(reader.ValueSpan);
        byte[] unescaped = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        bool trips = IsIn(unescaped.AsSpan(0, reader.CopyString(unescaped)));
        ArrayPool<byte>.Shared.Return(unescaped, clearArray: true);
        return trips;
    }

    private static bool IsDigit(byte value) => value is >= (byte)'0' and <= (byte)'9';

    private static bool IsSeparator(ReadOnlySpan<byte> text, int at) =>
        text[at] is (byte)' ' or (byte)'-' && at + 1 < text.Length && IsDigit(text[at + 1]);
}

using System.Text;

namespace Composite.Sandbox.Sweep;

/// <summary>Writes a secret in every form in which it could leak: text, packed digits, hexadecimal and base64.</summary>
internal static class CanaryForms
{
    private const int GroupLength = 4;

    /// <summary>Of digits, with or without the separators of track 2 (<c>D</c>, <c>F</c>).</summary>
    public static IEnumerable<Canary> OfDigits(string name, string digits)
    {
        byte[] text = Encoding.ASCII.GetBytes(digits);
        yield return new Canary(name, "text", text);
        foreach (char separator in " -")
            yield return new Canary(name, $"text in groups with '{separator}'", Encoding.ASCII.GetBytes(string.Join(separator, digits.Chunk(GroupLength).Select(group => new string(group)))));
        yield return new Canary(name, "text as hexadecimal", Encoding.ASCII.GetBytes(Convert.ToHexString(text)));
        foreach (Canary canary in Base64(name, "text in base64", text))
            yield return canary;

        // Packed two digits a byte, from the first digit on and from the second: a length or a sign may come before.
        for (int start = 0; start < 2; start++)
        {
            byte[] packed = Convert.FromHexString(digits[start..((digits.Length - start) / 2 * 2 + start)]);
            if (packed.Length < Canary.MinLength)
                continue;
            yield return new Canary(name, "packed", packed);
            foreach (Canary canary in Base64(name, "packed, in base64", packed))
                yield return canary;
        }
    }

    /// <summary>Of bytes: a key, or a PIN block.</summary>
    public static IEnumerable<Canary> OfBytes(string name, ReadOnlyMemory<byte> bytes)
    {
        yield return new Canary(name, "bytes", bytes);
        yield return new Canary(name, "hexadecimal", Encoding.ASCII.GetBytes(Convert.ToHexString(bytes.Span)));
        yield return new Canary(name, "hexadecimal in lower case", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(bytes.Span)));
        foreach (Canary canary in Base64(name, "base64", bytes))
            yield return canary;
    }

    // Within something longer the bytes may start at any of base64's three places. The characters at both ends also hold bits of the
    // neighbours and are left out.
    private static IEnumerable<Canary> Base64(string name, string form, ReadOnlyMemory<byte> bytes)
    {
        for (int before = 0; before < 3; before++)
        {
            byte[] placed = [.. new byte[before], .. bytes.Span];
            string encoded = Convert.ToBase64String(placed);
            int first = (before * 8 + 5) / 6;
            int last = placed.Length * 8 / 6;
            string certain = encoded[first..last];
            yield return new Canary(name, form, Encoding.ASCII.GetBytes(certain));
            string url = certain.Replace('+', '-').Replace('/', '_');
            if (url != certain)
                yield return new Canary(name, form + "url", Encoding.ASCII.GetBytes(url));
        }
    }
}

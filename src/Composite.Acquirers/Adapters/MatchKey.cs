using Composite.Acquirers.Dialects;
using Composite.Iso8583;

namespace Composite.Acquirers.Adapters;

/// <summary>The text that finds a request for an answer: the answer's type, then the contents of the dialect's match fields.</summary>
internal static class MatchKey
{
    /// <summary>Longest key in characters.</summary>
    public const int MaxLength = 128;

    /// <summary>The key under which a request waits; null when it lacks a match field.</summary>
    public static string? OfRequest(Dialect dialect, MessageTypes types, Iso8583Message request)
    {
        Span<char> key = stackalloc char[MaxLength];
        return TryWrite(dialect.MatchFieldsOf(types.Response), types.Response, request, key, out int length) ? key[..length].ToString() : null;
    }

    /// <summary>The key of an answer; false when the message is no answer of this dialect or lacks a match field.</summary>
    public static bool TryOfAnswer(Dialect dialect, Iso8583Message answer, Span<char> destination, out ReadOnlySpan<char> key)
    {
        bool found = TryWrite(dialect.MatchFieldsOf(answer.Mti), answer.Mti, answer, destination, out int length);
        key = destination[..length];
        return found;
    }

    private static bool TryWrite(IReadOnlyList<int> fields, Mti answer, Iso8583Message message, Span<char> destination, out int length)
    {
        length = 0;
        if (fields.Count == 0)
            return false;
        int type = answer.Value;
        for (int i = 3; i >= 0; i--, type /= 10)
            destination[i] = (char)('0' + (type % 10));
        length = 4;
        foreach (int field in fields)
        {
            if (!message.TryGet(field, out ReadOnlySpan<byte> content) || content.Length > destination.Length - length)
                return false;
            foreach (byte letter in content)
                destination[length++] = (char)letter;
        }

        return true;
    }
}

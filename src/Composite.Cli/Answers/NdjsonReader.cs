using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Composite.Cli.Answers;

/// <summary>Reads newline-delimited JSON as it arrives, with a bound on the length of a line.</summary>
internal static class NdjsonReader
{
    /// <summary>Longest line, bytes. A verification's last line lists at most 100 problems.</summary>
    public const int MaxLineBytes = 1024 * 1024;

    /// <exception cref="InvalidDataException">A line is longer than <see cref="MaxLineBytes"/>.</exception>
    /// <exception cref="JsonException">A line is not JSON.</exception>
    public static async IAsyncEnumerable<JsonElement> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[4096];
        int length = 0;
        while (true)
        {
            int read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
            int from = 0;
            for (int i = length; i < length + read; i++)
            {
                if (buffer[i] != (byte)'\n') continue;
                if (Parse(buffer.AsMemory(from, i - from)) is { } line) yield return line;
                from = i + 1;
            }

            length += read - from;
            buffer.AsSpan(from, length).CopyTo(buffer);
            if (read == 0)
            {
                if (Parse(buffer.AsMemory(0, length)) is { } last) yield return last;
                yield break;
            }

            if (length < buffer.Length) continue;
            if (length >= MaxLineBytes) throw new InvalidDataException($"A line of the answer is longer than {MaxLineBytes} bytes.");
            Array.Resize(ref buffer, Math.Min(2 * buffer.Length, MaxLineBytes));
        }
    }

    private static JsonElement? Parse(ReadOnlyMemory<byte> line)
    {
        if (line.Span.Trim(" \r\t"u8).IsEmpty) return null;
        using JsonDocument document = JsonDocument.Parse(line);
        return document.RootElement.Clone();
    }
}

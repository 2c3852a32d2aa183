namespace Composite.Storage;

/// <summary>Ascending positions in few bytes: each as its distance to the one before, 7 bits a byte, the lowest first.</summary>
internal static class PositionRun
{
    /// <summary>Most positions in one run; keeps an index row below a page.</summary>
    public const int MaxCount = 256;

    /// <summary>A position has 63 bits: nine bytes of 7.</summary>
    public const int MaxBytes = MaxCount * 9;

    /// <returns>How many bytes were written to <paramref name="destination"/>.</returns>
    public static int Encode(ReadOnlySpan<TailEntry> entries, Span<byte> destination)
    {
        var length = 0;
        var previous = 0L;
        foreach (var entry in entries)
        {
            var distance = (ulong)(entry.Position - previous);
            for (; distance >= 0x80; distance >>= 7)
            {
                destination[length++] = (byte)(distance | 0x80);
            }

            destination[length++] = (byte)distance;
            previous = entry.Position;
        }

        return length;
    }

    /// <summary>Adds the run's positions to <paramref name="positions"/>.</summary>
    public static void Decode(ReadOnlySpan<byte> run, List<long> positions)
    {
        var position = 0L;
        var distance = 0UL;
        var shift = 0;
        foreach (var part in run)
        {
            distance |= (ulong)(part & 0x7f) << shift;
            shift += 7;
            if (part < 0x80)
            {
                position += (long)distance;
                positions.Add(position);
                (distance, shift) = (0, 0);
            }
        }
    }

    /// <summary>How many positions a run holds: as many as bytes that end one.</summary>
    public static int Count(ReadOnlySpan<byte> run)
    {
        var count = 0;
        foreach (var part in run)
        {
            count += part < 0x80 ? 1 : 0;
        }

        return count;
    }
}

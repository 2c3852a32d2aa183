using System.Buffers;
using System.Buffers.Binary;
using System.Collections;

namespace Composite.Sandbox.Sweep;

/// <summary>A secret that was found in clear.</summary>
/// <param name="Source">The file or stream.</param>
/// <param name="Offset">Where in it, in bytes.</param>
/// <param name="Canary">Which secret, in which form.</param>
public sealed record Leak(string Source, long Offset, string Canary);

/// <summary>What a sweep came to.</summary>
/// <param name="Files">Files and streams that were looked through.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="Leaks">At most <see cref="CardDataSweep.MaxLeaks"/>.</param>
public sealed record SweepReport(int Files, long Bytes, IReadOnlyList<Leak> Leaks)
{
    /// <summary>False when something that should have been looked at, or for, was not kept.</summary>
    public bool IsComplete { get; init; } = true;
}

/// <summary>Looks through raw bytes for canaries: card numbers, tracks, PINs and keys in every form. Not for use by two threads at once.</summary>
/// <remarks>Raw on purpose: a page that SQLite freed, or a line that nobody parses, leaks as well as any other.</remarks>
public sealed class CardDataSweep
{
    /// <summary>Leaks that are listed; one is too many already.</summary>
    public const int MaxLeaks = 100;

    private const int ChunkLength = 1 << 20;

    private readonly BitArray _firstTwo = new(1 << 16);
    private readonly Dictionary<uint, List<Canary>> _byFirstFour = [];
    private readonly int _longest;
    private readonly List<Leak> _leaks = [];
    private int _files;
    private long _bytes;

    public CardDataSweep(IEnumerable<Canary> canaries)
    {
        ArgumentNullException.ThrowIfNull(canaries);
        foreach (Canary canary in canaries)
        {
            ReadOnlySpan<byte> bytes = canary.Bytes.Span;
            ArgumentOutOfRangeException.ThrowIfLessThan(bytes.Length, Canary.MinLength, canary.ToString());
            _firstTwo[BinaryPrimitives.ReadUInt16LittleEndian(bytes)] = true;
            uint firstFour = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            if (!_byFirstFour.TryGetValue(firstFour, out List<Canary>? alike))
                _byFirstFour.Add(firstFour, alike = []);
            alike.Add(canary);
            _longest = Math.Max(_longest, bytes.Length);
        }
    }

    public SweepReport Report => new(_files, _bytes, [.. _leaks]);

    /// <summary>Looks through every file under a folder.</summary>
    /// <exception cref="IOException">A file cannot be read: then nothing can be said about it.</exception>
    public void LookInFolder(string folder)
    {
        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Look(Path.GetRelativePath(folder, path), file);
        }
    }

    /// <summary>Looks through a stream to its end.</summary>
    public void Look(string source, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        int overlap = Math.Max(_longest - 1, 0);
        byte[] window = ArrayPool<byte>.Shared.Rent(ChunkLength + overlap);
        int kept = 0;
        long start = 0;
        _files++;
        while (true)
        {
            int read = stream.ReadAtLeast(window.AsSpan(kept, ChunkLength), ChunkLength, throwOnEndOfStream: false);
            ReadOnlySpan<byte> filled = window.AsSpan(0, kept + read);
            _bytes += read;
            bool last = read < ChunkLength;

            // What starts in the overlap is looked at again with the bytes behind it, and only then.
            int next = last ? filled.Length : filled.Length - overlap;
            LookAt(source, start, filled, next);
            if (last)
                break;
            filled[next..].CopyTo(window);
            kept = overlap;
            start += next;
        }

        ArrayPool<byte>.Shared.Return(window, clearArray: true);
    }

    private void LookAt(string source, long start, ReadOnlySpan<byte> bytes, int startsBefore)
    {
        int end = Math.Min(startsBefore, bytes.Length - Canary.MinLength + 1);
        for (int i = 0; i < end; i++)
        {
            if (!_firstTwo[BinaryPrimitives.ReadUInt16LittleEndian(bytes[i..])]
                || !_byFirstFour.TryGetValue(BinaryPrimitives.ReadUInt32LittleEndian(bytes[i..]), out List<Canary>? candidates))
            {
                continue;
            }

            foreach (Canary candidate in candidates)
            {
                if (_leaks.Count < MaxLeaks && bytes[i..].StartsWith(candidate.Bytes.Span))
                    _leaks.Add(new Leak(source, start + i, candidate.ToString()));
            }
        }
    }
}

using System.Runtime.CompilerServices;

namespace Composite.Iso8583.Tlv;

/// <summary>Tags of one and two bytes, which is nearly all of chip data: a bit each, so that a duplicate is found without a search.</summary>
/// <remarks>Neighbours such as 9F02 and 9F03 fall into different words, so that adding one does not wait for the other to be stored.</remarks>
internal struct TlvTagSet
{
    /// <summary>Greatest tag that the set can hold.</summary>
    public const uint MaxTag = 0xFFFF;

    private const int OneByteStart = 16;
    private const int WordCount = 20;

    private Words _words;

    /// <summary>Adds a whole tag up to <see cref="MaxTag"/>; false when it was there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryAdd(uint tag)
    {
        if (tag <= 0xFF)
            return TryAdd(OneByteStart + (int)(tag & 3), (int)(tag >> 2));

        // Of two bytes, the first has its low five bits set and the second its high bit clear: ten bits tell them apart.
        return TryAdd((int)(tag & 15), (int)(((tag >> 10) & 0x38) | ((tag >> 4) & 7)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryAdd(int word, int shift)
    {
        ulong bit = 1UL << shift;
        ulong before = _words[word];
        _words[word] = before | bit;
        return (before & bit) == 0;
    }

    [InlineArray(WordCount)]
    private struct Words
    {
        private ulong _first;
    }
}

using System.Globalization;

namespace Composite.Iso8583.Framing;

/// <summary>How a frame's length travels, at its very start.</summary>
public enum FrameLengthEncoding
{
    /// <summary>Two bytes, big-endian: up to 65535.</summary>
    Binary2,

    /// <summary>Four ASCII digits: up to 9999.</summary>
    Ascii4,
}

/// <summary>A frame on a stream: length, an optional fixed header (such as a TPDU), then one message.</summary>
/// <remarks>The length counts header and message and, when <see cref="LengthIncludesItself"/>, its own bytes.</remarks>
public sealed record FrameFormat
{
    public FrameLengthEncoding LengthEncoding { get; init; } = FrameLengthEncoding.Binary2;

    public bool LengthIncludesItself { get; init; }

    /// <summary>Written before each message, and expected in the same number of bytes before each one read. Default none; up to <see cref="MaxHeaderBytes"/>.</summary>
    public ReadOnlyMemory<byte> Header { get; init; }

    /// <summary>Longest message, without header and length; longer ones are refused before they are read. Default 8192.</summary>
    public int MaxMessageBytes { get; init; } = 8192;

    /// <summary>Most bytes of a fixed header.</summary>
    public const int MaxHeaderBytes = 64;

    internal int LengthBytes => LengthEncoding == FrameLengthEncoding.Binary2 ? 2 : 4;

    /// <summary>What the length field counts besides the message.</summary>
    internal int Overhead => Header.Length + (LengthIncludesItself ? LengthBytes : 0);

    /// <summary>Everything that is wrong with this format; empty when it can be used.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        int most = LengthEncoding == FrameLengthEncoding.Binary2 ? ushort.MaxValue : 9999;
        if (Header.Length > MaxHeaderBytes)
            problems.Add($"Header has {Header.Length} bytes; at most {MaxHeaderBytes} are allowed");
        if (MaxMessageBytes < 1 || MaxMessageBytes > most - Overhead)
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"MaxMessageBytes is {MaxMessageBytes}; {LengthEncoding} with this header allows 1 to {most - Overhead}"));
        return problems;
    }

    internal FrameFormat Checked() => Problems() is { Count: > 0 } problems
        ? throw new ArgumentException($"The frame format has problems: {string.Join("; ", problems)}")
        : this;
}

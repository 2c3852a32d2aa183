using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Composite.Iso8583.Fields;

namespace Composite.Iso8583.Encoding;

/// <summary>The characters that a field's kind allows, checked sixteen at a time.</summary>
/// <remarks>
/// A character is a row (high half-byte) and a column (low half-byte) of the ASCII chart. Each of the eight rows has a bit; a
/// column holds the bits of the rows where its character is allowed. So one look-up each and an AND decide, whatever the kind.
/// Only the source is looked at, never a copy just made: a vector read of bytes that were just written in parts waits for
/// them to leave the processor's store buffer, which cost more than all the rest of setting a field.
/// </remarks>
internal sealed class CharacterSet
{
    private const int Half = 8;
    private const int Quarter = 4;
    private const byte LowHalfByte = 0x0F;

    private static readonly CharacterSet[] Sets = [.. Enum.GetValues<FieldKind>().Select(kind => new CharacterSet(kind))];

    private readonly FieldKind _kind;
    private readonly Vector128<byte> _columns;
    private readonly Vector128<byte> _rows;
    private readonly bool[] _allowed = new bool[256];

    private CharacterSet(FieldKind kind)
    {
        _kind = kind;
        Span<byte> columns = stackalloc byte[16];
        Span<byte> rows = stackalloc byte[16];
        for (int octet = 0; octet < _allowed.Length; octet++)
            _allowed[octet] = Allows(kind, (byte)octet);
        for (int octet = 0; octet < 128; octet++)
        {
            rows[octet >> 4] = (byte)(1 << (octet >> 4));
            if (_allowed[octet])
                columns[octet & LowHalfByte] |= (byte)(1 << (octet >> 4));
        }

        _columns = Vector128.Create(columns);
        _rows = Vector128.Create(rows);
    }

    public static CharacterSet Of(FieldKind kind) => Sets[(int)kind];

    /// <summary>Whether all of the content is allowed. What stands behind it may be read, but is left out of account.</summary>
    public bool Allows(ReadOnlySpan<byte> bytes, int length)
    {
        if (_kind is FieldKind.B or FieldKind.XN)
            return _kind == FieldKind.B || FirstInvalid(bytes[..length]) < 0;
        int at = 0;
        for (; length - at >= Vector128<byte>.Count; at += Vector128<byte>.Count)
        {
            if (Forbidden(Vector128.Create(bytes[at..])) != Vector128<byte>.Zero)
                return false;
        }

        if (at == length)
            return true;
        if (bytes.Length - at < Vector128<byte>.Count)
            return FirstInvalid(bytes[at..length]) < 0;
        uint considered = (1u << (length - at)) - 1;
        return (Forbidden(Vector128.Create(bytes[at..])).ExtractMostSignificantBits() & considered) == 0;
    }

    /// <summary>Turns text into bytes; the destination has the text's length. False when a character is not allowed.</summary>
    public bool TryNarrow(ReadOnlySpan<char> text, Span<byte> destination)
    {
        ReadOnlySpan<ushort> units = MemoryMarshal.Cast<char, ushort>(text);
        if (_kind == FieldKind.XN)
            return TryNarrowSigned(text, destination);
        if (units.Length < Quarter)
            return TryNarrowSingly(text, destination);
        if (units.Length <= Half)
            return TryNarrowQuarters(units, destination);

        // The last halves overlap those before them, which spares a loop over single characters.
        int last = units.Length - Half;
        Vector128<byte> forbidden = Vector128<byte>.Zero;
        for (int at = 0; at < units.Length; at += 2 * Half)
        {
            int first = Math.Min(at, last);
            int second = Math.Min(at + Half, last);
            Vector128<byte> bytes = Vector128.NarrowWithSaturation(Vector128.Create(units[first..]), Vector128.Create(units[second..]));
            forbidden |= Forbidden(bytes);
            bytes.GetLower().CopyTo(destination[first..]);
            bytes.GetUpper().CopyTo(destination[second..]);
        }

        return forbidden == Vector128<byte>.Zero;
    }

    /// <summary>The index of the first character that is not allowed, or -1.</summary>
    public int FirstInvalid(ReadOnlySpan<byte> content)
    {
        for (int i = 0; i < content.Length; i++)
        {
            if (!Allows(content[i], i))
                return i;
        }

        return -1;
    }

    /// <summary>The index of the first character that is not allowed, or -1.</summary>
    public int FirstInvalid(ReadOnlySpan<char> text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] > byte.MaxValue || !Allows((byte)text[i], i))
                return i;
        }

        return -1;
    }

    private bool TryNarrowQuarters(ReadOnlySpan<ushort> units, Span<byte> destination)
    {
        int last = units.Length - Quarter;
        ReadOnlySpan<byte> octets = MemoryMarshal.AsBytes(units);
        ulong first = MemoryMarshal.Read<ulong>(octets);
        ulong second = MemoryMarshal.Read<ulong>(octets[(last * sizeof(char))..]);
        Vector128<ushort> quarters = Vector128.Create(first, second).AsUInt16();
        Vector128<byte> bytes = Vector128.NarrowWithSaturation(quarters, quarters);
        MemoryMarshal.Write(destination, bytes.AsUInt32().ToScalar());
        MemoryMarshal.Write(destination[last..], bytes.AsUInt32().GetElement(1));
        return Forbidden(bytes) == Vector128<byte>.Zero;
    }

    private bool TryNarrowSingly(ReadOnlySpan<char> text, Span<byte> destination)
    {
        bool[] allowed = _allowed;
        bool all = true;
        for (int i = 0; i < text.Length && i < destination.Length; i++)
        {
            char character = text[i];
            destination[i] = (byte)character;
            all &= character < allowed.Length && allowed[character];
        }

        return all;
    }

    private bool TryNarrowSigned(ReadOnlySpan<char> text, Span<byte> destination) =>
        FirstInvalid(text) < 0 && System.Text.Encoding.ASCII.GetBytes(text, destination) == text.Length;

    private bool Allows(byte octet, int index) =>
        _kind == FieldKind.XN && index == 0 ? octet is (byte)'C' or (byte)'D' : _allowed[octet];

    /// <summary>All bits of a byte when its character is not allowed, none when it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector128<byte> Forbidden(Vector128<byte> block)
    {
        Vector128<byte> half = Vector128.Create(LowHalfByte);
        Vector128<byte> row = Vector128.ShuffleNative(_rows, (block >>> 4) & half);
        Vector128<byte> column = Vector128.ShuffleNative(_columns, block & half);
        return Vector128.Equals(row & column, Vector128<byte>.Zero);
    }

    /// <summary>The rule, which the vectors' tables are made of. The sign of XN is beside it.</summary>
    private static bool Allows(FieldKind kind, byte octet)
    {
        char character = (char)octet;
        return kind switch
        {
            FieldKind.N or FieldKind.XN => char.IsAsciiDigit(character),
            FieldKind.A => char.IsAsciiLetter(character) || character == ' ',
            FieldKind.AN => char.IsAsciiLetterOrDigit(character) || character == ' ',
            FieldKind.ANS => character is >= ' ' and <= '~',
            FieldKind.Z => char.IsAsciiDigit(character) || character is '=' or 'D',
            _ => true,
        };
    }
}

using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Composite.Iso8583.Encoding;
using Composite.Iso8583.Fields;
using Composite.Iso8583.Masking;
using Composite.Iso8583.Specs;
using Composite.Iso8583.Tlv;

namespace Composite.Iso8583;

// Reading a message's bytes. Malformed bytes are an expected outcome and never throw.
public sealed partial class Iso8583Message
{
    /// <summary>Replaces this message by the one in the bytes, checking every field. On failure the message is cleared.</summary>
    /// <param name="wire">Exactly one message, without its frame.</param>
    /// <param name="error">The first thing wrong; null on success.</param>
    public bool TryParse(ReadOnlySpan<byte> wire, [NotNullWhen(false)] out Iso8583Error? error)
    {
        Clear();
        error = Parse(wire);
        if (error is null)
            return true;
        Clear();
        return false;
    }

    /// <summary>Parses into a new message: convenient where allocating does not matter.</summary>
    public static ParseResult Parse(Iso8583Spec spec, ReadOnlySpan<byte> wire)
    {
        var message = new Iso8583Message(spec);
        return message.TryParse(wire, out Iso8583Error? error) ? new ParseResult.Parsed(message) : new ParseResult.Malformed(error);
    }

    private Iso8583Error? Parse(ReadOnlySpan<byte> wire)
    {
        if (wire.Length > Spec.MaxMessageBytes)
            return Fail(ErrorReason.MessageTooLong, "Message", 0, wire, $"has {wire.Length} bytes, more than {Spec.MaxMessageBytes}");
        int position = 0;
        if (ReadMti(wire, ref position) is { } mtiError)
            return mtiError;
        if (ReadBitmaps(wire, ref position, out FieldSet announced) is { } bitmapError)
            return bitmapError;
        TakeBytes(wire);
        return ReadFields(announced, position, wire.Length) ?? FindMissing();
    }

    // Compiled by itself, as WriteFields is: inlined into all that surrounds it, its loop would exceed what the compiler inlines.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Iso8583Error? ReadFields(FieldSet announced, int start, int end)
    {
        int position = start;
        foreach (int field in announced)
        {
            int next = ReadField(field, position, end);
            if (next < 0)
                return Diagnose(field, position, end);
            position = next;
        }

        if (position != end)
            return Fail(ErrorReason.TrailingBytes, "Message", position, _content.AsSpan(0, end), $"has {end - position} bytes behind its last field");
        (_primary, _secondary) = (announced.Primary, announced.Secondary);
        return null;
    }

    private Iso8583Error? ReadMti(ReadOnlySpan<byte> wire, ref int position)
    {
        if (wire.Length < Spec.MtiBytes)
            return Fail(ErrorReason.Truncated, "MTI", 0, wire, $"needs {Spec.MtiBytes} bytes and {wire.Length} are there");
        if (!Mti.TryFrom(Digits.Read(wire[..Spec.MtiBytes], Spec.Definition.MtiEncoding), out Mti mti))
            return Fail(ErrorReason.BadMti, "MTI", 0, wire[..Spec.MtiBytes], "is not a message type");
        Mti = mti;
        position = Spec.MtiBytes;
        return null;
    }

    private Iso8583Error? ReadBitmaps(ReadOnlySpan<byte> wire, ref int position, out FieldSet announced)
    {
        announced = default;
        if (ReadBitmap(wire, ref position, out ulong primary) is { } primaryError)
            return primaryError;
        ulong secondary = 0;
        int secondaryStart = position;
        if ((primary & SecondaryBitmapBit) != 0 && ReadBitmap(wire, ref position, out secondary) is { } secondaryError)
            return secondaryError;
        if ((secondary & SecondaryBitmapBit) != 0)
            return Fail(ErrorReason.TertiaryBitmap, "Bitmap", secondaryStart, wire, "sets bit 65, a third bitmap");
        announced = new FieldSet(primary & ~SecondaryBitmapBit, secondary);
        FieldSet unknown = announced.Except(Spec.Fields);
        return unknown.IsEmpty
            ? null
            : Fail(ErrorReason.UnknownField, "Bitmap", Spec.MtiBytes, wire, $"names DE {unknown}, which {Spec.Name} lacks");
    }

    private Iso8583Error? ReadBitmap(ReadOnlySpan<byte> wire, ref int position, out ulong bitmap)
    {
        bitmap = 0;
        ReadOnlySpan<byte> rest = wire[position..];
        if (rest.Length < Spec.BitmapBytes)
            return Fail(ErrorReason.Truncated, "Bitmap", position, wire, $"needs {Spec.BitmapBytes} bytes and {rest.Length} are there");
        if (Spec.Definition.BitmapEncoding == BitmapEncoding.HexAscii)
        {
            Span<byte> bytes = stackalloc byte[sizeof(ulong)];
            if (Convert.FromHexString(rest[..Spec.BitmapBytes], bytes, out _, out _) != OperationStatus.Done)
                return Fail(ErrorReason.BadBitmap, "Bitmap", position, wire, "is not hexadecimal");
            bitmap = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        }
        else
        {
            bitmap = BinaryPrimitives.ReadUInt64BigEndian(rest);
        }

        position += Spec.BitmapBytes;
        return null;
    }

    /// <summary>Copies the wire, in which verbatim fields then stand, and makes room behind it for those that are decoded.</summary>
    /// <remarks>Decoding doubles a field at most, so each finds its place by that of its body, at twice the distance: none waits for the one before.</remarks>
    private void TakeBytes(ReadOnlySpan<byte> wire)
    {
        int needed = (wire.Length * 3) + Bcd.Room;
        if (_content.Length < needed)
            _content = new byte[needed];
        wire.CopyTo(_content);
        _used = wire.Length * 3;
    }

    /// <summary>Reads the field that starts at the position; returns where the next one does, or -1 when <see cref="Diagnose"/> has an objection.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int ReadField(int field, int position, int end)
    {
        FieldCodec codec = _codecs[field]!;
        int length = codec.IsFixed ? codec.MaxLength : codec.Measure(_content.AsSpan(position, end - position));
        int body = position + codec.PrefixBytes;
        int next = body + codec.BodyLength(length);
        if (length < 0 || next > end)
            return -1;
        int offset = body;
        if (!codec.IsVerbatim)
        {
            offset = end + (body * 2);
            int start = codec.Decode(_content.AsSpan(body), _content.AsSpan(offset), length);
            if (start < 0)
                return -1;
            offset += start;
        }
        else if (!codec.Characters.Allows(_content.AsSpan(body), length))
        {
            return -1;
        }

        _slots[field] = new Slot(offset, length);
        return codec.IsTlv && TlvCheck.Find(Content(field)) is not null ? -1 : next;
    }

    /// <summary>Says what is wrong with a field that could not be read.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Iso8583Error Diagnose(int field, int position, int end)
    {
        ReadOnlySpan<byte> wire = _content.AsSpan(0, end);
        FieldCodec codec = _codecs[field]!;
        FieldFault fault = codec.FindFault(wire[position..]);
        if (fault.IsFault)
            return FieldError(field, codec, fault, position + fault.At, wire);
        return TlvCheck.Find(Content(field)) is { } tlvFault
            ? TlvError(field, tlvFault, position + codec.PrefixBytes, Content(field))
            : throw new UnreachableException($"DE{field} was refused and has no fault.");
    }

    private static Iso8583Error FieldError(int field, FieldCodec codec, FieldFault fault, int at, ReadOnlySpan<byte> wire) => Fail(
        fault.Reason,
        $"DE{field}",
        at,
        wire,
        fault.Reason switch
        {
            ErrorReason.Truncated => $"breaks off: {fault.Actual} bytes remain",
            ErrorReason.BadLength => "has a length prefix that is not a length",
            ErrorReason.TooLong => $"declares {fault.Actual}, more than {codec.MaxLength}",
            ErrorReason.TooShort => $"declares {fault.Actual}, fewer than {codec.MinLength}",
            ErrorReason.BadPadding => "has an unused half-byte that is not its pad",
            _ => codec.Kind == FieldKind.B ? "has a character that is not hexadecimal" : $"has a character that {codec.Kind} does not allow",
        });

    private static Iso8583Error Fail(ErrorReason reason, string path, int at, ReadOnlySpan<byte> wire, string detail) =>
        new(reason, path, at, detail, ByteShape.Of(wire[Math.Min(at, wire.Length)..]));
}

/// <summary>How <see cref="Iso8583Message.Parse(Iso8583Spec, ReadOnlySpan{byte})"/> ended.</summary>
public abstract record ParseResult
{
    private ParseResult() { }

    /// <summary>Every field was read and is valid.</summary>
    public sealed record Parsed(Iso8583Message Message) : ParseResult;

    /// <summary>The bytes are not a message of the spec.</summary>
    public sealed record Malformed(Iso8583Error Error) : ParseResult;
}

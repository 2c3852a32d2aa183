using System.Buffers;
using System.Buffers.Binary;
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
        foreach (int field in announced)
        {
            if (ReadField(field, wire, ref position) is { } fieldError)
                return fieldError;
        }

        if (position != wire.Length)
            return Fail(ErrorReason.TrailingBytes, "Message", position, wire, $"has {wire.Length - position} bytes behind its last field");
        (_primary, _secondary) = (announced.Primary, announced.Secondary);
        return FindMissing();
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
    private void TakeBytes(ReadOnlySpan<byte> wire)
    {
        int needed = wire.Length * 3;
        if (_content.Length < needed)
            _content = new byte[needed];
        wire.CopyTo(_content);
        _used = wire.Length;
    }

    private Iso8583Error? ReadField(int field, ReadOnlySpan<byte> wire, ref int position)
    {
        FieldCodec codec = _codecs[field]!;
        FieldFault fault = default;
        int length = codec.MaxLength;
        int bodyStart = 0;
        int bodyLength = codec.FixedBodyLength;
        if (!codec.IsFixed)
            fault = codec.Measure(wire[position..], out length, out bodyStart, out bodyLength);
        if (!fault.IsFault && bodyLength > wire.Length - position - bodyStart)
            fault = new FieldFault(ErrorReason.Truncated, bodyStart, wire.Length - position - bodyStart);
        if (fault.IsFault)
            return FieldError(field, codec, fault, position + fault.At, wire);
        int body = position + bodyStart;
        int offset = body;
        if (codec.IsVerbatim)
        {
            int invalid = Charset.FirstInvalid(codec.Kind, wire[body..], length);
            if (invalid >= 0)
                return FieldError(field, codec, new FieldFault(ErrorReason.BadCharacter, 0, 0), body + invalid, wire);
        }
        else
        {
            offset = _used;
            _used += length;
            fault = codec.Decode(wire.Slice(body, bodyLength), _content.AsSpan(offset, length));
            if (fault.IsFault)
                return FieldError(field, codec, fault, body + fault.At, wire);
        }

        ReadOnlySpan<byte> content = _content.AsSpan(offset, length);
        if (codec.IsTlv && TlvCheck.Find(content) is { } tlvFault)
            return TlvError(field, tlvFault, body, content);
        _slots[field] = new Slot(offset, length);
        position = body + bodyLength;
        return null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
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

using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Composite.Iso8583.Encoding;
using Composite.Iso8583.Fields;
using Composite.Iso8583.Specs;

namespace Composite.Iso8583;

// Writing the message's bytes.
public sealed partial class Iso8583Message
{
    private const ulong SecondaryBitmapBit = 1UL << 63;

    /// <summary>Bytes that <see cref="TryWrite(Span{byte}, out int, out Iso8583Error?)"/> will write.</summary>
    public int EncodedLength()
    {
        int length = Spec.MtiBytes + (Spec.BitmapBytes * (_secondary == 0 ? 1 : 2));
        foreach (int field in Present)
            length += _codecs[field]!.EncodedLength(_slots[field].Length);
        return length;
    }

    /// <summary>Writes the message.</summary>
    /// <param name="destination">At least <see cref="EncodedLength"/> bytes, at most <see cref="Iso8583Spec.MaxMessageBytes"/>.</param>
    /// <param name="written">Bytes written; 0 on failure.</param>
    /// <param name="error">The refusal, a missing field or type, or a length; null on success.</param>
    public bool TryWrite(Span<byte> destination, out int written, [NotNullWhen(false)] out Iso8583Error? error)
    {
        written = 0;
        int room = Math.Min(destination.Length, Spec.MaxMessageBytes);
        error = FindWriteError(room);
        if (error is not null)
            return false;
        int end = WriteFields(destination[..room], WriteHeader(destination));
        if (end < 0)
            error = FindLengthError(room);
        else
            written = end;
        return end >= 0;
    }

    /// <summary>Writes the message to a buffer, which advances only on success.</summary>
    public bool TryWrite(IBufferWriter<byte> output, [NotNullWhen(false)] out Iso8583Error? error)
    {
        ArgumentNullException.ThrowIfNull(output);
        bool done = TryWrite(output.GetSpan(EncodedLength()), out int written, out error);
        if (done)
            output.Advance(written);
        return done;
    }

    /// <summary>Writes the message to a new array: convenient where allocating does not matter.</summary>
    public EncodeResult Encode()
    {
        byte[] bytes = new byte[EncodedLength()];
        return TryWrite(bytes, out _, out Iso8583Error? error) ? new EncodeResult.Encoded(bytes) : new EncodeResult.Refused(error);
    }

    private Iso8583Error? FindWriteError(int room)
    {
        if (Refusal is not null)
            return Refusal;
        if (!Mti.IsDefined)
            return new Iso8583Error(ErrorReason.BadMti, "MTI", 0, "no message type is set", string.Empty);
        return FindMissing() ?? (room < Spec.MtiBytes + (2 * Spec.BitmapBytes) && EncodedLength() > room ? FindLengthError(room) : null);
    }

    private Iso8583Error FindLengthError(int room)
    {
        int length = EncodedLength();
        return length > Spec.MaxMessageBytes
            ? new Iso8583Error(ErrorReason.MessageTooLong, "Message", 0, $"has {length} bytes, more than {Spec.MaxMessageBytes}", string.Empty)
            : new Iso8583Error(ErrorReason.DestinationTooSmall, "Message", 0, $"has {length} bytes, and there is room for {room}", string.Empty);
    }

    private Iso8583Error? FindMissing()
    {
        FieldSet missing = Spec.RequiredFor(Mti).Except(Present);
        if (missing.IsEmpty)
            return null;
        FieldSet.Enumerator first = missing.GetEnumerator();
        first.MoveNext();
        return new Iso8583Error(ErrorReason.MissingField, $"DE{first.Current}", 0, $"{Mti} requires DE {missing}", string.Empty);
    }

    /// <summary>Writes the fields behind the header; returns where they end, or -1 when one does not fit.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int WriteFields(Span<byte> destination, int start)
    {
        int position = start;
        foreach (int field in Present)
        {
            FieldCodec codec = _codecs[field]!;
            Slot slot = _slots[field];
            int fieldLength = codec.EncodedLength(slot.Length);
            if (fieldLength > destination.Length - position)
                return -1;
            codec.Encode(_content.AsSpan(slot.Offset), slot.Length, destination.Slice(position, fieldLength));
            position += fieldLength;
        }

        return position;
    }

    private int WriteHeader(Span<byte> destination)
    {
        Digits.Write(destination[..Spec.MtiBytes], Mti.Value, Spec.Definition.MtiEncoding);
        int position = Spec.MtiBytes;
        bool hasSecondary = _secondary != 0;
        WriteBitmap(destination[position..], hasSecondary ? _primary | SecondaryBitmapBit : _primary);
        position += Spec.BitmapBytes;
        if (!hasSecondary)
            return position;
        WriteBitmap(destination[position..], _secondary);
        return position + Spec.BitmapBytes;
    }

    private void WriteBitmap(Span<byte> destination, ulong bitmap)
    {
        if (Spec.Definition.BitmapEncoding == BitmapEncoding.Binary)
        {
            BinaryPrimitives.WriteUInt64BigEndian(destination, bitmap);
            return;
        }

        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, bitmap);
        _ = Convert.TryToHexString(bytes, destination, out _);
    }
}

/// <summary>How <see cref="Iso8583Message.Encode"/> ended.</summary>
public abstract record EncodeResult
{
    private EncodeResult() { }

    /// <summary>The message's bytes, without a frame.</summary>
    public sealed record Encoded(ReadOnlyMemory<byte> Bytes) : EncodeResult;

    /// <summary>The message is not valid.</summary>
    public sealed record Refused(Iso8583Error Error) : EncodeResult;
}

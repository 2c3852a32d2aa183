using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Composite.Iso8583.Encoding;
using Composite.Iso8583.Fields;

namespace Composite.Iso8583.Framing;

/// <summary>Writes frames to a buffer, such as a <see cref="System.IO.Pipelines.PipeWriter"/>; flushing is the caller's. Safe to share between connections.</summary>
public sealed class FrameWriter
{
    private readonly FrameFormat _format;

    /// <exception cref="ArgumentException">The format has problems.</exception>
    public FrameWriter(FrameFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        _format = format.Checked();
    }

    /// <summary>Encodes a message right into its frame. On failure nothing is written.</summary>
    public bool TryWrite(IBufferWriter<byte> output, Iso8583Message message, [NotNullWhen(false)] out Iso8583Error? error)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(message);
        int length = message.EncodedLength();
        if (length > _format.MaxMessageBytes)
        {
            error = new Iso8583Error(ErrorReason.MessageTooLong, "Message", 0, $"has {length} bytes, more than the frame's {_format.MaxMessageBytes}", string.Empty);
            return false;
        }

        int start = _format.LengthBytes + _format.Header.Length;
        Span<byte> frame = output.GetSpan(start + length);
        if (!message.TryWrite(frame[start..], out int written, out error))
            return false;
        WriteStart(frame, written, _format.Header.Span);
        output.Advance(start + written);
        return true;
    }

    /// <summary>Writes encoded bytes in a frame.</summary>
    /// <exception cref="ArgumentException">The payload is longer than the format's bound.</exception>
    public void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> payload) => Write(output, payload, _format.Header.Span);

    /// <summary>Writes encoded bytes in a frame with a header of its own, such as a TPDU with its addresses exchanged.</summary>
    /// <exception cref="ArgumentException">The payload is longer than the format's bound, or the header is not of the format's length.</exception>
    public void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> header)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (payload.Length > _format.MaxMessageBytes)
            throw new ArgumentException($"The payload has {payload.Length} bytes; the format allows {_format.MaxMessageBytes}.", nameof(payload));
        if (header.Length != _format.Header.Length)
            throw new ArgumentException($"The header has {header.Length} bytes; the format has {_format.Header.Length}.", nameof(header));
        int start = _format.LengthBytes + header.Length;
        Span<byte> frame = output.GetSpan(start + payload.Length);
        WriteStart(frame, payload.Length, header);
        payload.CopyTo(frame[start..]);
        output.Advance(start + payload.Length);
    }

    private void WriteStart(Span<byte> frame, int payloadLength, ReadOnlySpan<byte> header)
    {
        int declared = payloadLength + _format.Overhead;
        if (_format.LengthEncoding == FrameLengthEncoding.Binary2)
            BinaryPrimitives.WriteUInt16BigEndian(frame, (ushort)declared);
        else
            Digits.Write(frame[.._format.LengthBytes], declared, DigitEncoding.Ascii);
        header.CopyTo(frame[_format.LengthBytes..]);
    }
}

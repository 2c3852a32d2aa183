using System.Buffers;
using System.IO.Pipelines;
using Composite.Iso8583.Encoding;
using Composite.Iso8583.Fields;

namespace Composite.Iso8583.Framing;

/// <summary>Reads frames from a byte stream, however they are split or run together. One reader per connection, one read at a time.</summary>
public sealed class FrameReader
{
    private readonly PipeReader _input;
    private readonly FrameFormat _format;
    private byte[] _joined = [];
    private ReadOnlySequence<byte> _buffer;
    private SequencePosition _end;
    private bool _holdsFrame;

    /// <exception cref="ArgumentException">The format has problems.</exception>
    public FrameReader(PipeReader input, FrameFormat format)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(format);
        _input = input;
        _format = format.Checked();
    }

    /// <summary>A reader over a stream, which stays open.</summary>
    public static FrameReader Over(Stream stream, FrameFormat format) =>
        new(PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true)), format);

    /// <summary>Waits for the next frame. Errors of the transport pass through as its own exceptions.</summary>
    public async ValueTask<FrameRead> ReadAsync(CancellationToken cancellationToken)
    {
        ReleaseFrame();
        while (true)
        {
            ReadResult read = await _input.ReadAsync(cancellationToken);
            _buffer = read.Buffer;
            if (TryTake(out FrameRead frame))
                return frame;
            bool closed = read.IsCompleted;
            bool empty = _buffer.IsEmpty;
            _input.AdvanceTo(_buffer.Start, _buffer.End);
            if (read.IsCanceled)
                throw new OperationCanceledException("The read was cancelled at its pipe.");
            if (closed)
                return new FrameRead(empty ? FrameStatus.End : FrameStatus.Truncated, default, default, 0);
        }
    }

    private void ReleaseFrame()
    {
        if (!_holdsFrame)
            return;
        _holdsFrame = false;
        _input.AdvanceTo(_end);
    }

    /// <summary>True when the buffer's start decides: a whole frame, or a length that is refused.</summary>
    private bool TryTake(out FrameRead frame)
    {
        frame = default;
        if (_buffer.Length < _format.LengthBytes)
            return false;
        int declared = ReadLength();
        int payload = declared - _format.Overhead;
        if (declared < 0 || payload < 0 || payload > _format.MaxMessageBytes)
        {
            _input.AdvanceTo(_buffer.Start);
            FrameStatus refusal = payload > _format.MaxMessageBytes ? FrameStatus.TooLong : FrameStatus.BadLength;
            frame = new FrameRead(refusal, default, default, declared);
            return true;
        }

        int length = _format.Header.Length + payload;
        if (_buffer.Length < _format.LengthBytes + length)
            return false;
        ReadOnlySequence<byte> content = _buffer.Slice(_format.LengthBytes, length);
        ReadOnlyMemory<byte> whole = content.IsSingleSegment ? content.First : Join(content, length);
        _end = content.End;
        _holdsFrame = true;
        frame = new FrameRead(FrameStatus.Frame, whole[.._format.Header.Length], whole[_format.Header.Length..], declared);
        return true;
    }

    private int ReadLength()
    {
        Span<byte> bytes = stackalloc byte[_format.LengthBytes];
        _buffer.Slice(0, _format.LengthBytes).CopyTo(bytes);
        return _format.LengthEncoding == FrameLengthEncoding.Binary2
            ? (bytes[0] << 8) | bytes[1]
            : Digits.Read(bytes, DigitEncoding.Ascii);
    }

    private ReadOnlyMemory<byte> Join(ReadOnlySequence<byte> content, int length)
    {
        if (_joined.Length < length)
            _joined = new byte[_format.Header.Length + _format.MaxMessageBytes];
        content.CopyTo(_joined);
        return _joined.AsMemory(0, length);
    }
}

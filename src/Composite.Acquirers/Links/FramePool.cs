using System.Buffers;
using System.Collections.Concurrent;

namespace Composite.Acquirers.Links;

/// <summary>Keeps buffers of framed requests for reuse.</summary>
internal sealed class FramePool
{
    /// <summary>Most idle buffers.</summary>
    public const int Capacity = 256;

    private const int InitialBytes = 512;

    private readonly ConcurrentQueue<ArrayBufferWriter<byte>> _idle = new();

    public ArrayBufferWriter<byte> Rent() => _idle.TryDequeue(out ArrayBufferWriter<byte>? frame) ? frame : new ArrayBufferWriter<byte>(InitialBytes);

    /// <summary>Empties a buffer and keeps it while fewer than the capacity are idle. The caller must not use it again.</summary>
    public void Return(ArrayBufferWriter<byte> frame)
    {
        frame.Clear();
        if (_idle.Count < Capacity)
            _idle.Enqueue(frame);
    }
}

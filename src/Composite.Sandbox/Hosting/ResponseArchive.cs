using System.Buffers;
using System.Text;

namespace Composite.Sandbox.Hosting;

/// <summary>The answers that Composite gave, headers and bodies, up to a bound. Safe for many threads.</summary>
/// <param name="capacity">Most bytes that are kept.</param>
internal sealed class ResponseArchive(int capacity = ResponseArchive.MaxBytes)
{
    /// <summary>Bytes that are kept, if nothing else is said.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _content = new();

    /// <summary>False once an answer did not fit.</summary>
    public bool IsComplete { get; private set; } = true;

    public void Take(string headers, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(headers);
        lock (_gate)
        {
            if (_content.WrittenCount + headers.Length + body.Length > capacity)
            {
                IsComplete = false;
                return;
            }

            _content.Write(Encoding.UTF8.GetBytes(headers));
            _content.Write(body);
        }
    }

    public byte[] ToBytes()
    {
        lock (_gate)
            return _content.WrittenSpan.ToArray();
    }
}

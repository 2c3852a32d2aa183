namespace Composite.Exchange.Pack;

/// <summary>
/// Stands before a response's body: the zip library writes headers and the ends of files synchronously, a few bytes each, which a body
/// refuses. They wait here until the next asynchronous write or flush.
/// </summary>
internal sealed class BufferedTarget(Stream target) : Stream
{
    /// <summary>Most bytes that may wait; more would be content, and that comes asynchronously.</summary>
    public const int MaxWaiting = 4 * 1024 * 1024;

    private readonly MemoryStream _waiting = new();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush()
    {
        // What waits goes out with the next asynchronous write or flush.
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        await DrainAsync(cancellationToken);
        await target.FlushAsync(cancellationToken);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_waiting.Length + buffer.Length > MaxWaiting) throw new InvalidOperationException($"More than {MaxWaiting} bytes were written synchronously.");
        _waiting.Write(buffer);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await DrainAsync(cancellationToken);
        await target.WriteAsync(buffer, cancellationToken);
    }

    private async ValueTask DrainAsync(CancellationToken cancellationToken)
    {
        if (_waiting.Length == 0) return;
        await target.WriteAsync(_waiting.GetBuffer().AsMemory(0, (int)_waiting.Length), cancellationToken);
        _waiting.SetLength(0);
    }
}

using System.Text;
using System.Threading.Channels;
using Composite.Domain.Ports;

namespace Composite.Benchmarks.Journal;

/// <summary>The limit: the same bytes and the same queue, but only appended to a file and flushed, once per group.</summary>
internal sealed class RawLog : IAsyncDisposable
{
    private const int MaxGroupSize = 512;

    private readonly Channel<RawAppend> _queue = Channel.CreateBounded<RawAppend>(new BoundedChannelOptions(4096) { SingleReader = true });
    private readonly FileStream _file;
    private readonly TaskCompletionSource _stopped = new();
    private readonly List<RawAppend> _group = [];
    private readonly MemoryStream _bytes = new();

    public RawLog(string path)
    {
        _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        new Thread(Run) { IsBackground = true }.Start();
    }

    public async ValueTask AppendAsync(StreamAppend append)
    {
        var waiting = new RawAppend(append);
        await _queue.Writer.WriteAsync(waiting);
        await waiting.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.Complete();
        await _stopped.Task;
        await _file.DisposeAsync();
        await _bytes.DisposeAsync();
    }

    private void Run()
    {
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (_group.Count < MaxGroupSize && _queue.Reader.TryRead(out var append))
            {
                _group.Add(append);
                Write(append.Content);
            }

            _file.Write(_bytes.GetBuffer().AsSpan(0, (int)_bytes.Length));
            _file.Flush(flushToDisk: true);
            _bytes.SetLength(0);
            _group.ForEach(append => append.SetResult());
            _group.Clear();
        }

        _stopped.SetResult();
    }

    private void Write(StreamAppend append)
    {
        foreach (var newEvent in append.Events)
        {
            Write(append.Stream);
            Write(newEvent.Type);
            Write(newEvent.Subject!);
            Write(newEvent.Actor);
            _bytes.Write(newEvent.Payload.Span);
        }
    }

    private void Write(string text)
    {
        Span<byte> utf8 = stackalloc byte[256];
        _bytes.Write(utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
    }

    private sealed class RawAppend(StreamAppend content) : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public StreamAppend Content { get; } = content;
    }
}

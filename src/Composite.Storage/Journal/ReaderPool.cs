using System.Collections.Concurrent;
using Composite.Domain.Ports;

namespace Composite.Storage;

/// <summary>A bounded number of reading connections, opened as needed, and a bounded number of reads that wait for one.</summary>
/// <remarks>In WAL mode they see the last commit and block nobody. A read runs on its caller's thread: it is short and mostly from cache.</remarks>
internal sealed class ReaderPool(SqliteJournalOptions options) : IAsyncDisposable
{
    private readonly ConcurrentBag<JournalReader> _idle = [];
    private readonly SemaphoreSlim _free = new(options.MaxReaders);
    private int _waiting;
    private volatile bool _isClosed;

    /// <summary>Runs one read on a connection of its own.</summary>
    /// <exception cref="JournalUnavailableException">Overloaded, closed, or what the store's error means.</exception>
    public async ValueTask<T> ReadAsync<T>(Func<JournalReader, T> read, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken);
        try
        {
            return _isClosed ? throw SqliteFaults.Closed(options.Path) : Read(read);
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>Refuses new reads, waits for running ones, and closes the connections.</summary>
    /// <remarks>The semaphore stays: reads that still wait for it learn from it that the pool is closed.</remarks>
    public async ValueTask DisposeAsync()
    {
        _isClosed = true;
        for (var i = 0; i < options.MaxReaders; i++)
        {
            await _free.WaitAsync();
        }

        while (_idle.TryTake(out var reader))
        {
            reader.Dispose();
        }

        _free.Release(options.MaxReaders);
    }

    private async ValueTask EnterAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_free.Wait(0, CancellationToken.None))
        {
            return;
        }

        try
        {
            if (Interlocked.Increment(ref _waiting) > options.ReadQueueCapacity)
            {
                throw SqliteFaults.Overloaded(options.Path, "reads", options.ReadQueueCapacity);
            }

            await _free.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private T Read<T>(Func<JournalReader, T> read)
    {
        JournalReader? reader = null;
        try
        {
            reader = _idle.TryTake(out var idle) ? idle : new JournalReader(options);
            var answer = read(reader);
            _idle.Add(reader);
            return answer;
        }
        catch (SqliteErrorException error)
        {
            // A connection that met an error is not used again: it may hold a view of a file that was replaced.
            reader?.Dispose();
            throw SqliteFaults.ToFault(options.Path, error);
        }
    }
}

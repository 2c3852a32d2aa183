using Composite.Domain.Ports;

namespace Composite.Storage.Conformance;

/// <summary>An implementation on a store of its own, empty at first, gone when disposed.</summary>
public abstract class JournalUnderTest : IAsyncDisposable
{
    /// <summary>The journal; another instance after <see cref="ReopenAsync"/>.</summary>
    public abstract IJournal Journal { get; }

    /// <summary>Closes the journal and opens it again on the same store.</summary>
    public abstract ValueTask ReopenAsync();

    /// <summary>From now on the store itself refuses to write, until the answer is disposed.</summary>
    public abstract ValueTask<IAsyncDisposable> BreakAsync();

    public abstract ValueTask DisposeAsync();
}

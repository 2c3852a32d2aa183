namespace Composite.Storage.Tests;

/// <summary>Holds the writer at its commits, so that a test decides what waits in the queue.</summary>
internal sealed class CommitGate(CommitStep at = CommitStep.BeforeCommit) : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _reached = new(0);
    private readonly SemaphoreSlim _passes = new(0);
    private volatile bool _isOpen;

    /// <summary>To be the options' probe.</summary>
    public void Hold(CommitStep step)
    {
        if (step == at && !_isOpen)
        {
            _reached.Release();
            if (!_passes.Wait(s_patience))
            {
                throw new TimeoutException("The test never let the commit pass.");
            }
        }
    }

    /// <summary>Waits until the writer stands at a commit.</summary>
    public async Task ReachedAsync()
    {
        if (!await _reached.WaitAsync(s_patience))
        {
            throw new TimeoutException("The writer never came to a commit.");
        }
    }

    public void PassOne() => _passes.Release();

    public void Open()
    {
        _isOpen = true;
        _passes.Release();
    }

    public void Dispose()
    {
        _reached.Dispose();
        _passes.Dispose();
    }
}

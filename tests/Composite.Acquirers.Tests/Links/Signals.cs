namespace Composite.Acquirers.Tests.Links;

/// <summary>Keeps what happened, and lets a test wait for what is yet to happen.</summary>
internal sealed class Signals<TBase>
    where TBase : class
{
    private readonly Lock _gate = new();
    private readonly List<TBase> _all = [];
    private readonly List<TBase> _pending = [];
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Add(TBase one)
    {
        lock (_gate)
        {
            _all.Add(one);
            _pending.Add(one);
            _more.TrySetResult();
        }
    }

    public IReadOnlyList<TBase> All()
    {
        lock (_gate)
        {
            return [.. _all];
        }
    }

    public async Task<T> NextAsync<T>(Func<T, bool>? match = null)
        where T : TBase
    {
        while (true)
        {
            Task more;
            lock (_gate)
            {
                if (_pending.OfType<T>().FirstOrDefault(one => match is null || match(one)) is { } found)
                {
                    _pending.Remove(found);
                    return found;
                }

                if (_more.Task.IsCompleted)
                    _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                more = _more.Task;
            }

            try
            {
                await more.WaitAsync(LinkScene.Patience);
            }
            catch (TimeoutException)
            {
                throw new TimeoutException($"No {typeof(T).Name} within {LinkScene.Patience}; there were: {string.Join(" | ", All())}");
            }
        }
    }
}

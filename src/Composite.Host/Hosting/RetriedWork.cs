namespace Composite.Host.Hosting;

/// <summary>Work in the background that begins again, after a wait, when what it relies on is not there. Any other fault is a bug and ends the process.</summary>
internal abstract partial class RetriedWork(TimeProvider time, ILogger logger) : BackgroundService
{
    /// <summary>How long it waits before it begins again.</summary>
    protected abstract TimeSpan RetryIn { get; }

    /// <summary>What is not done meanwhile, for the log.</summary>
    protected abstract string Undone { get; }

    /// <summary>Does the work; it is done when this returns.</summary>
    protected abstract Task RunAsync(CancellationToken stoppingToken);

    /// <summary>True for a fault that passes.</summary>
    protected abstract bool Passes(Exception fault);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunAsync(stoppingToken);
                return;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) when (Passes(fault))
            {
                LogUndone(logger, Undone, fault.Message);
                await Task.Delay(RetryIn, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "{Undone}: {Reason}")]
    private static partial void LogUndone(ILogger logger, string undone, string reason);
}

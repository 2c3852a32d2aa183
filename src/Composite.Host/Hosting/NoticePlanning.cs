using Composite.Contracts.Notices;
using Composite.Domain;
using Composite.Domain.Ports;

namespace Composite.Host.Hosting;

/// <summary>Sees to it that the planning of notices was begun; its due work then keeps it going.</summary>
internal sealed partial class NoticePlanning(IGrainFactory grains, TimeProvider time, ILogger<NoticePlanning> logger) : BackgroundService
{
    private static readonly TimeSpan RetryIn = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await grains.GetGrain<INoticesGrain>(Streams.Only).StartAsync(stoppingToken);
                return;
            }
            catch (Exception e) when (e is JournalUnavailableException or TimeoutException or OrleansException)
            {
                LogNotBegun(logger, e.Message);
                await Task.Delay(RetryIn, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The planning of notices could not be begun: {Reason}")]
    private static partial void LogNotBegun(ILogger logger, string reason);
}

using Composite.Domain.Ports;
using Composite.Storage.Projections;

namespace Composite.Host.Hosting;

/// <summary>Keeps the lists up with the journal. They decide nothing: while they lag, payments go on.</summary>
internal sealed partial class ReadModelFollower(SqliteReadModel readModel, TimeProvider time, ILogger<ReadModelFollower> logger) : BackgroundService
{
    private static readonly TimeSpan RetryIn = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await readModel.FollowAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is JournalUnavailableException or System.Data.Common.DbException)
            {
                LogBehind(logger, e.Message);
                await Task.Delay(RetryIn, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The lists fall behind the journal: {Reason}")]
    private static partial void LogBehind(ILogger logger, string reason);
}

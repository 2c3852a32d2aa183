using Composite.Contracts.Notices;
using Composite.Domain;
using Composite.Domain.Ports;

namespace Composite.Host.Hosting;

/// <summary>Sees to it that the planning of notices was begun; its due work then keeps it going.</summary>
internal sealed class NoticePlanning(IGrainFactory grains, TimeProvider time, ILogger<NoticePlanning> logger) : RetriedWork(time, logger)
{
    protected override TimeSpan RetryIn => TimeSpan.FromSeconds(5);

    protected override string Undone => "The planning of notices could not be begun";

    protected override Task RunAsync(CancellationToken stoppingToken) => grains.GetGrain<INoticesGrain>(Streams.Only).StartAsync(stoppingToken);

    protected override bool Passes(Exception fault) => fault is JournalUnavailableException or TimeoutException or OrleansException;
}

using System.Data.Common;
using Composite.Domain.Ports;
using Composite.Storage.Projections;

namespace Composite.Host.Hosting;

/// <summary>Keeps the lists up with the journal. They decide nothing: while they lag, payments go on.</summary>
internal sealed class ReadModelFollower(SqliteReadModel readModel, TimeProvider time, ILogger<ReadModelFollower> logger) : RetriedWork(time, logger)
{
    protected override TimeSpan RetryIn => TimeSpan.FromSeconds(1);

    protected override string Undone => "The lists fall behind the journal";

    protected override Task RunAsync(CancellationToken stoppingToken) => readModel.FollowAsync(stoppingToken);

    protected override bool Passes(Exception fault) => fault is JournalUnavailableException or DbException;
}

using Composite.Domain;
using Composite.Domain.Ports;

namespace Composite.Sandbox.Seeding.DataSet;

/// <summary>What was written.</summary>
internal sealed record DataSetSize(int Solutions, int Components, int Versions, int Merchants, int Devices, int Payments, long Events);

/// <summary>Writes a whole data set through a journal, day by day, as it would have been recorded.</summary>
internal static class DataSetWriter
{
    /// <param name="journal">An empty journal.</param>
    /// <param name="plan">How large, and of which seed.</param>
    /// <param name="progress">Is told the part that is written, 0 to 1.</param>
    /// <param name="cancellationToken">Ends it; what is written then is of no use.</param>
    public static async Task<DataSetSize> WriteAsync(IJournal journal, DataSetPlan plan, IProgress<double> progress, CancellationToken cancellationToken)
    {
        Catalogue catalogue = new(plan);
        CatalogueFacts facts = new(plan, catalogue);
        JournalFeeder feeder = new(journal);
        FleetFacts fleet = new(plan, catalogue, new FleetPlan(plan), feeder);
        PaymentFacts payments = new(plan, fleet, feeder);
        Dictionary<string, long> versions = new(StringComparer.Ordinal);
        for (int day = 0; day < DataSetPlan.Days; day++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach ((string stream, IEvent @event) in facts.Of(day))
            {
                long version = versions.GetValueOrDefault(stream);
                await feeder.AddAsync(stream, version, plan.At(day, 7), @event);
                versions[stream] = version + 1;
            }

            await feeder.SendAsync();
            await fleet.WriteAsync(day);
            await payments.WriteAsync(day);
            progress.Report((day + 1.0) / DataSetPlan.Days);
        }

        await feeder.FinishAllAsync();
        return new DataSetSize(
            plan.Solutions, plan.Components, plan.Components * DataSetPlan.VersionsPerComponent, plan.Merchants, plan.Devices, plan.Payments, feeder.Written);
    }
}

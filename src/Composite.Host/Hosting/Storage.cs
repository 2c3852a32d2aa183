using Composite.Domain.Ports;
using Composite.Storage;
using Composite.Storage.Projections;

namespace Composite.Host.Hosting;

/// <summary>What outlives the process: the journal, and the lists that are derived from it.</summary>
internal static class Storage
{
    public static void AddCompositeStorage(this WebApplicationBuilder builder)
    {
        // Opened when first asked for, which the start does before anything else; a journal that can't be opened ends the start.
        builder.Services.AddSingleton(provider => SqliteJournal.OpenAsync(
            new SqliteJournalOptions { Path = provider.GetRequiredService<DataFolder>().Journal }, provider.GetRequiredService<TimeProvider>()).AsTask().GetAwaiter().GetResult());
        builder.Services.AddSingleton<IJournal>(provider => provider.GetRequiredService<SqliteJournal>());
        builder.Services.AddSingleton(provider => new SqliteReadModel(
            provider.GetRequiredService<DataFolder>().ReadModel, provider.GetRequiredService<IJournal>(), provider.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<IReadModel>(provider => provider.GetRequiredService<SqliteReadModel>());
        builder.Services.AddSingleton<IFleet>(provider => provider.GetRequiredService<SqliteReadModel>());
        builder.Services.AddHostedService<ReadModelFollower>();
    }
}

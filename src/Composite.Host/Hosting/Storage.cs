using Composite.Domain.Ports;
using Composite.Host.Options;
using Composite.Storage;
using Composite.Storage.Evidence;
using Composite.Storage.Projections;
using Microsoft.Extensions.Options;

namespace Composite.Host.Hosting;

/// <summary>What outlives the process: the journal, the lists that are derived from it, and the evidence vault.</summary>
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
        builder.Services.AddSingleton<IEvidenceVault>(provider => FolderEvidenceVault.Open(Vault(provider)));
    }
    private static EvidenceVaultOptions Vault(IServiceProvider provider)
    {
        EvidenceOptions options = provider.GetRequiredService<IOptions<EvidenceOptions>>().Value;
        return new() { Path = provider.GetRequiredService<DataFolder>().Evidence, MaxDocumentBytes = options.MaxDocumentBytes, MaxTotalBytes = options.MaxTotalBytes };
    }
}

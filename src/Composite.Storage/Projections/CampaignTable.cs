using Composite.Domain;
using Composite.Domain.Events;
using Composite.Domain.Ports;

namespace Composite.Storage.Projections;

/// <summary>How many devices, of how many merchants, ran each version when a case's campaign began: what its progress is measured by.</summary>
internal sealed class CampaignTable : IDisposable
{
    private const string Started = "case.campaign-started.v1";
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _copy;

    public CampaignTable(SqliteDatabase database)
    {
        _insert = database.Prepare("INSERT INTO campaign VALUES (?, ?)");
        _copy = database.Prepare(
            """
            INSERT INTO campaign_fleet
            SELECT ?, part, devices, merchants FROM fleet_part JOIN fleet_history h USING (part)
            WHERE version <> '' AND devices > 0 AND day = (SELECT max(day) FROM fleet_history WHERE part = h.part)
            """);
    }

    /// <summary>The event of a case that begins a campaign, or null.</summary>
    public static IEvent? Read(RecordedEvent recorded) => recorded.Type == Started ? EventCodec.Decode(recorded) : null;

    /// <summary>Keeps the counts as they are; everything before must have been written.</summary>
    /// <param name="caseId">The case.</param>
    /// <param name="position">The event's place in the journal.</param>
    public void Begin(string caseId, long position)
    {
        _insert.Bind(1, position).BindText(2, caseId).Run();
        _copy.Bind(1, position).Run();
    }

    public void Dispose()
    {
        _insert.Dispose();
        _copy.Dispose();
    }
}

using Composite.Domain;
using Composite.Domain.Payments;
using Composite.Domain.Ports;

namespace Composite.Storage.Projections;

/// <summary>Applies pages of events to the read model, several in one transaction, with the position that they reach.</summary>
/// <remarks>
/// What is begun and not committed is gone when the process dies, and its position with it: it is read again. After a failure this writer is of
/// no use any more, since what its tables hold in memory may be ahead of the file. Dispose it, which takes back what was not committed, and
/// make a new one.
/// </remarks>
internal sealed class ReadModelWriter : IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly SqliteStatement _setPosition;
    private readonly SliceTable _slices;
    private readonly FleetTable _fleet;
    private readonly MerchantTable _merchants;
    private readonly DeviceTable _devices;
    private readonly PaymentTable _payments;
    private readonly CampaignTable _campaigns;

    public ReadModelWriter(SqliteDatabase database)
    {
        _database = database;
        _setPosition = database.Prepare("UPDATE progress SET position = ?");
        _slices = new SliceTable(database);
        _fleet = new FleetTable(database, _slices);
        _merchants = new MerchantTable(database);
        _devices = new DeviceTable(database, _slices, _fleet, _merchants);
        _payments = new PaymentTable(database, _slices, _devices);
        _campaigns = new CampaignTable(database);
    }

    /// <summary>Events applied since the last commit, those that concern no list included.</summary>
    public int Uncommitted { get; private set; }

    /// <summary>Applies a page; the first since the last commit begins a transaction.</summary>
    public void Apply(ReadModelPage page)
    {
        if (!_database.IsInTransaction) _database.Execute("BEGIN");
        foreach ((string category, string id, IEvent @event, RecordedEvent recorded) in page.Events)
        {
            Apply(category, id, @event, recorded);
        }

        Uncommitted += page.Count;
    }

    /// <summary>Writes what was gathered and commits it together with the position.</summary>
    public void Commit(long position)
    {
        _devices.Flush();
        _fleet.Flush();
        _merchants.Flush();
        _payments.Flush();
        _setPosition.Bind(1, position).Run();
        _database.Execute("COMMIT");
        Uncommitted = 0;
    }

    public void Dispose()
    {
        if (_database.IsInTransaction) _database.Execute("ROLLBACK");
        _setPosition.Dispose();
        _campaigns.Dispose();
        _payments.Dispose();
        _devices.Dispose();
        _merchants.Dispose();
        _fleet.Dispose();
        _slices.Dispose();
    }

    private void Apply(string category, string id, IEvent @event, RecordedEvent recorded)
    {
        switch (category)
        {
            case Streams.Merchant:
                _merchants.Apply(id, @event, recorded.RecordedAt.UtcTicks);
                break;
            case Streams.Device:
                _devices.Apply(id, @event, Days.Of(recorded.RecordedAt.UtcTicks));
                break;
            case Streams.Case:
                _fleet.Flush();
                _campaigns.Begin(id, recorded.Position);
                break;
            default:
                _payments.Apply(id, (IPaymentEvent)@event, recorded);
                break;
        }
    }
}

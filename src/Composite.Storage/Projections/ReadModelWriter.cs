using Composite.Domain;
using Composite.Domain.Payments;
using Composite.Domain.Ports;

namespace Composite.Storage.Projections;

/// <summary>Applies a page of events to the read model in one transaction, with the position that they reach.</summary>
/// <remarks>
/// After a failure this writer is of no use any more: what its tables hold in memory may be ahead of the file. Make a new one.
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

    public void Apply(ReadModelPage page)
    {
        _database.Execute("BEGIN");
        foreach ((string category, string id, IEvent @event, RecordedEvent recorded) in page.Events)
        {
            Apply(category, id, @event, recorded);
        }

        _devices.Flush();
        _fleet.Flush();
        _merchants.Flush();
        _payments.Flush();
        _setPosition.Bind(1, page.Position).Run();
        _database.Execute("COMMIT");
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

using Composite.Domain;
using Composite.Domain.Events;
using Composite.Domain.Merchants;
using Composite.Domain.Ports;

namespace Composite.Storage.Projections;

/// <summary>The merchants' list, and the numbers by which devices name merchants.</summary>
internal sealed class MerchantTable : IDisposable
{
    // Only these change the list: a merchant's other events need not even be read.
    private const string Registered = "merchant.registered.v1";
    private const string Identified = "merchant.identified.v1";
    private const string Guided = "merchant.guidance-acknowledged.v1";
    private const string Terminal = "merchant.terminal-created.v1";
    private const string Approved = "merchant.approved.v1";
    private const string Suspended = "merchant.suspended.v1";

    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _addTerminals;
    private readonly SqliteStatement _find;
    private readonly SqliteStatement _update;
    private readonly ApprovedMerchantsTable _approved;
    private readonly SqliteStatement _findNumber;
    private readonly SqliteStatement _insertNumber;
    private readonly Dictionary<string, long> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _terminals = new(StringComparer.Ordinal);
    private long _lastNumber;

    public MerchantTable(SqliteDatabase database)
    {
        _insert = database.Prepare("INSERT INTO merchant VALUES (?, ?, ?, ?, ?, 0, 0, 0)");
        _addTerminals = database.Prepare("UPDATE merchant SET terminals = terminals + ? WHERE merchant_id = ?");
        _find = database.Prepare("SELECT status, identified, guided FROM merchant WHERE merchant_id = ?");
        _update = database.Prepare("UPDATE merchant SET status = ?, identified = ?, guided = ? WHERE merchant_id = ?");
        _approved = new ApprovedMerchantsTable(database);
        _findNumber = database.Prepare("SELECT no FROM merchant_number WHERE merchant_id = ?");
        _insertNumber = database.Prepare("INSERT INTO merchant_number VALUES (?, ?)");
        _lastNumber = database.QueryInteger("SELECT coalesce(max(no), 0) FROM merchant_number");
    }

    /// <summary>The event of a merchant that changes the list, or null.</summary>
    public static IEvent? Read(RecordedEvent recorded) => recorded.Type is Registered or Identified or Guided or Terminal or Approved or Suspended ? EventCodec.Decode(recorded) : null;

    public void Apply(string id, IEvent @event, long utcTicks)
    {
        switch (@event)
        {
            case MerchantRegistered e:
                _insert.BindText(1, id).BindText(2, e.SolutionId).BindText(3, e.TradingName).BindText(4, e.Mcc).BindText(5, nameof(MerchantStatus.Registered)).Run();
                break;
            case TerminalCreated:
                _terminals[id] = _terminals.GetValueOrDefault(id) + 1;
                break;
            default:
                Change(id, @event, utcTicks);
                break;
        }
    }

    /// <summary>The merchant's number; a new one when it has none, also where its registration was never seen.</summary>
    public long Number(string id)
    {
        if (_numbers.TryGetValue(id, out long known)) return known;
        long number = _findNumber.BindText(1, id).Step() ? _findNumber.Integer(0) : 0;
        _findNumber.Reset();
        if (number == 0)
        {
            number = ++_lastNumber;
            _insertNumber.Bind(1, number).BindText(2, id).Run();
        }

        _numbers.Add(id, number);
        return number;
    }

    /// <summary>Writes what was gathered, and forgets the transaction's merchants.</summary>
    public void Flush()
    {
        foreach ((string id, int count) in _terminals) _addTerminals.Bind(1, count).BindText(2, id).Run();
        _terminals.Clear();
        _numbers.Clear();
    }

    public void Dispose()
    {
        foreach (SqliteStatement statement in (SqliteStatement[])[_insert, _addTerminals, _find, _update, _findNumber, _insertNumber]) statement.Dispose();
        _approved.Dispose();
    }

    // A merchant whose registration was never seen is in no list.
    private void Change(string id, IEvent @event, long utcTicks)
    {
        bool isKnown = _find.BindText(1, id).Step();
        Standing before = isKnown ? new Standing(Enum.Parse<MerchantStatus>(_find.Text(0)), _find.Integer(1) != 0, _find.Integer(2) != 0) : default;
        _find.Reset();
        if (!isKnown) return;
        Standing after = @event switch
        {
            MerchantIdentified => before with { IsIdentified = true },
            GuidanceAcknowledged => before with { IsGuided = true },
            MerchantApproved => before with { Status = MerchantStatus.Active },
            _ => before with { Status = MerchantStatus.Suspended },
        };
        if (after == before) return;
        _update.BindText(1, after.Status.ToString()).Bind(2, after.IsIdentified ? 1 : 0).Bind(3, after.IsGuided ? 1 : 0).BindText(4, id).Run();
        if (before.Status == MerchantStatus.Active) _approved.Add(-1, before.IsIdentified, before.IsGuided, utcTicks);
        if (after.Status == MerchantStatus.Active) _approved.Add(+1, after.IsIdentified, after.IsGuided, utcTicks);
    }

    private readonly record struct Standing(MerchantStatus Status, bool IsIdentified, bool IsGuided);
}

namespace Composite.Storage.Projections;

/// <summary>How many merchants may accept payments, and of how many what is missing, from each instant on which that changed.</summary>
internal sealed class ApprovedMerchantsTable : IDisposable
{
    private readonly SqliteStatement _put;
    private long _at;
    private long _merchants;
    private long _notIdentified;
    private long _withoutGuidance;

    public ApprovedMerchantsTable(SqliteDatabase database)
    {
        _put = database.Prepare("INSERT OR REPLACE INTO approved_merchants VALUES (?, ?, ?, ?)");
        using SqliteStatement last = database.Prepare("SELECT at, merchants, not_identified, without_guidance FROM approved_merchants ORDER BY at DESC LIMIT 1");
        if (last.Step()) (_at, _merchants, _notIdentified, _withoutGuidance) = (last.Integer(0), last.Integer(1), last.Integer(2), last.Integer(3));
    }

    /// <summary>A merchant came among those that may accept payments (+1), or left them (-1).</summary>
    /// <param name="change">+1 or -1.</param>
    /// <param name="isIdentified">Whether somebody established who it is.</param>
    /// <param name="isGuided">Whether it acknowledged the guidance.</param>
    /// <param name="utcTicks">When; a clock that goes back changes no instant that is over.</param>
    public void Add(int change, bool isIdentified, bool isGuided, long utcTicks)
    {
        _at = Math.Max(_at, utcTicks);
        _merchants += change;
        if (!isIdentified) _notIdentified += change;
        if (!isGuided) _withoutGuidance += change;
        _put.Bind(1, _at).Bind(2, _merchants).Bind(3, _notIdentified).Bind(4, _withoutGuidance).Run();
    }

    public void Dispose() => _put.Dispose();
}

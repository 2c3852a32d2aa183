using Composite.Domain.Ports;

namespace Composite.Storage.Projections;

/// <summary>The worst group of each merchant that has devices in grouped slices: a byte a merchant, found in one pass over the slices.</summary>
internal sealed class AffectedMerchants
{
    private readonly byte[] _worst;
    private readonly int[] _solutionOf;
    private readonly List<string> _solutions = [];
    private readonly Dictionary<string, byte[]> _byAcquirer = new(StringComparer.Ordinal);

    private AffectedMerchants(long lastNumber) => (_worst, _solutionOf) = (new byte[lastNumber + 1], new int[lastNumber + 1]);

    public static AffectedMerchants Find(SqliteDatabase database, SliceGroups groups)
    {
        AffectedMerchants affected = new(database.QueryInteger("SELECT coalesce(max(no), 0) FROM merchant_number"));
        using SqliteStatement parties = database.Prepare("SELECT solution_id, acquirer_id FROM slice WHERE slice = ?");
        using SqliteStatement merchants = database.Prepare("SELECT merchant FROM fleet WHERE slice = ?");

        // The worst group first: what a merchant is found in first, it stays in.
        foreach ((int slice, int group) in groups.GroupOf.OrderBy(g => g.Value))
        {
            if (parties.Bind(1, slice).Step()) affected.Add(merchants.Bind(1, slice), (byte)(group + 1), parties.Text(0), parties.Text(1));
            parties.Reset();
        }

        return affected;
    }

    /// <summary>The merchant's group, or null when it is in none.</summary>
    public int? GroupOf(long merchant) => _worst[merchant] == 0 ? null : _worst[merchant] - 1;

    public MerchantCounts Count(int groups, long position)
    {
        long[][] bySolution = [.. _solutions.Select(_ => new long[groups])];
        for (int merchant = 0; merchant < _worst.Length; merchant++)
        {
            if (_worst[merchant] != 0) bySolution[_solutionOf[merchant]][_worst[merchant] - 1]++;
        }

        return new MerchantCounts(
            Histogram(_worst, groups),
            _solutions.Select((id, i) => (id, i)).ToDictionary(s => s.id, s => (IReadOnlyList<long>)bySolution[s.i], StringComparer.Ordinal),
            _byAcquirer.ToDictionary(a => a.Key, a => (IReadOnlyList<long>)Histogram(a.Value, groups), StringComparer.Ordinal),
            position);
    }

    private static long[] Histogram(byte[] worst, int groups)
    {
        long[] counts = new long[groups];
        foreach (byte group in worst)
        {
            if (group != 0) counts[group - 1]++;
        }

        return counts;
    }

    // A merchant belongs to one solution, and may have devices with several acquirers.
    private void Add(SqliteStatement merchants, byte group, string solutionId, string acquirerId)
    {
        int solution = _solutions.IndexOf(solutionId);
        if (solution < 0)
        {
            solution = _solutions.Count;
            _solutions.Add(solutionId);
        }

        if (!_byAcquirer.TryGetValue(acquirerId, out byte[]? ofAcquirer)) _byAcquirer.Add(acquirerId, ofAcquirer = new byte[_worst.Length]);
        while (merchants.Step())
        {
            long merchant = merchants.Integer(0);
            if (_worst[merchant] == 0) (_worst[merchant], _solutionOf[merchant]) = (group, solution);
            if (ofAcquirer[merchant] == 0) ofAcquirer[merchant] = group;
        }

        merchants.Reset();
    }
}

namespace Composite.Sandbox.Acquirer;

/// <summary>The acquirer's own book, made from nothing but the messages that reached it. Safe for many threads.</summary>
public sealed class AcquirerLedger : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<LedgerKey, LedgerEntry> _entries = [];
    private readonly HashSet<LedgerKey> _reversedBeforehand = [];
    private readonly LedgerFile? _file;
    private int _duplicates;
    private int _repeatedReversals;
    private int _unmatchedReversals;
    private int _undecryptable;

    /// <param name="path">File to append to; what it holds already is taken up. Null for memory only.</param>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="InvalidDataException">A line in its midst is not a ledger line.</exception>
    public AcquirerLedger(string? path = null)
    {
        if (path is null)
            return;
        foreach (LedgerLine line in LedgerFile.Read(path))
            Apply(line);
        _file = new LedgerFile(path);
    }

    /// <summary>All entries, in the order of terminal and trace number.</summary>
    public IReadOnlyList<LedgerEntry> Entries()
    {
        lock (_gate)
        {
            return [.. _entries.Values.OrderBy(entry => entry.Key.Tid, StringComparer.Ordinal).ThenBy(entry => entry.Key.Stan)];
        }
    }

    public LedgerReport Report()
    {
        lock (_gate)
        {
            return new LedgerReport(
                _entries.Values.Count(entry => entry.State == LedgerState.Authorised), _entries.Values.Count(entry => entry.State == LedgerState.Declined),
                _entries.Values.Count(entry => entry.State == LedgerState.Reversed),
                _entries.Values.Where(entry => entry.State == LedgerState.Authorised).Sum(entry => entry.AmountMinor),
                _duplicates, _repeatedReversals, _unmatchedReversals, _undecryptable);
        }
    }

    /// <summary>Holds what stands here against what Composite holds approved.</summary>
    public LedgerBalance Compare(IEnumerable<LedgerReference> approved)
    {
        ArgumentNullException.ThrowIfNull(approved);
        HashSet<LedgerReference> expected = [.. approved];
        HashSet<LedgerReference> standing;
        lock (_gate)
        {
            standing = [.. _entries.Values.Where(entry => entry.State == LedgerState.Authorised).Select(entry => new LedgerReference(entry.Key.Tid, entry.Rrn))];
        }

        return new LedgerBalance([.. expected.Where(one => !standing.Contains(one))], [.. standing.Where(one => !expected.Contains(one))]);
    }

    /// <summary>True when exactly the payments given stand authorised here.</summary>
    public bool IsBalanced(IEnumerable<LedgerReference> approved) => Compare(approved).IsBalanced;

    public void Dispose() => _file?.Dispose();

    /// <summary>Enters a request's decision, unless the request is known: then the entry of the first time, which is answered again.</summary>
    /// <param name="key">The request.</param>
    /// <param name="decide">Makes the entry; told whether the request was reversed before it came.</param>
    /// <param name="undecryptable">True to count it so.</param>
    public (LedgerEntry Entry, bool Duplicate) Enter(LedgerKey key, Func<bool, LedgerEntry> decide, bool undecryptable)
    {
        ArgumentNullException.ThrowIfNull(decide);
        lock (_gate)
        {
            if (_entries.TryGetValue(key, out LedgerEntry? known))
            {
                Write(new LedgerLine(LedgerLineKind.Duplicate, key, null));
                return (known, true);
            }

            LedgerEntry entry = decide(_reversedBeforehand.Contains(key));
            Write(new LedgerLine(undecryptable ? LedgerLineKind.Undecryptable : LedgerLineKind.Entered, key, entry));
            return (entry, false);
        }
    }

    /// <summary>Reverses a request. False when it never came; should it come yet, it is declined.</summary>
    public bool Reverse(LedgerKey original)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(original, out LedgerEntry? entry))
            {
                Write(new LedgerLine(LedgerLineKind.UnmatchedReversal, original, null));
                return false;
            }

            Write(entry.State == LedgerState.Authorised
                ? new LedgerLine(LedgerLineKind.Reversed, original, entry with { State = LedgerState.Reversed })
                : new LedgerLine(LedgerLineKind.RepeatedReversal, original, null));
            return true;
        }
    }

    private void Write(LedgerLine line)
    {
        _file?.Append(line);
        Apply(line);
    }

    private void Apply(LedgerLine line)
    {
        if (line.Entry is { } entry)
            _entries[line.Key] = entry;
        switch (line.Kind)
        {
            case LedgerLineKind.Duplicate:
                _duplicates++;
                break;
            case LedgerLineKind.RepeatedReversal:
                _repeatedReversals++;
                break;
            case LedgerLineKind.UnmatchedReversal:
                _unmatchedReversals++;
                _reversedBeforehand.Add(line.Key);
                break;
            case LedgerLineKind.Undecryptable:
                _undecryptable++;
                break;
            case LedgerLineKind.Entered:
            case LedgerLineKind.Reversed:
            default:
                break;
        }
    }
}

/// <summary>How the ledger and Composite's view differ.</summary>
/// <param name="Missing">Approved with Composite and not standing here.</param>
/// <param name="Unexpected">Standing here and not approved with Composite: the cardholder would pay for nothing.</param>
public sealed record LedgerBalance(IReadOnlyList<LedgerReference> Missing, IReadOnlyList<LedgerReference> Unexpected)
{
    public bool IsBalanced => Missing.Count == 0 && Unexpected.Count == 0;
}

using Composite.Sandbox.Acquirer;

namespace Composite.Sandbox.Tests.Acquirer;

public sealed class AcquirerLedgerTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"ledger-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}.jsonl");

    [Fact]
    public void Enter_SameKeyAgain_ReturnsTheFirstDecisionAndCounts()
    {
        using AcquirerLedger ledger = new();
        (LedgerEntry first, bool firstIsDuplicate) = Enter(ledger, 1);

        (LedgerEntry again, bool duplicate) = ledger.Enter(Key(1), _ => Entry(1, LedgerState.Declined), undecryptable: false);

        Assert.False(firstIsDuplicate);
        Assert.True(duplicate);
        Assert.Same(first, again);
        Assert.Equal((1, 0, 1), (ledger.Report().Authorised, ledger.Report().Declined, ledger.Report().DuplicateRequests));
    }

    [Fact]
    public void Reverse_TwiceAndOfWhatNeverCame_IsToldApart()
    {
        using AcquirerLedger ledger = new();
        Enter(ledger, 1);

        Assert.True(ledger.Reverse(Key(1)));
        Assert.True(ledger.Reverse(Key(1)));
        Assert.False(ledger.Reverse(Key(2)));

        LedgerReport report = ledger.Report();
        Assert.Equal((0, 1, 1, 1), (report.Authorised, report.Reversed, report.RepeatedReversals, report.UnmatchedReversals));
    }

    [Fact]
    public void Enter_AfterItsReversal_IsToldSo()
    {
        using AcquirerLedger ledger = new();
        ledger.Reverse(Key(1));
        bool told = false;

        ledger.Enter(Key(1), reversedBeforehand => Entry(1, (told = reversedBeforehand) ? LedgerState.Declined : LedgerState.Authorised), undecryptable: false);

        Assert.True(told);
    }

    [Fact]
    public void Compare_MissingAndUnexpected_AreBothNamed()
    {
        using AcquirerLedger ledger = new();
        Enter(ledger, 1);
        Enter(ledger, 2);

        LedgerBalance balance = ledger.Compare([new("T1", "rrn-2"), new("T1", "rrn-3")]);

        Assert.Equal([new LedgerReference("T1", "rrn-3")], balance.Missing);
        Assert.Equal([new LedgerReference("T1", "rrn-1")], balance.Unexpected);
        Assert.False(balance.IsBalanced);
        Assert.True(ledger.IsBalanced([new("T1", "rrn-2"), new("T1", "rrn-1")]));
    }

    [Fact]
    public void File_ReadByAnother_GivesTheSameLedger()
    {
        using AcquirerLedger ledger = new(_path);
        Enter(ledger, 1);
        Enter(ledger, 1);
        Enter(ledger, 2);
        ledger.Reverse(Key(2));
        ledger.Reverse(Key(3));

        // The writer is still open, as after a kill.
        using AcquirerLedger other = new(_path);

        Assert.Equal(ledger.Report(), other.Report());
        Assert.Equal(ledger.Entries(), other.Entries());
    }

    [Fact]
    public void File_BrokenLastLine_IsPassedOver()
    {
        using (AcquirerLedger ledger = new(_path))
            Enter(ledger, 1);
        File.AppendAllText(_path, "{\"kind\":\"Ent");

        using AcquirerLedger other = new(_path);

        Assert.Equal(1, other.Report().Authorised);
    }

    [Fact]
    public void File_BrokenLineInItsMidst_IsAnError()
    {
        File.WriteAllLines(_path, ["not a line", "{}"]);

        Assert.Contains("Line 1", Assert.Throws<InvalidDataException>(() => new AcquirerLedger(_path)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(_path);

    private static (LedgerEntry Entry, bool Duplicate) Enter(AcquirerLedger ledger, int stan) =>
        ledger.Enter(Key(stan), _ => Entry(stan, LedgerState.Authorised), undecryptable: false);

    private static LedgerKey Key(int stan) => new("T1", stan, "0314092653");

    private static LedgerEntry Entry(int stan, LedgerState state) => new()
    {
        Key = Key(stan),
        State = state,
        Rrn = $"rrn-{stan}",
        Mid = "M1",
        AmountMinor = 100,
        Currency = "978",
        MaskedPan = "411111******1111",
        ResponseCode = "00",
        AuthorizationCode = "000001",
        At = new DateTimeOffset(2026, 3, 14, 9, 26, 53, TimeSpan.Zero),
    };
}

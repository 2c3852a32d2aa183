using Composite.Domain;
using Composite.Domain.Devices;
using Composite.Domain.Events;
using Composite.Domain.Merchants;
using Composite.Domain.Payments;
using Composite.Domain.Ports;
using Composite.Domain.Solutions;
using Composite.Sandbox.Seeding.DataSet;
using Composite.Storage;

namespace Composite.Sandbox.Tests.Seeding;

/// <summary>The large data set, at a hundredth of its size.</summary>
public sealed class DataSetTests : IDisposable
{
    private static readonly DataSetPlan Plan = new(0.01, 1, new DateOnly(2026, 6, 15));
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("composite-data-set-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task Write_SameSeed_IsTheSameToTheLastByteAndAnotherIsNot()
    {
        string first = await HeadHashAsync("a.db", Plan);
        Assert.Equal(first, await HeadHashAsync("b.db", Plan));
        Assert.NotEqual(first, await HeadHashAsync("c.db", Plan with { Seed = 2 }));
    }

    /// <summary>Everything in it is what Composite itself could have recorded: each stream folds.</summary>
    [Fact]
    public async Task Write_EveryStream_Folds()
    {
        await using SqliteJournal journal = await OpenAsync("a.db");
        DataSetSize size = await DataSetWriter.WriteAsync(journal, Plan, new Progress<double>(), CancellationToken.None);
        SolutionFacts facts = SolutionFacts.Empty;
        Dictionary<string, DeviceState?> devices = [];
        Dictionary<string, MerchantState?> merchants = [];
        Dictionary<string, PaymentState?> payments = [];
        await foreach (RecordedEvent recorded in AllAsync(journal))
        {
            IEvent @event = EventCodec.Decode(recorded);
            facts = facts.Evolve(recorded.Stream, SolutionFacts.Concerns(recorded.Stream) ? @event : null, recorded.Position, recorded.RecordedAt);
            (string category, string id) = Streams.Split(recorded.Stream);
            if (category == Streams.Device) devices[id] = DeviceState.Evolve(devices.GetValueOrDefault(id), @event);
            if (category == Streams.Merchant) merchants[id] = MerchantState.Evolve(merchants.GetValueOrDefault(id), @event);
            if (@event is IPaymentEvent payment) payments[payment.PaymentId] = PaymentState.Evolve(payments.GetValueOrDefault(payment.PaymentId), payment);
        }

        Assert.Equal((size.Components, size.Devices, size.Merchants, size.Payments, size.Events), (facts.Components.Count, devices.Count, merchants.Count, payments.Count, facts.Position));
        Assert.Equal((25, 10_000, 1000, 1000), (size.Components, size.Devices, size.Merchants, size.Payments));
        Assert.All(facts.Components.Values, c => Assert.Equal(DataSetPlan.VersionsPerComponent, c.VersionsAt(Composite.Domain.Components.ListingBook.AllThatIsKnown).Count));
        Assert.All(devices.Values, d => Assert.NotNull(merchants[d!.MerchantId]!.TerminalWith(d.Tid)));
    }

    private async Task<string> HeadHashAsync(string file, DataSetPlan plan)
    {
        await using SqliteJournal journal = await OpenAsync(file);
        await DataSetWriter.WriteAsync(journal, plan, new Progress<double>(), CancellationToken.None);
        JournalVerification verification = await journal.VerifyAsync(null, CancellationToken.None);
        Assert.Empty(verification.Problems);
        return verification.HeadHash;
    }

    private ValueTask<SqliteJournal> OpenAsync(string file) => SqliteJournal.OpenAsync(new SqliteJournalOptions { Path = Path.Combine(_directory.FullName, file) }, TimeProvider.System);

    private static async IAsyncEnumerable<RecordedEvent> AllAsync(SqliteJournal journal)
    {
        long after = 0;
        while (await journal.ReadAllAsync(after, JournalLimits.MaxReadCount, CancellationToken.None) is { Count: > 0 } page)
        {
            foreach (RecordedEvent recorded in page) yield return recorded;
            after = page[^1].Position;
        }
    }
}

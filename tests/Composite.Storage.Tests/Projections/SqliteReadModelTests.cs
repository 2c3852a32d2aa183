using Composite.Domain;
using Composite.Domain.Components;
using Composite.Domain.Devices;
using Composite.Domain.Events;
using Composite.Domain.Merchants;
using Composite.Domain.Payments;
using Composite.Domain.Ports;
using Composite.Domain.Rules;
using Composite.Storage.Projections;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Composite.Storage.Tests.Projections;

/// <summary>The lists, over a real journal.</summary>
public sealed class SqliteReadModelTests : IAsyncLifetime, IDisposable
{
    private const string Merchant = "corner-bakery";
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly MerchantFilter AllMerchants = new(null, null);
    private static readonly DeviceFilter AllDevices = new(null, null, null);
    private static readonly PaymentFilter AllPayments = new(null, null, null, null, null, null);
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("composite-read-model-");
    private SqliteJournal _journal = null!;

    private string ReadModelPath => Path.Combine(_directory.FullName, "read-model.db");

    public async Task InitializeAsync() => _journal = await SqliteJournal.OpenAsync(new SqliteJournalOptions { Path = Path.Combine(_directory.FullName, "journal.db") }, TimeProvider.System);

    public async Task DisposeAsync() => await _journal.DisposeAsync();

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task Merchants_AfterTheirEvents_ShowStatusAndTerminals()
    {
        await WriteMerchantAsync(Merchant, new TerminalCreated(new Terminal("T0000001", "north", "Till")), new MerchantApproved("ok"));
        await WriteMerchantAsync("other", new MerchantApproved("ok"), new MerchantSuspended("no"));

        using SqliteReadModel model = await FollowedAsync();

        Page<MerchantRow> all = await model.MerchantsAsync(AllMerchants, new PageRequest(10, null), CancellationToken.None);
        Assert.Equal([(Merchant, MerchantStatus.Active, 1), ("other", MerchantStatus.Suspended, 0)], all.Rows.Select(r => (r.MerchantId, r.Status, r.Terminals)));
        Page<MerchantRow> suspended = await model.MerchantsAsync(new MerchantFilter("sol", MerchantStatus.Suspended), new PageRequest(10, null), CancellationToken.None);
        Assert.Equal(["other"], suspended.Rows.Select(r => r.MerchantId));
    }

    [Fact]
    public async Task ApprovedMerchants_AtAnyInstant_AreThoseOfThenWithWhatIsMissing()
    {
        await WriteMerchantAsync(Merchant, new MerchantIdentified("register", "HRB 1"), new GuidanceAcknowledged("1"), new MerchantApproved("ok"));
        await WriteMerchantAsync("other", new MerchantIdentified("register", "HRB 2"), new MerchantApproved("ok"));
        await AppendAsync(Now.AddHours(1), Streams.Of(Streams.Merchant, "third"), new MerchantRegistered("third", "sol", "Legal", "Trading", "DE", "Berlin", "5462"), new MerchantApproved("ok"));
        await AppendAsync(Now.AddHours(2), Streams.Of(Streams.Merchant, "third"), 2, new MerchantIdentified("register", "HRB 3"));
        await AppendAsync(Now.AddHours(3), Streams.Of(Streams.Merchant, "other"), 3, new MerchantSuspended("no"));
        using SqliteReadModel model = await FollowedAsync();

        async Task<(long, long, long)> At(double hours)
        {
            ApprovedMerchants m = await model.ApprovedMerchantsAsync(Now.AddHours(hours), CancellationToken.None);
            return (m.Merchants, m.NotIdentified, m.WithoutGuidance);
        }

        Assert.Equal([(0, 0, 0), (2, 0, 1), (3, 1, 2), (3, 0, 2), (2, 0, 1)], [await At(-1), await At(0), await At(1.5), await At(2), await At(100)]);
    }

    [Fact]
    public async Task Devices_PagedByTwo_ComeOnceEachInOrder()
    {
        string[] ids = [.. Enumerable.Range(0, 5).Select(i => Guid.CreateVersion7(Now.AddSeconds(i)).ToString())];
        foreach (string id in ids) await AppendAsync(Streams.Of(Streams.Device, id), new DeviceCreated(id, Merchant, "sol", "T0000001", "north"), new DeviceBlocked("lost"));

        using SqliteReadModel model = await FollowedAsync();

        List<string> found = [];
        string? after = null;
        do
        {
            Page<DeviceRow> page = await model.DevicesAsync(AllDevices, new PageRequest(2, after), CancellationToken.None);
            found.AddRange(page.Rows.Select(r => r.DeviceId));
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal(ids, found);
        Assert.Empty((await model.DevicesAsync(AllDevices with { Status = DeviceStatus.Active }, new PageRequest(2, null), CancellationToken.None)).Rows);
    }

    [Fact]
    public async Task Payments_OfADevice_ComeYoungestFirstWithTheirMerchant()
    {
        await WritePaymentsAsync();

        using SqliteReadModel model = await FollowedAsync();

        Page<PaymentRow> all = await model.PaymentsAsync(AllPayments, new PageRequest(10, null), CancellationToken.None);
        Assert.Equal(
            [("p3", PaymentStatus.Refused, null), ("p2", PaymentStatus.Reversing, ReversalReason.Void), ("p1", PaymentStatus.Declined, (ReversalReason?)null)],
            all.Rows.Select(r => (r.PaymentId, r.Status, r.ReversalReason)));
        Assert.All(all.Rows, r => Assert.Equal(Merchant, r.MerchantId));
        Page<PaymentRow> second = await model.PaymentsAsync(AllPayments, new PageRequest(1, (await model.PaymentsAsync(AllPayments, new PageRequest(1, null), CancellationToken.None)).Next), CancellationToken.None);
        Assert.Equal("p2", Assert.Single(second.Rows).PaymentId);
        Assert.Equal("000000000001", (await model.PaymentAsync("p1", CancellationToken.None))?.Rrn);
        Assert.Null(await model.PaymentAsync("p9", CancellationToken.None));
    }

    [Fact]
    public async Task Payments_ForeignCursor_IsAnArgumentError()
    {
        using SqliteReadModel model = await FollowedAsync();

        await Assert.ThrowsAsync<ArgumentException>(async () => await model.PaymentsAsync(AllPayments, new PageRequest(1, "x"), CancellationToken.None));
    }

    [Fact]
    public async Task File_Deleted_IsBuiltAnewWithTheSameAnswers()
    {
        await WriteMerchantAsync(Merchant, new MerchantApproved("ok"));
        await WritePaymentsAsync();
        string before = await DescribeAsync();
        foreach (string file in Directory.GetFiles(_directory.FullName, "read-model.db*")) File.Delete(file);

        Assert.Equal(before, await DescribeAsync());
    }

    [Fact]
    public async Task File_OfAnotherSchema_IsDroppedAndBuiltAnew()
    {
        await WriteMerchantAsync(Merchant, new MerchantApproved("ok"));
        string before = await DescribeAsync();
        await using (SqliteConnection connection = new($"Data Source={ReadModelPath};Pooling=False"))
        {
            connection.Open();
            await using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99; UPDATE merchant SET trading_name = 'stale'; CREATE TABLE old (x INTEGER)";
            command.ExecuteNonQuery();
        }

        Assert.Equal(before, await DescribeAsync());
    }

    private async Task<string> DescribeAsync()
    {
        using SqliteReadModel model = await FollowedAsync();
        Page<MerchantRow> merchants = await model.MerchantsAsync(AllMerchants, new PageRequest(100, null), CancellationToken.None);
        Page<PaymentRow> payments = await model.PaymentsAsync(AllPayments, new PageRequest(100, null), CancellationToken.None);
        return string.Join('\n', [.. merchants.Rows.Select(r => r.ToString()), .. payments.Rows.Select(r => r.ToString()), $"{merchants.Position}"]);
    }

    // Follows until it has everything, then no more.
    private async Task<SqliteReadModel> FollowedAsync()
    {
        SqliteReadModel model = new(ReadModelPath, _journal, TimeProvider.System);
        using CancellationTokenSource stop = new();
        Task follow = model.FollowAsync(stop.Token);
        Assert.True(await model.ReachAsync(await _journal.ReadHeadAsync(CancellationToken.None), TimeSpan.FromSeconds(60), CancellationToken.None));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => follow);
        return model;
    }

    private Task WriteMerchantAsync(string id, params IEvent[] further) => AppendAsync(
        Streams.Of(Streams.Merchant, id), [new MerchantRegistered(id, "sol", "Legal", "Trading", "DE", "Berlin", "5462"), .. further]);

    private async Task WritePaymentsAsync()
    {
        PaymentSummary summary = new(1250, "EUR", EntryMode.Contactless, Cvm.None, "visa", "476173******0119");
        Evaluation evaluation = new(1, 0, 1, []);
        PaymentRoute route = new("north", "MID", "T0000001", Merchant);
        await AppendAsync(Streams.Of(Streams.Device, "d1"), new DeviceCreated("d1", Merchant, "sol", "T0000001", "north"));
        await AppendAsync(
            Streams.Of(Streams.Payments, "d1"),
            new PaymentSubmitted("p1", "h", summary, route, new string('0', 24), 1, "000000000001", Now, Now, evaluation),
            new PaymentDeclined("p1", "51", AcquirerExchange.None),
            new PaymentSubmitted("p2", "h", summary, route, new string('0', 24), 2, "000000000002", Now, Now, evaluation),
            new PaymentApproved("p2", "00", "123456", AcquirerExchange.None),
            new ReversalDue("p2", ReversalReason.Void, 3, null),
            new PaymentRefused("p3", "h", summary, evaluation));
    }

    private Task AppendAsync(string stream, params IEvent[] events) => AppendAsync(Now, stream, events);

    private Task AppendAsync(DateTimeOffset at, string stream, params IEvent[] events) => AppendAsync(at, stream, 0, events);

    private async Task AppendAsync(DateTimeOffset at, string stream, long version, params IEvent[] events) => Assert.IsType<AppendResult.Appended>(await _journal.AppendAsync(
        new Append { Streams = [new StreamAppend(stream, version, [.. events.Select(e => EventCodec.Encode(e, "test"))])], RecordedAt = at }, CancellationToken.None));
}

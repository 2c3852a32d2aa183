using Composite.Domain;
using Composite.Domain.Events;
using Composite.Domain.Payments;
using Composite.Domain.Ports;
using Composite.Storage.Projections;
using CsCheck;
using Xunit;

namespace Composite.Storage.Tests.Projections;

/// <summary>Counts of devices, merchants and payments after random histories: followed live, built anew, and counted naively, they are the same.</summary>
public sealed class FleetTests : IDisposable
{
    private static readonly PageRequest All = new(PageRequest.MaxLimit, null);
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("composite-fleet-");
    private int _files;

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task Counts_AnyHistory_LiveAndReplayedEqualTheNaiveCount() => await FleetStep.History.SampleAsync(
        async steps =>
        {
            FleetHistory history = new(steps);
            await using SqliteJournal journal = await SqliteJournal.OpenAsync(new SqliteJournalOptions { Path = NewFile() }, TimeProvider.System);
            using SqliteReadModel live = new(NewFile(), journal, TimeProvider.System);
            await WriteAsync(journal, history, live);
            string liveText = await DescribeAsync(live);
            using SqliteReadModel replayed = new(NewFile(), journal, TimeProvider.System);
            await replayed.CatchUpAsync(CancellationToken.None);

            Assert.Equal(await DescribeAsync(replayed), liveText);
            await CheckCountsAsync(history, replayed);
            await CheckMerchantsAndDevicesAsync(history, replayed);
            await CheckPaymentsAsync(history, replayed);
            await CheckCampaignsAsync(history, live);
            await CheckCampaignsAsync(history, replayed);
        },
        iter: 40, threads: 1);

    [Fact]
    public async Task Lists_AnyHistory_ShowWhatTheDevicesRun()
    {
        FleetHistory history = new([new(1, 7, 5, 0), new(1, 5, 9, 1), new(2, 7, 0, 0), new(2, 1, 0, 0)]);
        await using SqliteJournal journal = await SqliteJournal.OpenAsync(new SqliteJournalOptions { Path = NewFile() }, TimeProvider.System);
        using SqliteReadModel model = new(NewFile(), journal, TimeProvider.System);
        await WriteAsync(journal, history, model);

        Page<DeviceRow> page = await model.DevicesAsync(new DeviceFilter("m1", "s1", null), All, CancellationToken.None);

        Assert.Equal(
            new DeviceRow("d1", "m1", "s1", "T0000001", Domain.Devices.DeviceStatus.Active, "1.0", "android", "13")
            {
                SdkComponentId = "sdk1",
                AttestationServiceId = "am0",
                PackageName = "com.example.pos",
                ApplicationVersion = "8",
                PatchLevel = new DateOnly(2026, 1, 1),
                AcquirerId = "a1",
            },
            Assert.Single(page.Rows));
    }

    private static async Task CheckCountsAsync(FleetHistory history, SqliteReadModel model)
    {
        foreach (int day in history.Days.SelectMany(d => (int[])[d - 1, d, d + 1]).Distinct())
        {
            FleetReading reading = await model.CountAsync(FleetHistory.Parts, DateOnly.FromDayNumber(day), CancellationToken.None);
            Assert.Equal(FleetHistory.Parts.Select(p => (p, history.Count(p, day))), FleetHistory.Parts.Zip(reading.Counts));
        }
    }

    private static async Task CheckCampaignsAsync(FleetHistory history, SqliteReadModel model)
    {
        foreach (AffectedParts affected in FleetHistory.Affected)
        {
            foreach ((string caseId, List<List<Naive>> starts) in history.Campaigns)
            {
                foreach (int day in history.Days.Append(FleetHistory.LastDay).Distinct())
                {
                    CampaignReading reading = await model.CampaignsAsync(caseId, affected, DateOnly.FromDayNumber(day), CancellationToken.None);
                    Assert.Equal(Versions(affected, history.At(day)), reading.OnDay);
                    Assert.Equal(starts.Select(s => Versions(affected, s)), reading.AtStarts);
                    if (reading.MerchantsOnDay is { } merchants) Assert.Equal(FleetHistory.Count(history.At(day).Where(d => Affects(affected, d))).Merchants, merchants);
                    else Assert.NotEqual(FleetHistory.LastDay, day);
                }
            }
        }
    }

    private static List<VersionCount> Versions(AffectedParts affected, IEnumerable<Naive> devices) =>
    [
        .. devices.Where(d => d.IsActive && Affects(affected, d)).GroupBy(d => Version(affected, d)!).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new VersionCount(affected.Names.Single(), g.Key, FleetHistory.Count(g))),
    ];

    private static bool Affects(AffectedParts affected, Naive device) =>
        affected.Include(affected.Kind == FleetPartKind.Package ? "com.example.pos" : device.Sdk, Version(affected, device));

    private static string? Version(AffectedParts affected, Naive device) => affected.Kind == FleetPartKind.Package ? device.ApplicationVersion : device.SdkVersion;

    // Devices of version 1.0 stop (group 0), others of sdk0 are warned (1), the rest is not concerned.
    private static async Task CheckMerchantsAndDevicesAsync(FleetHistory history, SqliteReadModel model)
    {
        static int? Group(string? sdk, string? version) => version == "1.0" ? 0 : sdk == "sdk0" ? 1 : null;
        SliceGroups groups = await GroupAsync(model, s => Group(s.SdkComponentId, s.SdkVersion));
        var expected = history.Active.Select(d => (d.Key, Device: d.Value, Group: Group(d.Value.Sdk, d.Value.SdkVersion))).Where(d => d.Group is not null).ToList();

        MerchantCounts counts = await model.CountMerchantsAsync(groups, CancellationToken.None);
        var worst = expected.GroupBy(d => d.Device.Merchant).Select(m => (m.Key, m.First().Device.Solution, Group: m.Min(d => d.Group)!.Value, Devices: (long)m.Count())).OrderBy(m => m.Key, StringComparer.Ordinal).ToList();
        Assert.Equal([worst.Count(m => m.Group == 0), worst.Count(m => m.Group == 1)], counts.Groups);
        foreach (string solution in (string[])["s0", "s1"])
            Assert.Equal([worst.Count(m => m.Group == 0 && m.Solution == solution), worst.Count(m => m.Group == 1 && m.Solution == solution)], counts.BySolution.GetValueOrDefault(solution) ?? [0, 0]);
        foreach (string acquirer in (string[])["a0", "a1"])
        {
            var ofAcquirer = expected.Where(d => d.Device.Acquirer == acquirer).GroupBy(d => d.Device.Merchant).Select(m => m.Min(d => d.Group)!.Value).ToList();
            Assert.Equal([ofAcquirer.Count(g => g == 0), ofAcquirer.Count(g => g == 1)], counts.ByAcquirer.GetValueOrDefault(acquirer) ?? [0, 0]);
        }

        List<AffectedMerchant> merchants = await PagedAsync(page => model.MerchantsAsync(groups, page, CancellationToken.None));
        Assert.Equal(worst.Select(m => (m.Key, m.Group, m.Devices)), merchants.Select(m => (m.MerchantId, m.Group, m.Devices)));
        List<AffectedDevice> devices = await PagedAsync(page => model.DevicesAsync(groups, page, CancellationToken.None));
        Assert.Equal(expected.OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => (d.Key, d.Device.Merchant, d.Group!.Value)), devices.Select(d => (d.DeviceId, d.MerchantId, d.Group)));
    }

    private static async Task CheckPaymentsAsync(FleetHistory history, SqliteReadModel model)
    {
        SliceGroups groups = await GroupAsync(model, s => s.SdkVersion == "1.1" ? 0 : null);
        List<NaivePayment> ran = [.. history.Payments.Where(p => p.Version == "1.1")];
        DateOnly first = DateOnly.FromDateTime(FleetHistory.Start.UtcDateTime).AddDays(3);
        IReadOnlyList<Volume> volume = await model.VolumeAsync(groups, first, first.AddDays(10), CancellationToken.None);
        Assert.Equal(
            ran.Where(p => p.Status == PaymentStatus.Approved && DateOnly.FromDateTime(p.At.UtcDateTime) >= first && DateOnly.FromDateTime(p.At.UtcDateTime) <= first.AddDays(10))
                .GroupBy(p => p.Summary.Currency).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new Volume(0, g.Key, g.Count(), g.Sum(p => p.Summary.AmountMinor))),
            volume);

        (DateTimeOffset from, DateTimeOffset to) = (FleetHistory.Start.AddDays(2), FleetHistory.Start.AddDays(20));
        List<NaivePayment> exposed = [.. ran.Where(p => p.At >= from && p.At < to).Select((p, i) => (p, i)).OrderBy(p => p.p.At).ThenBy(p => p.i).Select(p => p.p)];
        ExposureTotals totals = await model.ExposureAsync([.. groups.GroupOf.Keys], from, to, CancellationToken.None);
        Assert.Equal((exposed.Select(p => p.Device).Distinct().Count(), exposed.Select(p => p.Merchant).Distinct().Count()), (totals.Devices, totals.Merchants));
        Assert.Equal(
            exposed.GroupBy(p => (p.Status, p.Summary.Currency)).OrderBy(g => g.Key.Status).ThenBy(g => g.Key.Currency, StringComparer.Ordinal)
                .Select(g => new ExposureOutcome(g.Key.Status, g.Key.Currency, g.Count(), g.Sum(p => p.Summary.AmountMinor))),
            totals.Outcomes);
        List<ExposedPayment> payments = await PagedAsync(page => model.ExposedPaymentsAsync([.. groups.GroupOf.Keys], from, to, page, CancellationToken.None));
        Assert.Equal(exposed.Select(p => (p.Id, p.Status, p.Summary)), payments.Select(p => (p.Payment.PaymentId, p.Payment.Status, p.Payment.Summary)));
    }

    private static async Task<SliceGroups> GroupAsync(SqliteReadModel model, Func<FleetSlice, int?> group)
    {
        SliceReading reading = await model.SlicesAsync(CancellationToken.None);
        return new SliceGroups(reading.Slices.Where(s => group(s) is not null).ToDictionary(s => s.Id, s => group(s)!.Value), 2);
    }

    private static async Task<List<T>> PagedAsync<T>(Func<PageRequest, ValueTask<Page<T>>> read)
    {
        List<T> rows = [];
        string? after = null;
        do
        {
            Page<T> page = await read(new PageRequest(2, after));
            rows.AddRange(page.Rows);
            after = page.Next;
        }
        while (after is not null);
        return rows;
    }

    private static async Task<string> DescribeAsync(SqliteReadModel model)
    {
        SliceReading slices = await model.SlicesAsync(CancellationToken.None);
        Page<DeviceRow> devices = await model.DevicesAsync(new DeviceFilter(null, null, null), All, CancellationToken.None);
        Page<PaymentRow> payments = await model.PaymentsAsync(new PaymentFilter(null, null, null, null, null, null), All, CancellationToken.None);
        return string.Join('\n', [.. slices.Slices.Select(s => s.ToString()), .. devices.Rows.Select(d => d.ToString()), .. payments.Rows.Select(p => p.ToString()), $"{slices.Position}"]);
    }

    // The live model follows after every third event.
    private static async Task WriteAsync(SqliteJournal journal, FleetHistory history, SqliteReadModel live)
    {
        Dictionary<string, long> versions = new(StringComparer.Ordinal);
        int count = 0;
        foreach ((string stream, IEvent @event, DateTimeOffset at) in history.Events)
        {
            long version = versions.GetValueOrDefault(stream);
            Append append = new() { Streams = [new StreamAppend(stream, version, [EventCodec.Encode(@event, "test")])], RecordedAt = at };
            Assert.IsType<AppendResult.Appended>(await journal.AppendAsync(append, CancellationToken.None));
            versions[stream] = version + 1;
            if (++count % 3 == 0) await live.CatchUpAsync(CancellationToken.None);
        }

        await live.CatchUpAsync(CancellationToken.None);
    }

    private string NewFile() => Path.Combine(_directory.FullName, $"{++_files}.db");
}

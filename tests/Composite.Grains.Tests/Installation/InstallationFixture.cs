using Composite.Domain;
using Composite.Domain.Events;
using Composite.Domain.Payments;
using Composite.Domain.Ports;
using Composite.Storage;
using Xunit;

namespace Composite.Grains.Tests.Installation;

/// <summary>One journal in a file, one acquirer, and two silos that do not know of each other.</summary>
public sealed class InstallationFixture : IAsyncLifetime
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("composite-grains-");
    private int _devices;

    public ManualClock Clock { get; } = new(new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero));

    public DueBook Due { get; } = new();

    public SqliteJournal Journal { get; private set; } = null!;

    public TestSilo First { get; private set; } = null!;

    public TestSilo Second { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Journal = await SqliteJournal.OpenAsync(new SqliteJournalOptions { Path = Path.Combine(_directory.FullName, "journal.db") }, TimeProvider.System);
        await SolutionEvents.WriteSolutionAsync(Journal, Clock.Now);
        Task<TestSilo> first = TestSilo.StartAsync(Journal, Due, Clock);
        Second = await TestSilo.StartAsync(Journal, Due, Clock);
        First = await first;
    }

    public async Task DisposeAsync()
    {
        await First.DisposeAsync();
        await Second.DisposeAsync();
        await Journal.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    /// <summary>A device that never enrolled, and a merchant with a terminal for it.</summary>
    public async Task<TestDevice> ForeseeDeviceAsync()
    {
        TestDevice device = new(Interlocked.Increment(ref _devices), Clock);
        await SolutionEvents.WriteMerchantAsync(Journal, Clock.Now, device.MerchantId, device.Tid);
        await ReachAsync();
        return device;
    }

    /// <summary>An enrolled device of a merchant of its own.</summary>
    public async Task<TestDevice> EnrolDeviceAsync()
    {
        TestDevice device = await ForeseeDeviceAsync();
        await SolutionEvents.WriteDeviceAsync(Journal, Clock.Now, device);
        await ReachAsync();
        return device;
    }

    /// <summary>Writes as some other silo would, and returns when both silos know.</summary>
    public async Task WriteAsync(string category, string id, params IEvent[] events)
    {
        await SolutionEvents.AppendAsync(Journal, Clock.Now, category, id, events);
        await ReachAsync();
    }

    /// <summary>What the journal holds about a payment.</summary>
    public async Task<IReadOnlyList<IPaymentEvent>> EventsAsync(TestDevice device, string paymentId) =>
    [
        .. (await Journal.ReadSubjectAsync(Streams.Of(Streams.Payments, device.Id), paymentId, JournalLimits.MaxReadCount, CancellationToken.None))
            .Select(e => (IPaymentEvent)EventCodec.Decode(e)),
    ];

    public DueWork? DueOf(TestDevice device, string paymentId) => Due.Of(device.Id, paymentId);

    private async Task ReachAsync()
    {
        long head = (await Journal.ReadAllBesidesPaymentsAsync(0, JournalLimits.MaxReadCount, CancellationToken.None))[^1].Position;
        await First.Facts.ReachAsync(head, CancellationToken.None);
        await Second.Facts.ReachAsync(head, CancellationToken.None);
    }
}

[CollectionDefinition(Name)]
public sealed class InstallationCollection : ICollectionFixture<InstallationFixture>
{
    public const string Name = "installation";
}

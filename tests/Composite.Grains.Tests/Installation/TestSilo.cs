using Composite.Contracts.Devices;
using Composite.Contracts.Payments;
using Composite.Domain.Payments;
using Composite.Domain.Ports;
using Composite.Grains.Acquirers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Core.Internal;
using Orleans.TestingHost;

namespace Composite.Grains.Tests.Installation;

/// <summary>
/// A cluster of one silo. Two of them over one journal do not know of each other: each has its own activation of a device, as Orleans
/// may have for a moment, or as a process does that was started while another was dying.
/// </summary>
public sealed class TestSilo : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;

    private TestSilo(InProcessTestCluster cluster, ObservedJournal journal, ScriptedLinks links, ScriptedSender webhooks) =>
        (_cluster, Journal, Links, Webhooks) = (cluster, journal, links, webhooks);

    public ObservedJournal Journal { get; }

    public ScriptedLinks Links { get; }

    public ScriptedSender Webhooks { get; }

    public IGrainFactory Grains => _cluster.Client;

    public IFacts Facts => _cluster.Silos[0].ServiceProvider.GetRequiredService<IFacts>();

    public static async Task<TestSilo> StartAsync(IJournal journal, DueBook due, ManualClock clock, Action<ObservedJournal>? prepare = null)
    {
        ObservedJournal observed = new(journal, due);
        prepare?.Invoke(observed);
        ScriptedLinks links = new(journal);
        ScriptedSender webhooks = new();
        InProcessTestClusterBuilder builder = new(1);
        builder.ConfigureSilo((_, silo) => silo.Services
            .AddSingleton<IJournal>(observed).AddSingleton<IAcquirerLinks>(links).AddSingleton<IWebhookSender>(webhooks).AddSingleton<TimeProvider>(clock)
            .AddSingleton(new DialectNames(["scripted"])).AddCompositeGrains());
        builder.ConfigureHost(host => host.Logging.ClearProviders());
        InProcessTestCluster cluster = builder.Build();
        await cluster.DeployAsync();
        return new TestSilo(cluster, observed, links, webhooks);
    }

    public IDeviceGrain Device(TestDevice device) => Grains.GetGrain<IDeviceGrain>(device.Id);

    /// <summary>A newly signed request to pay.</summary>
    public Task<PaymentAnswer> PayAsync(TestDevice device, SubmitPayment payment) => Device(device).PayAsync(device.Proof(), payment, CancellationToken.None);

    public Task<PaymentAnswer> QueryAsync(TestDevice device, string paymentId) => Device(device).QueryAsync(device.Proof(), paymentId, CancellationToken.None);

    public Task<PaymentAnswer> VoidAsync(TestDevice device, string paymentId) => Device(device).VoidAsync(device.Proof(), paymentId, CancellationToken.None);

    /// <summary>Hands due work to its device, as the sweep does.</summary>
    public Task RunAsync(DueWork work)
    {
        (string deviceId, string paymentId) = PaymentDueWork.Parse(work);
        return Grains.GetGrain<IDeviceGrain>(deviceId).RunDueAsync(work.Kind, paymentId, work.Attempt, CancellationToken.None);
    }

    /// <summary>Ends the device's activation; the next call makes a new one, with an empty memory.</summary>
    public async Task ForgetAsync(TestDevice device)
    {
        int before = Journal.SnapshotReads.Count;
        await Device(device).AsReference<IGrainManagementExtension>().DeactivateOnIdle();
        while (Journal.SnapshotReads.Count == before) await QueryAsync(device, "no-such-payment");
    }

    /// <summary>Returns once the facts are complete as of now: the next look may have taken its time before now, and the one after it is through when a third begins.</summary>
    public async Task RefreshAsync()
    {
        for (int look = 0; look < 3; look++) await Journal.NextFollow;
    }

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();
}

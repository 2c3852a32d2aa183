using System.Net.Http.Headers;
using Composite.Contracts.Components;
using Composite.Contracts.Controls;
using Composite.Contracts.Devices;
using Composite.Contracts.Evidence;
using Composite.Contracts.Imports;
using Composite.Contracts.Staff;
using Composite.Domain.Ports;
using Composite.Domain.Staff;
using Composite.Host.Access;
using Composite.Host.Apis.Bodies;
using Composite.Storage.Projections;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Xunit;
using DomainRole = Composite.Domain.Staff.StaffRole;

namespace Composite.Host.Tests.Support;

/// <summary>The whole HTTP pipeline over fakes at the ports: grains, journal, facts, lists and links.</summary>
public sealed class TestHost : WebApplicationFactory<Program>
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The bound of an evidence document.</summary>
    public const int MaxDocumentBytes = 300 * 1024;

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("composite-host-");

    public TestHost()
    {
        Time = new FakeTimeProvider(Start);
        Journal = new MemoryJournal(Time);
        Facts = new TestFacts(Time);
        Grains.DefaultValue = DefaultValue.Empty;
        ListsFollow();
        Grains.Setup(g => g.GetGrain<IDeviceGrain>(It.IsAny<string>(), null)).Returns(Device.Object);
        Grains.Setup(g => g.GetGrain<IComponentGrain>(It.IsAny<string>(), null)).Returns(Component.Object);
        Grains.Setup(g => g.GetGrain<IImportGrain>(It.IsAny<string>(), null)).Returns(Import.Object);
        Grains.Setup(g => g.GetGrain<IStaffGrain>(It.IsAny<string>(), null)).Returns(Staff.Object);
        Grains.Setup(g => g.GetGrain<IEvidenceGrain>(It.IsAny<string>(), null)).Returns(Evidence.Object);
        Grains.Setup(g => g.GetGrain<IControlsGrain>(It.IsAny<string>(), null)).Returns(Controls.Object);
    }

    public FakeTimeProvider Time { get; }

    public Mock<IGrainFactory> Grains { get; } = new();

    public Mock<IDeviceGrain> Device { get; } = new();

    public Mock<IComponentGrain> Component { get; } = new();

    public Mock<IImportGrain> Import { get; } = new();

    public Mock<IStaffGrain> Staff { get; } = new();

    public Mock<IEvidenceGrain> Evidence { get; } = new();

    public Mock<IControlsGrain> Controls { get; } = new();

    public Mock<IReadModel> Lists { get; } = new();

    public string DataFolder => _data.FullName;

    internal MemoryJournal Journal { get; }

    internal TestFacts Facts { get; }

    /// <summary>Settings beyond the defaults; to be set before the first request.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    /// <summary>What the A&amp;M service's tokens come to.</summary>
    internal TestVerifier Verifier { get; } = new();

    /// <summary>Undoes what an earlier test set; the host goes on.</summary>
    public TestHost Anew()
    {
        (Facts.Age, Journal.Fault, Verifier.Verdict) = (TimeSpan.Zero, null, null);
        foreach (Mock mock in (Mock[])[Grains, Device, Component, Import, Staff, Lists]) mock.Invocations.Clear();
        Device.Reset();
        Component.Reset();
        Evidence.Reset();
        Controls.Reset();
        Import.Reset();
        ListsFollow();
        return this;
    }

    /// <summary>A member of staff with one role; its credential.</summary>
    public string AddMember(DomainRole role, string? memberId = null)
    {
        string credential = Secrets.NewCredential();
        string id = memberId ?? $"{role}-{credential[..6]}".ToLowerInvariant().Replace('_', '0').Replace('-', '0');
        Record(new StaffMemberAdded(id, $"The {role}", [role], Ids.Sha256(credential)));
        LastMember = id;
        return credential;
    }

    /// <summary>The id of the member that was added last.</summary>
    public string LastMember { get; private set; } = string.Empty;

    /// <summary>Records what becomes of the staff, for all to see.</summary>
    internal void Record(Domain.IEvent @event)
    {
        Journal.Record("staff/main", @event);
        Facts.Changed("staff/main");
    }

    /// <summary>A caller of the staff API.</summary>
    public HttpClient Member(DomainRole role)
    {
        HttpClient client = CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AddMember(role));
        return client;
    }

    private void ListsFollow() =>
        Lists.Setup(l => l.ReachAsync(It.IsAny<long>(), It.IsAny<TimeSpan>(), It.IsAny<CancellationToken>())).ReturnsAsync(true);

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("Composite:Data", DataFolder);
        builder.UseSetting("Composite:Limits:ActivationsPerMinute", "100000");
        builder.UseSetting("Composite:Limits:BootstrapsPerMinute", "100000");
        builder.UseSetting("Composite:Evidence:MaxDocumentBytes", MaxDocumentBytes.ToString(System.Globalization.CultureInfo.InvariantCulture));
        foreach ((string key, string value) in Settings) builder.UseSetting(key, value);
        builder.ConfigureTestServices(services =>
        {
            foreach (ServiceDescriptor hosted in services.Where(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Name != "GenericWebHostService").ToList())
                services.Remove(hosted);
            services.AddSingleton<IStartupFilter, RawTargets>();
            services.AddSingleton<TimeProvider>(Time);
            services.AddSingleton<IJournal>(Journal);
            services.AddSingleton<IFacts>(Facts);
            services.AddSingleton(Grains.Object);
            services.AddSingleton(Mock.Of<IAcquirerLinks>());
            services.AddSingleton<IAttestationVerifier>(Verifier);
            services.AddSingleton(Lists.Object);
        });
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Directory.Exists(DataFolder)) _data.Delete(recursive: true);
    }

    /// <summary>The lists follow the journal until they include all of it, then no more.</summary>
    public async Task FollowListsAsync()
    {
        SqliteReadModel lists = Services.GetRequiredService<SqliteReadModel>();
        long head = await Journal.ReadHeadAsync(CancellationToken.None);
        using CancellationTokenSource stop = new();
        Task follow = lists.FollowAsync(stop.Token);

        // A look takes no time of the clock: it is over before the first wait.
        while (await lists.ReadPositionAsync(CancellationToken.None) < head) await Task.Yield();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => follow);
    }

    /// <summary>What the first start wrote; it does so after the server answers.</summary>
    public string BootstrapDigest()
    {
        string path = Path.Combine(DataFolder, "bootstrap.sha256");
        Assert.True(SpinWait.SpinUntil(() => File.Exists(path), TimeSpan.FromSeconds(60)), "The start issued no bootstrap secret.");
        return path;
    }

    // The test server leaves the raw request target empty, which a signature covers.
    private sealed class RawTargets : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, rest) =>
            {
                context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = context.Request.Path.ToUriComponent() + context.Request.QueryString;
                return rest(context);
            });
            next(app);
        };
    }
}

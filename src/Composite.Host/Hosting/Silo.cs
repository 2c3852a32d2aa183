using System.Net;
using System.Net.Sockets;
using Composite.Grains;
using Orleans.Configuration;
using SiloOptions = Composite.Host.Options.SiloOptions;

namespace Composite.Host.Hosting;

/// <summary>The grains, in this process: a cluster of one.</summary>
internal static class Silo
{
    public static void AddCompositeSilo(this WebApplicationBuilder builder)
    {
        SiloOptions options = builder.Configuration.GetSection(SiloOptions.Section).Get<SiloOptions>() ?? new();
        builder.UseOrleans(silo =>
        {
            // Nobody calls grains from outside this process, so there is no gateway.
            silo.UseLocalhostClustering(options.Port == 0 ? FreePort() : options.Port, gatewayPort: 0, serviceId: "composite", clusterId: "composite");
            silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = options.ResponseTimeout);
            silo.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = options.ResponseTimeout);
        });
        builder.Services.AddCompositeGrains();
        builder.Services.AddSingleton<IDueWorkHandler, PaymentWork>();
        builder.Services.AddSingleton<IDueWorkHandler, DeliveryWork>();
        builder.Services.AddSingleton<IDueWorkHandler, PlanningWork>();
        builder.Services.AddHostedService<DueWorkSweep>();
        builder.Services.AddHostedService<NoticePlanning>();
    }

    // Another process may take the port in between; the start then fails and says so.
    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

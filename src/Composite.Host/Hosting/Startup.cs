using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Composite.Domain.Ports;
using Composite.Host.Access;
using Composite.Host.Apis.Bodies;
using Composite.Host.Health;
using Composite.Host.Options;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Composite.Host.Hosting;

/// <summary>The line for a parent process: where the API is, which certificate to trust, and the bootstrap secret of a first start.</summary>
internal sealed record ReadyLine(bool Ready, string Url, string Certificate, string? BootstrapSecret);

/// <summary>Starts in order (options, journal, silo and server, facts), says where the API is, and runs until told to stop.</summary>
internal static class Startup
{
    /// <summary>True while the build asks for the OpenAPI description: nothing may be opened or started then.</summary>
    public static bool IsDescribing => System.Reflection.Assembly.GetEntryAssembly()?.GetName().Name == "GetDocument.Insider";

    public static async Task<int> RunToEndAsync(this WebApplicationBuilder builder, string[] args, Action<WebApplication> map)
    {
        if (IsDescribing) return await DescribeAsync(builder, map);
        if (HostArguments.AskForHelp(args))
        {
            Console.WriteLine(HostArguments.Usage);
            return ExitCodes.Stopped;
        }

        IReadOnlyList<string> errors = builder.OptionErrors(args);
        if (errors.Count > 0) return await FailAsync(ExitCodes.Options, "Composite can't start; these options are wrong:", [.. errors.Select(e => "  " + e)]);
        try
        {
            await using WebApplication app = builder.Build();
            await PrepareAsync(app, map);
            await app.StartAsync();
            await app.Services.GetRequiredService<Readiness>().ReachAsync(app.Lifetime.ApplicationStopping);
            app.OpenLinks();
            await AnnounceAsync(app);
            await app.WaitForShutdownAsync();
            return ExitCodes.Stopped;
        }
        catch (OperationCanceledException)
        {
            // Told to stop before it was ready.
            return ExitCodes.Stopped;
        }
        catch (JournalUnavailableException e)
        {
            return await FailAsync(e.Fault == JournalFault.Damaged ? ExitCodes.JournalDamaged : ExitCodes.Storage, "Composite can't start:", e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return await FailAsync(ExitCodes.Storage, "Composite can't start:", e.Message);
        }
    }

    // Before anything is started: a journal that can't be opened must not leave half a process behind. Making the endpoints and
    // making the silo are the two long parts of a start that need nothing of each other.
    private static async Task PrepareAsync(WebApplication app, Action<WebApplication> map)
    {
        Task mapping = Task.Run(() => map(app));
        try
        {
            app.Services.GetRequiredService<IJournal>();
            app.Services.GetRequiredService<IEvidenceVault>();
            _ = app.Services.GetServices<IHostedService>();
        }
        finally
        {
            await mapping;
        }
    }

    // The build only asks for the description: whatever would run in the background is left out.
    private static async Task<int> DescribeAsync(WebApplicationBuilder builder, Action<WebApplication> map)
    {
        builder.Services.RemoveAll<IHostedService>();
        await using WebApplication app = builder.Build();
        map(app);
        await app.RunAsync();
        return ExitCodes.Stopped;
    }

    private static async Task<int> FailAsync(int exitCode, string what, params IEnumerable<string> lines)
    {
        await Console.Error.WriteLineAsync(what);
        foreach (string line in lines) await Console.Error.WriteLineAsync(line);
        return exitCode;
    }

    private static async Task AnnounceAsync(WebApplication app)
    {
        string? secret = await app.Services.GetRequiredService<BootstrapSecret>().IssueAsync(app.Lifetime.ApplicationStopping);
        string url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? string.Empty;
        HttpsCertificate certificate = app.Services.GetRequiredService<HttpsCertificate>();
        if (app.Services.GetRequiredService<IOptions<InstallationOptions>>().Value.ReadyJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(new ReadyLine(true, url, certificate.TrustFile, secret), StrictJson.Options));
            return;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Composite is ready: {url}"));
        Console.WriteLine($"Clients trust:      {certificate.TrustFile}");
        Console.WriteLine($"Its SHA-256:        {certificate.Sha256}");
        if (secret is not null)
        {
            Console.WriteLine($"Bootstrap secret:   {secret}");
            Console.WriteLine("It is shown this once and works once: POST /v1/staff/bootstrap adds the first administrator.");
        }
    }
}

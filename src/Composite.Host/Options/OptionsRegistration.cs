using Microsoft.Extensions.Options;

namespace Composite.Host.Options;

/// <summary>Reads and validates the options of every feature.</summary>
internal static class OptionsRegistration
{
    private static readonly Dictionary<string, string> Switches = new()
    {
        ["--data"] = $"{InstallationOptions.Section}:{nameof(InstallationOptions.Data)}",
        ["--ready-json"] = $"{InstallationOptions.Section}:{nameof(InstallationOptions.ReadyJson)}",
        ["--address"] = $"{HttpsOptions.Section}:{nameof(HttpsOptions.Address)}",
        ["--port"] = $"{HttpsOptions.Section}:{nameof(HttpsOptions.Port)}",
    };

    public static void AddCompositeOptions(this WebApplicationBuilder builder, string[] args)
    {
        // A switch without a value is the one that the command line's provider would pass over.
        builder.Configuration.AddCommandLine([.. args.Select(a => a == "--ready-json" ? "--ready-json=true" : a)], Switches);
        builder.Services.AddSingleton(TimeProvider.System);
        Register(builder.Services);
    }

    /// <summary>Every error of every option, empty when all are in order. Asked before anything is built from them.</summary>
    public static IReadOnlyList<string> OptionErrors(this WebApplicationBuilder builder)
    {
        ServiceCollection services = new();
        services.AddSingleton<IConfiguration>(builder.Configuration);
        Register(services);
        using ServiceProvider provider = services.BuildServiceProvider();
        try
        {
            provider.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (OptionsValidationException one)
        {
            return [.. one.Failures.Select(Shortened)];
        }
        catch (AggregateException several)
        {
            return [.. several.InnerExceptions.OfType<OptionsValidationException>().SelectMany(e => e.Failures).Select(Shortened)];
        }
    }

    private static void Register(IServiceCollection services)
    {
        Add<InstallationOptions>(services, InstallationOptions.Section);
        Add<HttpsOptions>(services, HttpsOptions.Section);
        Add<SiloOptions>(services, SiloOptions.Section);
        Add<LimitOptions>(services, LimitOptions.Section);
        Add<SweepOptions>(services, SweepOptions.Section);
        Add<EvidenceOptions>(services, EvidenceOptions.Section);
    }

    // The framework says "DataAnnotation validation failed for 'X' members: 'Y' with the error: '…'."; ours names the option itself.
    private static string Shortened(string failure)
    {
        const string Marker = "with the error: '";
        int start = failure.IndexOf(Marker, StringComparison.Ordinal);
        return start < 0 ? failure : failure[(start + Marker.Length)..].TrimEnd('.', '\'') + ".";
    }

    private static void Add<T>(IServiceCollection services, string section) where T : class =>
        services.AddOptions<T>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();
}

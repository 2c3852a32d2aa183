using Microsoft.Extensions.Options;

namespace Composite.Host.Options;

/// <summary>Reads and validates the options of every feature.</summary>
internal static class OptionsRegistration
{
    private static readonly (string Section, Type Type)[] Sections =
    [
        (InstallationOptions.Section, typeof(InstallationOptions)), (HttpsOptions.Section, typeof(HttpsOptions)), (SiloOptions.Section, typeof(SiloOptions)),
        (LimitOptions.Section, typeof(LimitOptions)), (SweepOptions.Section, typeof(SweepOptions)), (EvidenceOptions.Section, typeof(EvidenceOptions)),
    ];

    public static void AddCompositeOptions(this WebApplicationBuilder builder, string[] args)
    {
        builder.Configuration.AddCommandLine(HostArguments.ForConfiguration(args), HostArguments.Switches);
        builder.Services.AddSingleton(TimeProvider.System);
        Register(builder.Services);
    }

    /// <summary>Every error of every option, empty when all are in order. Asked before anything is built from them.</summary>
    public static IReadOnlyList<string> OptionErrors(this WebApplicationBuilder builder, IReadOnlyList<string> args) =>
        [.. HostArguments.Errors(args), .. UnknownOptions(builder.Configuration), .. WrongValues(builder)];

    // Wherever it was given: a name that nothing reads would leave a default in force.
    private static IEnumerable<string> UnknownOptions(ConfigurationManager configuration)
    {
        HashSet<string> known = new(Sections.SelectMany(s => s.Type.GetProperties().Select(p => $"{s.Section}:{p.Name}")), StringComparer.OrdinalIgnoreCase);
        HashSet<string> sections = new(Sections.Select(s => s.Section), StringComparer.OrdinalIgnoreCase);
        return configuration.GetSection(InstallationOptions.Section).AsEnumerable()
            .Where(o => o.Value is not null && !known.Contains(o.Key) && !(o.Value.Length == 0 && sections.Contains(o.Key)))
            .Select(o => o.Key).Order(StringComparer.Ordinal).Select(name => $"{name}: there is no such option. docs/operating.md lists them.");
    }

    private static IReadOnlyList<string> WrongValues(WebApplicationBuilder builder)
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

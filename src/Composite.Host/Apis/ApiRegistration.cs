using Composite.Host.Apis.Bodies;
using Composite.Host.Apis.Device;
using Composite.Host.Apis.Staff;
using Composite.Host.Apis.Staff.Exchange;
using Composite.Host.Health;

namespace Composite.Host.Apis;

/// <summary>What the endpoints need.</summary>
internal static class ApiRegistration
{
    public static void AddCompositeApis(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureHttpJsonOptions(json => StrictJson.Configure(json.SerializerOptions));
        builder.Services.AddSingleton<AttestationReading>();
        builder.Services.AddSingleton<StaffCommands>();
        builder.Services.AddSingleton<ListingImports>();
        builder.Services.AddSingleton<ExportSlots>();
        builder.Services.AddScoped<ExportSnapshots>();
        builder.Services.AddSingleton<ImpactAnswers>();
        builder.Services.AddSingleton<CountedLists>();
        builder.Services.AddSingleton<Readiness>();
    }
}

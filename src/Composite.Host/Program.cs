using Composite.Host.Access;
using Composite.Host.Apis;
using Composite.Host.Apis.Device;
using Composite.Host.Apis.Staff;
using Composite.Host.Health;
using Composite.Host.Hosting;
using Composite.Host.OpenApi;
using Composite.Host.Options;

// Options are read at the start and hold until the end: nothing need watch their files.
WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false", .. args]);
builder.AddCompositeOptions(args);
builder.AddCompositeLogging();
builder.AddCompositeHttps();
builder.AddCompositeStorage();
builder.AddCompositeLinks();
builder.AddCompositeSilo();
builder.AddCompositeAccess();
builder.AddCompositeApis();
builder.AddCompositeDescription();

return await builder.RunToEndAsync(args, app =>
{
    app.UseComposite();
    app.MapHealth();
    app.MapDeviceApi();
    app.MapStaffApi();
    app.MapDescription();
    app.RequireGuardedEndpoints();
});

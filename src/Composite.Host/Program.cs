using Composite.Host.Access;
using Composite.Host.Apis;
using Composite.Host.Apis.Device;
using Composite.Host.Apis.Staff;
using Composite.Host.Health;
using Composite.Host.Hosting;
using Composite.Host.OpenApi;
using Composite.Host.Options;

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
builder.AddCompositeOptions(args);
builder.AddCompositeLogging();
builder.AddCompositeHttps();
builder.AddCompositeStorage();
builder.AddCompositeLinks();
builder.AddCompositeSilo();
builder.AddCompositeAccess();
builder.AddCompositeApis();
builder.AddCompositeDescription();

return await builder.RunToEndAsync(app =>
{
    app.UseComposite();
    app.MapHealth();
    app.MapDeviceApi();
    app.MapStaffApi();
    app.MapDescription();
    app.RequireGuardedEndpoints();
});

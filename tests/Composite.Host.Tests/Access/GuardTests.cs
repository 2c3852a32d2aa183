using Composite.Host.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Composite.Host.Tests.Access;

public sealed class GuardTests
{
    [Fact]
    public async Task RequireGuardedEndpoints_OneWithoutAPolicy_EndsTheStart()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddAuthorizationBuilder();
        await using WebApplication app = builder.Build();
        app.MapGet("/guarded", () => Results.Ok()).RequireAuthorization(Policies.Staff);
        app.RequireGuardedEndpoints();
        app.MapGet("/open", () => Results.Ok());
        Assert.Contains("/open", Assert.Throws<InvalidOperationException>(app.RequireGuardedEndpoints).Message, StringComparison.Ordinal);
    }
}

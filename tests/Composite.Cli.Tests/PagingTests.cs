using Composite.Cli.Commands;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Composite.Cli.Tests;

public sealed class PagingTests(StaffApiServer server) : IClassFixture<StaffApiServer>
{
    [Fact]
    public async Task List_ThereAreMore_NamesTheCursor()
    {
        server.Serve("GET /v1/merchants?limit=1", "merchants-1.json");
        using ToolRun run = ToolRun.Against(server);

        await run.RunAsync("merchants", "list", "--limit", "1");

        Assert.Contains("1 merchant; as of journal position 1042.\nThere are more: --after 'c1+/=', or --all.\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_All_FollowsToTheEnd()
    {
        ServePages();
        using ToolRun run = ToolRun.Against(server);

        ExitCode exit = await run.RunAsync("merchants", "list", "--all");

        Assert.Equal((ExitCode.Ok, string.Empty), (exit, run.Error));
        Golden.Verify("merchants-all.txt", run.Output);
    }

    [Fact]
    public async Task List_AllAsJson_IsOneListWithTheLowestPosition()
    {
        ServePages();
        using ToolRun run = ToolRun.Against(server);

        await run.RunAsync("merchants", "list", "--all", "--json");

        Golden.Verify("merchants-all-json.txt", run.Output);
    }

    [Fact]
    public async Task List_AllBehindACursor_BeginsThere()
    {
        ServePages();
        using ToolRun run = ToolRun.Against(server);

        await run.RunAsync("merchants", "list", "--all", "--after", "c2");

        Assert.Contains("1 merchant", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_AllWithoutAnEnd_StopsAtTheBound()
    {
        const string page = """{"rows":[{"deviceId":"d"}],"next":"again","position":1}""";
        int pages = 0;
        Task Answer(HttpContext context)
        {
            pages++;
            return context.Response.WriteAsync(page);
        }

        server.Serve("GET /v1/devices?limit=500", Answer).Serve("GET /v1/devices?limit=500&after=again", Answer);
        using ToolRun run = ToolRun.Against(server);

        ExitCode exit = await run.RunAsync("devices", "list", "--all");

        Assert.Equal((ExitCode.Ok, ListCommand.MaxPages), (exit, pages));
        Assert.Equal("Stopped after 200 pages; the rest begins with --after 'again'.\n", run.Error);
    }

    [Fact]
    public async Task List_PageFailsOnTheWay_PrintsNothingAndFails()
    {
        server.ServeText("GET /v1/payments?limit=500", """{"rows":[{"paymentId":"p"}],"next":"n","position":1}""").ServeText("GET /v1/payments?limit=500&after=n", "{}", 503);
        using ToolRun run = ToolRun.Against(server);

        Assert.Equal(ExitCode.Unavailable, await run.RunAsync("payments", "list", "--all"));
        Assert.Equal(string.Empty, run.Output);
    }

    [Fact]
    public async Task List_Empty_SaysSo()
    {
        server.ServeText("GET /v1/devices?status=blocked&limit=50", """{"rows":[],"position":7}""");
        using ToolRun run = ToolRun.Against(server);

        await run.RunAsync("devices", "list", "--status", "blocked");

        Assert.Equal("No devices; as of journal position 7.\n", run.Output);
    }

    private void ServePages() => server.Serve("GET /v1/merchants?limit=500", "merchants-1.json")
        .Serve("GET /v1/merchants?limit=500&after=c1%2B%2F%3D", "merchants-2.json").Serve("GET /v1/merchants?limit=500&after=c2", "merchants-3.json");
}

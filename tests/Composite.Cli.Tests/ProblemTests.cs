using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Composite.Cli.Tests;

/// <summary>How errors read, and how the tool ends.</summary>
public sealed class ProblemTests(StaffApiServer server) : IClassFixture<StaffApiServer>
{
    [Fact]
    public async Task Problem_WithErrors_IsALinePerError()
    {
        server.Serve("POST /v1/merchants/m1/approval", "problem.json", 422);
        using ToolRun run = ToolRun.Against(server);

        ExitCode exit = await run.RunAsync("merchants", "approve", "m1", "--reason", "Because");

        Assert.Equal((ExitCode.Refused, string.Empty), (exit, run.Output));
        Assert.Equal(
            "merchantId: The merchant is not active. — Approve it first.\nreason: It has control characters. — Give 1 to 200 printable characters.\n", run.Error);
    }

    [Theory]
    [InlineData(400, ExitCode.Refused)]
    [InlineData(401, ExitCode.Unavailable)]
    [InlineData(403, ExitCode.Unavailable)]
    [InlineData(404, ExitCode.NotFound)]
    [InlineData(409, ExitCode.Refused)]
    [InlineData(422, ExitCode.Refused)]
    [InlineData(429, ExitCode.Unavailable)]
    [InlineData(500, ExitCode.Unavailable)]
    [InlineData(503, ExitCode.Unavailable)]
    [InlineData(302, ExitCode.Unavailable)]
    public async Task Problem_Status_DecidesTheExitCode(int status, object expected)
    {
        server.ServeText("GET /v1/journal", """{"type":"urn:composite:problem:x","title":"It can't be.","detail":"Do otherwise."}""", status);
        using ToolRun run = ToolRun.Against(server);

        ExitCode exit = await run.RunAsync("journal", "show");

        Assert.Equal((expected, string.Empty), (exit, run.Output));
        Assert.StartsWith("It can't be. — Do otherwise.\n", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>Bad gateway</html>", 502, "The server answered 502 without saying why.")]
    [InlineData("", 401, "Store a valid one with 'composite login'.")]
    [InlineData("<html>Welcome</html>", 200, "answer: The server's answer can't be read.")]
    [InlineData("[]", 200, "answer: The server's answer can't be read.")]
    [InlineData("", 200, "answer: The server's answer can't be read.")]
    public async Task Answer_NotOfTheApi_IsSaid(string answer, int status, string said)
    {
        server.ServeText("GET /v1/policies", answer, status);
        using ToolRun run = ToolRun.Against(server);

        Assert.Equal(ExitCode.Unavailable, await run.RunAsync("policies", "show"));
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_TooLarge_IsRefused()
    {
        server.Serve("GET /v1/policies", async context =>
        {
            context.Response.ContentLength = Connections.StaffApi.MaxAnswerBytes + 1L;
            await context.Response.Body.WriteAsync("{"u8.ToArray());
        });
        using ToolRun run = ToolRun.Against(server);

        Assert.Equal(ExitCode.Unavailable, await run.RunAsync("policies", "show"));
    }

    [Fact]
    public async Task Answer_NeverComes_IsGivenUpAtTheTimeout()
    {
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Serve("GET /v1/policies", async context =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        });
        using ToolRun run = ToolRun.Against(server);

        Task<ExitCode> running = run.RunAsync("policies", "show");
        await asked.Task;
        run.Clock.Advance(Connections.StaffApi.AnswerTimeout);

        Assert.Equal(ExitCode.Unavailable, await running);
        Assert.Contains("No answer for 30 s.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_NotThere_SaysThatItCantBeReached()
    {
        int port;
        using (TcpListener listener = new(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        using ToolRun run = ToolRun.Against(server);

        Assert.Equal(ExitCode.Unavailable, await run.RunAsync("journal", "show", "--url", $"https://127.0.0.1:{port}"));
        Assert.StartsWith($"https://127.0.0.1:{port}/: It can't be reached: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirect_ToAnotherServer_IsNotFollowed()
    {
        server.Serve("GET /v1/solutions?limit=50", context =>
        {
            context.Response.Redirect($"{server.Url}/v1/elsewhere");
            return Task.CompletedTask;
        });
        using ToolRun run = ToolRun.Against(server);

        Assert.Equal(ExitCode.Unavailable, await run.RunAsync("solutions", "list"));
        Assert.DoesNotContain(server.Seen, s => s.Line.Contains("elsewhere", StringComparison.Ordinal));
    }
}

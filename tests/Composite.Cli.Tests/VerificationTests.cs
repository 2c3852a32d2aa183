using System.Text;
using System.Text.Json;
using Composite.Cli.Answers;
using Composite.Cli.Journal;
using Composite.Cli.Screens;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Composite.Cli.Tests;

public sealed class VerificationTests(StaffApiServer server) : IClassFixture<StaffApiServer>
{
    private const string Whole = """{"eventsChecked":400000,"headPosition":400000,"headHash":"9f86d081","problems":[]}""";
    private const string Damaged = """{"eventsChecked":400000,"headPosition":400000,"headHash":"9f86d081","problems":[{"position":17,"stream":"device/d1","message":"The checksum does not match."}]}""";

    [Fact]
    public async Task Verify_JournalWhole_EndsWithOk()
    {
        Answer("""{"checked":100000,"total":400000}""", """{"checked":400000,"total":400000}""", Whole);
        using ToolRun run = ToolRun.Against(server);

        Assert.Equal(ExitCode.Ok, await run.RunAsync("journal", "verify"));
        Golden.Verify("verification-whole.txt", run.Output);
        Assert.Equal("verified  25%  100,000 of 400,000 events\nverified 100%  400,000 of 400,000 events\n", run.Error);
    }

    [Fact]
    public async Task Verify_JournalDamaged_EndsWithRefusedAndListsTheProblems()
    {
        Answer(Damaged);
        using ToolRun run = ToolRun.Against(server);

        Assert.Equal(ExitCode.Refused, await run.RunAsync("journal", "verify"));
        Golden.Verify("verification-damaged.txt", run.Output);
    }

    [Fact]
    public async Task Verify_AsJson_PrintsTheResultAndKeepsTheExitCode()
    {
        Answer("""{"checked":1,"total":400000}""", Damaged);
        using ToolRun run = ToolRun.Against(server);

        Assert.Equal(ExitCode.Refused, await run.RunAsync("journal", "verify", "--json"));
        Assert.Equal(Damaged, JsonSerializer.Serialize(JsonDocument.Parse(run.Output).RootElement));
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"checked":100000,"total":400000}""")]
    public async Task Verify_BreaksOff_IsNotTakenForWhole(string lines)
    {
        Answer(lines);
        using ToolRun run = ToolRun.Against(server);

        Assert.Equal(ExitCode.Unavailable, await run.RunAsync("journal", "verify"));
        Assert.Contains("broke off", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_ConnectionBreaks_IsNotTakenForWhole()
    {
        server.Serve("POST /v1/journal/verification", async context =>
        {
            await context.Response.WriteAsync("{\"checked\":1,\"total\":2}\n");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        using ToolRun run = ToolRun.Against(server);

        Assert.Equal(ExitCode.Unavailable, await run.RunAsync("journal", "verify"));
    }

    [Fact]
    public async Task Verify_StreamStalls_IsGivenUpAtTheTimeout()
    {
        Task<ExitCode> running = RunAgainstStalledStream(out ToolRun run, CancellationToken.None, out Task stalled);
        await stalled;
        run.Clock.Advance(Connections.StaffApi.AnswerTimeout);

        Assert.Equal(ExitCode.Unavailable, await running);
        run.Dispose();
    }

    [Fact]
    public async Task Verify_Interrupted_EndsAsShellsReportIt()
    {
        using CancellationTokenSource interrupt = new();
        Task<ExitCode> running = RunAgainstStalledStream(out ToolRun run, interrupt.Token, out Task stalled);
        await stalled;
        await interrupt.CancelAsync();

        Assert.Equal(ExitCode.Interrupted, await running);
        run.Dispose();
    }

    [Fact]
    public async Task Verify_OnATerminal_DrawsABarAndTakesItOff()
    {
        Answer("""{"checked":100000,"total":400000}""", Whole);
        using ToolRun run = ToolRun.Against(server);
        run.Terminal = 80;
        run.Variables["NO_COLOR"] = "1";

        await run.RunAsync("journal", "verify");

        string bar = "[######..................]  25%  100,000 of 400,000 events";
        Assert.Equal($"\r{bar}\r{new string(' ', bar.Length)}\r", run.Error);
    }

    [Fact]
    public void Progress_NoTerminal_WritesALineEveryIntervalAndAtTheEnd()
    {
        using ToolRun run = new();
        using VerificationProgress progress = new(run.Surroundings());
        for (int done = 0; done <= 100; done += 10)
        {
            progress.Report(JsonSerializer.SerializeToElement(new { @checked = done, total = 100 }));
            run.Clock.Advance(ProgressBar.LineInterval / 4);
        }

        Assert.Equal(
            """
            verified   0%  0 of 100 events
            verified  40%  40 of 100 events, 8/s, 8 s left
            verified  80%  80 of 100 events, 8/s, 3 s left
            verified 100%  100 of 100 events, 8/s, 0 s left

            """, run.Error);
    }

    [Fact]
    public async Task Ndjson_LineAtTheBound_IsReadAndOneBeyondIsRefused()
    {
        string atBound = $"\"{new string('x', NdjsonReader.MaxLineBytes - 3)}\"\n";
        string beyond = $"\"{new string('x', NdjsonReader.MaxLineBytes - 1)}\"\n";

        Assert.Equal(2, await CountAsync($"{atBound}{{}}"));
        await Assert.ThrowsAsync<InvalidDataException>(() => CountAsync(beyond));
    }

    [Fact]
    public async Task Ndjson_EmptyLinesAndNoLastNewline_AreAllowed() => Assert.Equal(2, await CountAsync("{}\n\r\n  \n{}"));

    private static async Task<int> CountAsync(string text)
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(text));
        int count = 0;
        await foreach (JsonElement _ in NdjsonReader.ReadAsync(stream, CancellationToken.None)) count++;
        return count;
    }

    private Task<ExitCode> RunAgainstStalledStream(out ToolRun run, CancellationToken cancellationToken, out Task stalled)
    {
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Serve("POST /v1/journal/verification", async context =>
        {
            await context.Response.WriteAsync("{\"checked\":1,\"total\":2}\n");
            await context.Response.Body.FlushAsync();
            reached.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        });
        stalled = reached.Task;
        run = ToolRun.Against(server);
        return run.RunAsync(["journal", "verify"], cancellationToken);
    }

    private void Answer(params string[] lines) => server.Serve("POST /v1/journal/verification", async context =>
    {
        context.Response.ContentType = "application/x-ndjson";
        foreach (string line in lines)
        {
            await context.Response.WriteAsync(line + "\n");
            await context.Response.Body.FlushAsync();
        }
    });
}

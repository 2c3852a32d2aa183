using System.Text.Json.Nodes;
using Xunit;

namespace Composite.Cli.Tests;

/// <summary>Commands whose body is put together from options: what they send, and what they show once.</summary>
public sealed class FormTests(StaffApiServer server) : IClassFixture<StaffApiServer>
{
    public static TheoryData<string[], string, string, string> Forms => new()
    {
        {
            ["cases", "open", "c1", "--component", "sdk", "--versions", "3.1.x, 3.2.x", "--cvss", "9.8", "--severity", "Bad", "--title", "T", "--discovered-at", "2026-07-31T09:00:00Z", "--source", "S", "--description", "D"],
            "PUT /v1/cases/c1",
            """{"componentId":"sdk","affectedVersions":["3.1.x","3.2.x"],"severity":{"cvssScore":9.8,"words":"Bad"},"title":"T","discoveredAt":"2026-07-31T09:00:00Z","source":"S","description":"D"}""",
            "case c1: opened"
        },
        { ["cases", "amend", "c1", "--title", "Better", "--reason", "R"], "POST /v1/cases/c1/amendments", """{"reason":"R","title":"Better"}""", "case c1: amended" },
        { ["cases", "act", "block", "c1", "--reason", "R"], "POST /v1/cases/c1/block", """{"reason":"R"}""", "case c1: blocked" },
        { ["cases", "act", "restrict", "c1", "--reason", "R"], "POST /v1/cases/c1/restriction", """{"reason":"R"}""", "case c1: restricted" },
        {
            ["cases", "act", "campaign", "c1", "--target", "3.3.0", "--deadline", "2026-09-01", "--message", "M"], "POST /v1/cases/c1/campaigns",
            """{"targetVersion":"3.3.0","deadlineOn":"2026-09-01","message":"M"}""", "case c1: campaign started"
        },
        { ["cases", "act", "decide", "c1", "--decision", "D", "--reason", "R"], "POST /v1/cases/c1/decisions", """{"decision":"D","reason":"R"}""", "case c1: decided" },
        {
            ["cases", "notify", "c1", "acquirer/nordbank", "--sent-at", "2026-08-01T10:00:00Z", "--channel", "e-mail", "--reference", "4711"], "POST /v1/cases/c1/notifications",
            """{"recipientId":"acquirer/nordbank","sentAt":"2026-08-01T10:00:00Z","channel":"e-mail","reference":"4711"}""", "case c1, acquirer/nordbank: notified"
        },
        { ["cases", "close", "c1", "--outcome", "resolved", "--conclusion", "C"], "POST /v1/cases/c1/closure", """{"outcome":"resolved","conclusion":"C"}""", "case c1: closed" },
        {
            ["webhooks", "change", "w1", "--url", "https://h.example", "--types", "caseOpened", "--acquirer", "a1", "--solutions", "s1,s2"], "PUT /v1/webhooks/w1",
            """{"url":"https://h.example","types":["caseOpened"],"acquirerId":"a1","solutionIds":["s1","s2"]}""", "webhook w1: changed"
        },
        { ["webhooks", "disable", "w1", "--reason", "R"], "PUT /v1/webhooks/w1/activation", """{"active":false,"reason":"R"}""", "webhook w1: disabled" },
        { ["webhooks", "remove", "w1", "--reason", "R"], "POST /v1/webhooks/w1/removal", """{"reason":"R"}""", "webhook w1: removed" },
        { ["webhooks", "test", "w1"], "POST /v1/webhooks/w1/test", "", "webhook w1: a test notice is on its way" },
        { ["webhooks", "redeliver", "w1", "ntc_1"], "POST /v1/webhooks/w1/deliveries/ntc_1/redelivery", "", "notice ntc_1: to be sent again" },
        { ["calendar", "unsubscribe"], "POST /v1/calendar/token/revocation", "", "your calendar address: revoked" },
        {
            ["acquirers", "set-notification-terms", "a1", "--hours", "24", "--contact", "Desk", "--email", "desk@a.example"], "PUT /v1/acquirers/a1/notification-terms",
            """{"hours":24,"contact":{"name":"Desk","email":"desk@a.example"}}""", "acquirer a1: terms recorded"
        },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Form_Accepted_SendsItAndNamesThePosition(string[] arguments, string request, string body, string said)
    {
        server.ServeText(request, """{"position":1044,"changed":true}""");
        using ToolRun run = ToolRun.Against(server);

        ExitCode exit = await run.RunAsync(arguments);

        SeenRequest seen = server.Seen[^1];
        Assert.Equal((ExitCode.Ok, $"{said}; journal position 1044.\n", string.Empty), (exit, run.Output, run.Error));
        Assert.Equal(request, seen.Line);
        Assert.True(body.Length == 0 ? seen.Body.Length == 0 : JsonNode.DeepEquals(JsonNode.Parse(body), JsonNode.Parse(seen.Body)), seen.Body);
    }

    [Theory]
    [InlineData("webhooks add desk --url https://hooks.example --types caseOpened,caseClosed", "POST /v1/webhooks", "webhook-secret", """{"webhookId":"desk","secret":"whsec_AAAA"}""")]
    [InlineData("webhooks rotate desk", "POST /v1/webhooks/desk/secret-rotation", "webhook-rotated", """{"webhookId":"desk","secret":"whsec_BBBB","formerValidUntil":"2026-08-01T12:00:00+00:00"}""")]
    [InlineData("calendar subscribe", "POST /v1/calendar/token", "calendar-address", """{"path":"/v1/calendar/CCCC.ics"}""")]
    public async Task Secret_MadeByTheServer_IsShownOnce(string commandLine, string request, string golden, string answer)
    {
        server.ServeText(request, answer, 201);
        using ToolRun run = ToolRun.Against(server);
        Assert.Equal(ExitCode.Ok, await run.RunAsync(commandLine.Split(' ')));
        Golden.Verify($"{golden}.txt", run.Output);
    }

    [Theory]
    [InlineData("cases open c1")]
    [InlineData("cases amend c1")]
    [InlineData("cases amend c1 --reason r --cvss high")]
    [InlineData("cases act")]
    [InlineData("cases notify c1")]
    [InlineData("webhooks add desk --url https://hooks.example")]
    [InlineData("webhooks rotate ..")]
    [InlineData("acquirers set-notification-terms a1 --hours soon --contact c --email e")]
    public async Task CommandLine_Wrong_IsAUsageErrorAndCallsNothing(string commandLine)
    {
        int before = server.Seen.Count;
        using ToolRun run = ToolRun.Against(server);
        Assert.Equal((ExitCode.Usage, before), (await run.RunAsync(commandLine.Split(' ')), server.Seen.Count));
        Assert.NotEmpty(run.Error);
    }
}

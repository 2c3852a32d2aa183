using Xunit;

namespace Composite.Cli.Tests;

public sealed class ChangeTests(StaffApiServer server) : IClassFixture<StaffApiServer>
{
    public static TheoryData<string, string, string, string> Changes => new()
    {
        { "merchants suspend m1", "POST /v1/merchants/m1/suspension", """{"reason":"Because"}""", "merchant m1: suspended" },
        { "merchants approve m1", "POST /v1/merchants/m1/approval", """{"reason":"Because"}""", "merchant m1: approved" },
        { "devices suspend d1", "POST /v1/devices/d1/status-changes", """{"change":"suspend","reason":"Because"}""", "device d1: suspended" },
        { "devices reinstate d1", "POST /v1/devices/d1/status-changes", """{"change":"reinstate","reason":"Because"}""", "device d1: reinstated" },
        { "devices block d1", "POST /v1/devices/d1/status-changes", """{"change":"block","reason":"Because"}""", "device d1: blocked" },
        { "devices decommission d1", "POST /v1/devices/d1/status-changes", """{"change":"decommission","reason":"Because"}""", "device d1: decommissioned" },
        { "acquirers suspend a1", "PUT /v1/acquirers/a1/activation", """{"active":false,"reason":"Because"}""", "acquirer a1: suspended" },
        { "acquirers reinstate a1", "PUT /v1/acquirers/a1/activation", """{"active":true,"reason":"Because"}""", "acquirer a1: reinstated" },
        { "components revoke-listing c1 2025-00123.001", "POST /v1/components/c1/listings/2025-00123.001/revocation", """{"reason":"Because"}""", "listing 2025-00123.001: revoked" },
        { "policies withdraw p1", "POST /v1/policies/proposals/p1/withdrawal", """{"reason":"Because"}""", "proposal p1: withdrawn" },
        { "waivers end w1", "POST /v1/waivers/w1/end", """{"reason":"Because"}""", "waiver w1: ended" },
        {
            "remediations decide sdk 2025-00123.001 --decision go-on", "POST /v1/remediations/decisions",
            """{"subjectId":"sdk","reference":"2025-00123.001","decision":"go-on","reason":"Because"}""", "listing 2025-00123.001: decided"
        },
        {
            "policies propose p1 --effective-from 2026-12-01T00:00:00Z --set expiryGraceDays=3 --set noticeLeadDays=90 --effect checkpointLapsed=warn,refuse,refuse", "POST /v1/policies/proposals",
            """{"proposalId":"p1","effectiveFrom":"2026-12-01T00:00:00+00:00","values":{"expiryGraceDays":3,"noticeLeadDays":[90],"certificationEffects":[{"status":"checkpointLapsed","payments":"warn","newDevices":"refuse","newMerchants":"refuse"}]},"reason":"Because"}""",
            "proposal p1: proposed; another member must approve it"
        },
        {
            "waivers propose w1 --subject sdk --listing 2025-00123.001 --status expired --until 2026-12-31T00:00:00Z --control review", "POST /v1/waivers",
            """{"waiverId":"w1","subjectId":"sdk","reference":"2025-00123.001","statuses":["expired"],"validUntil":"2026-12-31T00:00:00+00:00","reason":"Because","compensatingControl":"review","coversAdmission":false}""",
            "waiver w1: proposed; another member must approve it"
        },
        {
            "components revoke-listing c1 2025-00123.001 --effective-at 2026-08-01T02:00:00+02:00", "POST /v1/components/c1/listings/2025-00123.001/revocation",
            """{"reason":"Because","effectiveAt":"2026-08-01T02:00:00+02:00"}""", "listing 2025-00123.001: revoked"
        },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Change_Accepted_SendsItAndNamesThePosition(string commandLine, string request, string body, string said)
    {
        server.ServeText(request, """{"position":1044,"changed":true}""");
        using ToolRun run = ToolRun.Against(server);

        ExitCode exit = await run.RunAsync([.. commandLine.Split(' '), "--reason", "Because"]);

        SeenRequest seen = server.Seen[^1];
        Assert.Equal((request, body, $"Bearer {StaffApiServer.Credential}"), (seen.Line, System.Text.RegularExpressions.Regex.Unescape(seen.Body), seen.Authorization));
        Assert.Equal((ExitCode.Ok, $"{said}; journal position 1044.\n", string.Empty), (exit, run.Output, run.Error));
    }

    [Fact]
    public async Task Change_SoAlready_SaysThatNothingChanged()
    {
        server.ServeText("POST /v1/merchants/m2/suspension", """{"position":0,"changed":false}""");
        using ToolRun run = ToolRun.Against(server);

        Assert.Equal(ExitCode.Ok, await run.RunAsync("merchants", "suspend", "m2", "--reason", "Because"));
        Assert.Equal("merchant m2: suspended already; nothing changed.\n", run.Output);
    }

    [Theory]
    [InlineData("policies approve p1", "POST /v1/policies/proposals/p1/approval", "proposal p1: approved")]
    [InlineData("waivers approve w1", "POST /v1/waivers/w1/approval", "waiver w1: approved")]
    public async Task Approve_Accepted_SendsTheMembersCredentialAndNothingElse(string commandLine, string request, string said)
    {
        server.ServeText(request, """{"position":1044,"changed":true}""");
        using ToolRun run = ToolRun.Against(server);

        Assert.Equal(ExitCode.Ok, await run.RunAsync(commandLine.Split(' ')));
        Assert.Equal((request, "{}", $"Bearer {StaffApiServer.Credential}"), (server.Seen[^1].Line, server.Seen[^1].Body, server.Seen[^1].Authorization));
        Assert.Equal($"{said}; journal position 1044.\n", run.Output);
    }

    [Fact]
    public async Task IssueCode_Accepted_ShowsTheCode()
    {
        server.ServeText("POST /v1/devices/d1/activation-codes", """{"deviceId":"d1","activationCode":"0123-4567-89AB-CDEF","expiresAt":"2026-07-31T12:15:00Z"}""", 201);
        using ToolRun run = ToolRun.Against(server);

        ExitCode exit = await run.RunAsync("devices", "issue-code", "d1");

        Assert.Equal((ExitCode.Ok, string.Empty), (exit, server.Seen[^1].Body));
        Golden.Verify("activation-code.txt", run.Output);
    }

    [Theory]
    [InlineData("merchants suspend m1")]
    [InlineData("merchants suspend m1 --reason= ")]
    [InlineData("merchants suspend .. --reason because")]
    [InlineData("merchants show ..")]
    [InlineData("merchants list --limit 0")]
    [InlineData("merchants list --limit 501")]
    [InlineData("merchants list --colour red")]
    [InlineData("components revoke-listing c1 r1 --reason because --effective-at 2026-08-01T00:00:00")]
    [InlineData("policies propose p1 --effective-from 2026-12-01T00:00:00Z --set expiryGraceDays --reason because")]
    [InlineData("policies propose p1 --effective-from 2026-12-01T00:00:00Z --set expiryGraceDays=3,4 --reason because")]
    [InlineData("policies propose p1 --effective-from 2026-12-01T00:00:00Z --effect expired=allow --reason because")]
    [InlineData("waivers propose w1 --subject s --listing r --status expired --control c --reason because")]
    [InlineData("payments")]
    [InlineData("frobnicate")]
    [InlineData("journal verify --url http://localhost:1")]
    [InlineData("journal verify --url https://name:secret@localhost:1")]
    [InlineData("journal verify --certificate 12:34")]
    [InlineData("journal verify --credential-file /does/not/exist")]
    public async Task CommandLine_Wrong_IsAUsageErrorAndCallsNothing(string commandLine)
    {
        int before = server.Seen.Count;
        using ToolRun run = ToolRun.Against(server);

        ExitCode exit = await run.RunAsync(commandLine.Split(' '));

        Assert.Equal((ExitCode.Usage, string.Empty, before), (exit, run.Output, server.Seen.Count));
        Assert.NotEmpty(run.Error);
        Assert.DoesNotContain("secret", run.Error, StringComparison.Ordinal);
    }
}

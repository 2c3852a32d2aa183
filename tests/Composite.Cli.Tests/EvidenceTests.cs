using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Composite.Cli.Tests;

/// <summary>Documents to and from the server, and the exit codes of an assessment.</summary>
public sealed class EvidenceTests(StaffApiServer server) : IClassFixture<StaffApiServer>
{
    private const string Report = "%PDF-1.7 report";
    private static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Report)));

    [Fact]
    public async Task Add_File_IsSentAsItIsWithItsFactsInTheQuery()
    {
        const string Line = "POST /v1/evidence?title=Penetration%20test&type=penetrationTest&validFrom=2026-05-01&fileName=report.pdf&subject=sdk-a&subject=app-a";
        server.ServeText(Line, $$"""{"sha256":"{{Hash}}","bytes":15,"mediaType":"application/pdf","wasThere":false,"position":9}""", 201);
        using ToolRun run = ToolRun.Against(server);
        string file = Path.Combine(run.Folder, "report.pdf");
        await File.WriteAllTextAsync(file, Report);

        ExitCode exit = await run.RunAsync("evidence", "add", file, "--title", "Penetration test", "--type", "penetrationTest", "--valid-from", "2026-05-01", "--subject", "sdk-a", "--subject", "app-a");

        Assert.Equal(ExitCode.Ok, exit);
        Assert.Equal(Report, server.Seen.Last(s => s.Line == Line).Body);
        Assert.Contains("added; journal position 9", run.Output, StringComparison.Ordinal);
        Assert.Contains(Hash, run.Output, StringComparison.Ordinal);
        Assert.Contains("100%  15 of 15 bytes", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_FileThatIsNotThere_IsAUsageError()
    {
        using ToolRun run = ToolRun.Against(server);
        Assert.Equal(ExitCode.Usage, await run.RunAsync("evidence", "add", Path.Combine(run.Folder, "none.pdf"), "--title", "T", "--type", "other", "--valid-from", "2026-05-01"));
    }

    [Fact]
    public async Task Add_Refused_TellsEveryReason()
    {
        server.ServeText(
            "POST /v1/evidence?title=T&type=other&validFrom=2026-05-01&fileName=bomb.zip",
            """{"type":"urn:composite:problem:command-refused","title":"The command was refused.","status":422,"errors":[{"code":"unsafe-archive","field":"entry a.zip","reason":"Archives are nested more than once.","remedy":"Give an ordinary ZIP archive."}]}""", 422);
        using ToolRun run = ToolRun.Against(server);
        string file = Path.Combine(run.Folder, "bomb.zip");
        await File.WriteAllTextAsync(file, "PK");
        Assert.Equal(ExitCode.Refused, await run.RunAsync("evidence", "add", file, "--title", "T", "--type", "other", "--valid-from", "2026-05-01"));
        Assert.Contains("entry a.zip: Archives are nested more than once.", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Report, true)]
    [InlineData("%PDF-1.7 forged", false)]
    public async Task Get_Document_IsSavedOnlyWhenItsHashIsRight(string sent, bool right)
    {
        server.Serve($"GET /v1/evidence/{Hash}/content", context => context.Response.WriteAsync(sent, context.RequestAborted));
        using ToolRun run = ToolRun.Against(server);
        string file = Path.Combine(run.Folder, "saved.pdf");

        Assert.Equal(right ? ExitCode.Ok : ExitCode.Refused, await run.RunAsync("evidence", "get", Hash, "--output", file));

        Assert.Equal(right, File.Exists(file));
        if (right) Assert.Equal(ExitCode.Usage, await run.RunAsync("evidence", "get", Hash, "--output", file));
    }

    [Fact]
    public async Task Assess_SomethingNotMet_EndsWithOneAndShowsItFirst()
    {
        server.Serve("GET /v1/controls/assessment", "controls-assessment.json");
        using ToolRun run = ToolRun.Against(server);

        ExitCode exit = await run.RunAsync("controls", "assess");

        Assert.Equal(ExitCode.Refused, exit);
        Golden.Verify("controls-assessment.txt", run.Output);
    }

    [Fact]
    public async Task Declare_Scope_TakesOwnAReferenceOrAThirdParty()
    {
        server.ServeText("PUT /v1/solutions/tap-to-pay/scope", """{"position":5,"changed":true}""");
        using ToolRun run = ToolRun.Against(server);

        ExitCode exit = await run.RunAsync("scope", "declare", "tap-to-pay", "--software", "2025-00123.001", "--application", "own", "--attestation", "own", "--back-end", "back-office");

        Assert.Equal(ExitCode.Ok, exit);
        Assert.Equal(
            """{"software":{"source":"listing","reference":"2025-00123.001"},"application":{"source":"own"},"attestation":{"source":"own"},"backEnd":{"source":"thirdParty","thirdPartyId":"back-office"}}""",
            server.Seen.Last(s => s.Line.StartsWith("PUT", StringComparison.Ordinal)).Body);
    }

    [Theory]
    [InlineData("mapping.csv", "control,requirement\nSOL-INV-01,A-1\n", "PUT /v1/controls/mappings/ours/csv?sourceEdition=edition%201")]
    [InlineData("mapping.json", "[]", "PUT /v1/controls/mappings/ours")]
    public async Task ImportMapping_ByItsEnding_IsCsvOrJson(string name, string content, string line)
    {
        server.ServeText(line, """{"position":6,"changed":true}""");
        using ToolRun run = ToolRun.Against(server);
        string file = Path.Combine(run.Folder, name);
        await File.WriteAllTextAsync(file, content);

        Assert.Equal(ExitCode.Ok, await run.RunAsync("controls", "import-mapping", "ours", file, "--edition", "edition 1"));
    }
}

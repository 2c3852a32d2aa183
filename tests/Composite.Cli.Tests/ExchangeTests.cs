using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Composite.Cli.Tests;

/// <summary>Imports, exports and evidence packs.</summary>
public sealed class ExchangeTests(StaffApiServer server) : IClassFixture<StaffApiServer>
{
    private const string Applied = """{"outcome":"applied","mode":"all","importId":"i1","fileSha256":"aa11","digest":"dd22","position":812,"counts":{"rows":1,"new":1,"errors":0},"results":{"applied":1},"errors":[],"rows":[],"rowsNotListed":0}""";

    [Fact]
    public async Task Import_WithoutApply_IsADryRunThatEndsWithOneWhenThereAreErrors()
    {
        server.Serve("POST /v1/imports/listings?format=csv&mode=dryRun", "import-dry-run.json");
        using ToolRun run = ToolRun.Against(server);
        ExitCode exit = await run.RunAsync("import", "listings", FileIn(run, "l.csv", "componentId\n"));
        Assert.Equal((ExitCode.Refused, "componentId\n"), (exit, server.Seen[^1].Body));
        Golden.Verify("import-dry-run.txt", run.Output);
    }

    [Fact]
    public async Task Import_Apply_DoesADryRunAndBindsToItsDigest()
    {
        server.ServeText("POST /v1/imports/listings?format=json&mode=dryRun&corrections=true&reason=Read%20again", """{"outcome":"dryRun","digest":"dd22","counts":{"errors":0}}""");
        server.ServeText("POST /v1/imports/listings?format=json&mode=all&corrections=true&reason=Read%20again&digest=dd22", Applied);
        using ToolRun run = ToolRun.Against(server);
        Assert.Equal(ExitCode.Ok, await run.RunAsync("import", "listings", FileIn(run, "l.json", "[]"), "--apply", "all", "--corrections", "--reason", "Read again"));
        Assert.Contains("Applied", run.Output, StringComparison.Ordinal);
        Assert.Contains("i1", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_Outdated_ShowsTheNewDifferenceAndEndsWithOne()
    {
        server.ServeText("POST /v1/imports/listings?format=csv&mode=valid&digest=old", """{"type":"urn:composite:problem:import-outdated","title":"The file means something else now.","detail":"Nothing was changed.","status":409,"import":{"outcome":"outdated","digest":"new","counts":{"rows":1},"rows":[{"row":1,"reference":"2026-00003.001","verdict":"same"}]}}""", 409);
        using ToolRun run = ToolRun.Against(server);
        Assert.Equal(ExitCode.Refused, await run.RunAsync("import", "listings", FileIn(run, "l.csv", "x"), "--apply", "valid", "--digest", "old"));
        Assert.Contains("Not applied", run.Output, StringComparison.Ordinal);
        Assert.Contains("The file means something else now.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_RefusedAsAWhole_TellsEveryError()
    {
        server.ServeText("POST /v1/imports/listings?format=csv&mode=dryRun", """{"type":"urn:composite:problem:invalid-request","title":"No.","status":400,"errors":[{"code":"missing-column","field":"expiresOn","reason":"The column is missing.","remedy":"Add it."}]}""", 400);
        using ToolRun run = ToolRun.Against(server);
        Assert.Equal(ExitCode.Refused, await run.RunAsync("import", "listings", FileIn(run, "l.csv", "x")));
        Assert.Equal("expiresOn: The column is missing. — Add it.\n", run.Error);
    }

    [Theory]
    [InlineData("import listings nothing.csv")]
    [InlineData("import listings listings.xlsx")]
    [InlineData("import listings l.csv --apply some")]
    [InlineData("import listings l.csv --apply all --corrections")]
    [InlineData("export pdf -o x")]
    [InlineData("export csv")]
    [InlineData("evidence-pack --solution tap")]
    public async Task CommandLine_Wrong_IsAUsageErrorAndCallsNothing(string commandLine)
    {
        int before = server.Seen.Count;
        using ToolRun run = ToolRun.Against(server);
        Assert.Equal((ExitCode.Usage, before), (await run.RunAsync(commandLine.Split(' ')), server.Seen.Count));
        Assert.NotEmpty(run.Error);
    }

    [Fact]
    public async Task Export_WritesTheFileAndNamesItsHash()
    {
        server.ServeText("GET /v1/exports/inventory?format=csv&solutionId=tap&validAt=2026-01-31T12%3A00%3A00Z", "a,b\n");
        using ToolRun run = ToolRun.Against(server);
        string path = Path.Combine(run.Folder, "out.csv");
        Assert.Equal(ExitCode.Ok, await run.RunAsync("export", "csv", "--solution", "tap", "--valid-at", "2026-01-31T12:00:00Z", "-o", path));
        Assert.Equal("a,b\n", await File.ReadAllTextAsync(path));
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData("a,b\n"u8)), run.Output, StringComparison.Ordinal);

        using ToolRun again = ToolRun.Against(server);
        Assert.Equal(ExitCode.Usage, await again.RunAsync("export", "csv", "--solution", "tap", "--valid-at", "2026-01-31T12:00:00Z", "-o", path));
        Assert.Contains("--force", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_BrokenOff_LeavesNoFile()
    {
        server.Serve("GET /v1/exports/inventory?format=json", async context =>
        {
            await context.Response.WriteAsync("{", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
        });
        using ToolRun run = ToolRun.Against(server);
        Assert.Equal(ExitCode.Unavailable, await run.RunAsync("export", "json", "-o", Path.Combine(run.Folder, "out.json")));
        Assert.Empty(Directory.GetFiles(run.Folder, "out*"));
    }

    [Fact]
    public async Task EvidencePack_ShowsABarAndVerifiesWhatItWrote()
    {
        byte[] pack = Pack(("a.txt", "alpha"), ("b.txt", "beta"));
        server.Serve("GET /v1/exports/evidence-pack?solutionId=tap", async context =>
        {
            context.Response.Headers["Composite-Expected-Bytes"] = $"{pack.Length * 2}";
            await context.Response.Body.WriteAsync(pack, context.RequestAborted);
        });
        using ToolRun run = ToolRun.Against(server);
        run.Terminal = 100;
        string path = Path.Combine(run.Folder, "tap.zip");
        Assert.Equal(ExitCode.Ok, await run.RunAsync("evidence-pack", "--solution", "tap", "-o", path));
        Assert.Contains("[############............]  50%", run.Error, StringComparison.Ordinal);
        Assert.Contains("The pack is whole: 2 files", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("changed", "a.txt: its bytes are not those of the manifest")]
    [InlineData("added", "c.txt: the manifest does not name it")]
    [InlineData("removed", "b.txt: it is missing")]
    public async Task Verify_PackThatWasAltered_NamesTheFileAndEndsWithOne(string what, string said)
    {
        using ToolRun run = ToolRun.Against(server);
        string path = Path.Combine(run.Folder, "tap.zip");
        await File.WriteAllBytesAsync(path, Pack(("a.txt", "alpha"), ("b.txt", "beta")));
        using (ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Update))
        {
            if (what is "changed") zip.GetEntry("a.txt")!.Delete();
            if (what is "removed") zip.GetEntry("b.txt")!.Delete();
            if (what is not "removed") Write(zip, what is "added" ? "c.txt" : "a.txt", "other");
        }

        Assert.Equal(ExitCode.Refused, await run.RunAsync("evidence-pack", "verify", path));
        Assert.Contains(said, run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no zip at all")]
    [InlineData("")]
    public async Task Verify_NoPack_IsRefused(string content)
    {
        using ToolRun run = ToolRun.Against(server);
        Assert.Equal(ExitCode.Refused, await run.RunAsync("evidence-pack", "verify", FileIn(run, "x.zip", content)));
        Assert.NotEmpty(run.Error);
    }

    private static string FileIn(ToolRun run, string name, string content)
    {
        string path = Path.Combine(run.Folder, name);
        File.WriteAllText(path, content);
        return path;
    }

    private static byte[] Pack(params (string Name, string Content)[] files)
    {
        using MemoryStream stream = new();
        using (ZipArchive zip = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, string content) in files) Write(zip, name, content);
            string listed = string.Join(',', files.Select(f => $$"""{"name":"{{f.Name}}","sha256":"{{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(f.Content)))}}","bytes":{{f.Content.Length}}}"""));
            Write(zip, "manifest.json", $$"""{"schema":"composite-evidence-pack-1","solutionId":"tap","asOf":{"validAt":"2026-03-01T12:00:00Z","position":7},"journal":{"position":7,"hash":"ff"},"files":[{{listed}}]}""");
        }

        return stream.ToArray();
    }

    private static void Write(ZipArchive zip, string name, string content)
    {
        using StreamWriter writer = new(zip.CreateEntry(name).Open());
        writer.Write(content);
    }
}

using System.Text.RegularExpressions;
using Composite.Cli.Commands;
using Xunit;

namespace Composite.Cli.Tests;

/// <summary>Every command that sends what its options say: its request, to the byte.</summary>
public sealed class SendTests(StaffApiServer server) : IClassFixture<StaffApiServer>
{
    private const string Digest = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string Row = """{"reference":"2025-00123.001"}""";

    public static TheoryData<string, string, string, string> Commands => new()
    {
        { "components register c1 --kind kernel --name K --vendor V", "PUT /v1/components/c1", """{"kind":"kernel","name":"K","vendor":"V"}""", "component c1: registered" },
        { "components rename c1 --name K --vendor V --reason Because", "PUT /v1/components/c1/name", """{"name":"K","vendor":"V","reason":"Because"}""", "component c1: renamed" },
        { "components set-profile c1 --third-party t1 --contributes Kernel --notes N", "PUT /v1/components/c1/profile", """{"thirdPartyId":"t1","contributes":"Kernel","notes":"N"}""", "component c1: profile set" },
        { "components set-profile c1 --responsibilities FILE", "PUT /v1/components/c1/profile", """{"responsibilities":{"reference":"2025-00123.001"}}""", "component c1: profile set" },
        {
            $"components add-version c1 --version 1.0 --crypto-expires-on 2027-06-30 --package com.example.pos --certificate {Digest} --certificate {Digest}", "POST /v1/components/c1/versions",
            $$"""{"version":"1.0","cryptoExpiresOn":"2027-06-30","packageName":"com.example.pos","certificateSha256s":["{{Digest}}","{{Digest}}"]}""", "component c1: version added"
        },
        { "components correct-version c1 1.0 --crypto-expires-on 2027-05-31 --reason Because", "POST /v1/components/c1/versions/1.0/correction", """{"cryptoExpiresOn":"2027-05-31","reason":"Because"}""", "version 1.0: corrected" },
        { "components withdraw-version c1 1.0 --reason Because", "POST /v1/components/c1/versions/1.0/withdrawal", """{"reason":"Because"}""", "version 1.0: withdrawn" },
        { "components reinstate-version c1 1.0 --reason Because", "POST /v1/components/c1/versions/1.0/reinstatement", """{"reason":"Because"}""", "version 1.0: reinstated" },
        { "components record-listing c1 --file FILE", "POST /v1/components/c1/listings", Row, "component c1: listing recorded" },
        { "components correct-listing c1 r1 --file FILE --reason Because", "POST /v1/components/c1/listings/r1/correction", $$"""{"listing":{{Row}},"reason":"Because"}""", "listing r1: corrected" },
        { "components retract-listing c1 r1 --reason Because", "POST /v1/components/c1/listings/r1/retraction", """{"reason":"Because"}""", "listing r1: retracted" },
        { "components withdraw-revocation c1 r1 --reason Because", "POST /v1/components/c1/listings/r1/revocation-withdrawal", """{"reason":"Because"}""", "listing r1: revocation withdrawn" },
        {
            "components open-remediation c1 r1 --reason Because --effective-at 2026-08-01T02:00:00+02:00", "POST /v1/components/c1/listings/r1/remediation",
            """{"reason":"Because","effectiveAt":"2026-08-01T02:00:00+02:00","open":true}""", "listing r1: in remediation"
        },
        { "components close-remediation c1 r1 --reason Because", "POST /v1/components/c1/listings/r1/remediation", """{"reason":"Because","open":false}""", "listing r1: out of remediation" },
        {
            "components complete-checkpoint c1 r1 --completed-on 2026-03-01 --next-due-on 2027-03-01", "POST /v1/components/c1/listings/r1/checkpoints",
            """{"completedOn":"2026-03-01","nextDueOn":"2027-03-01"}""", "listing r1: checkpoint recorded"
        },
        {
            "components record-compliance c1 --standard pciDss --standard-version 4.0.1 --assessor Q --valid-from 2026-01-01 --expires-on 2027-01-01 --corrects --reason Because",
            "POST /v1/components/c1/compliance",
            """{"standard":"pciDss","standardVersion":"4.0.1","assessor":"Q","validFrom":"2026-01-01","expiresOn":"2027-01-01","corrects":true,"reason":"Because"}""", "component c1: attestation recorded"
        },
        { "components retract-compliance c1 --standard pciPin --valid-from 2026-01-01 --reason Because", "POST /v1/components/c1/compliance/retraction", """{"standard":"pciPin","validFrom":"2026-01-01","reason":"Because"}""", "component c1: attestation retracted" },
        { "components register-key c1 --key-id k --x X --y Y", "POST /v1/components/c1/attestation-keys", """{"keyId":"k","x":"X","y":"Y"}""", "component c1: key registered" },
        { "components revoke-key c1 k --reason Because", "POST /v1/components/c1/attestation-keys/k/revocation", """{"reason":"Because"}""", "key k: revoked" },
        { "solutions record-listing s1 --file FILE", "POST /v1/solutions/s1/listings", Row, "solution s1: listing recorded" },
        { "solutions revoke-listing s1 r1 --reason Because", "POST /v1/solutions/s1/listings/r1/revocation", """{"reason":"Because"}""", "listing r1: revoked" },
        {
            "solutions record-platform-support s1 --os android --version 13 --ends-on 2027-03-01 --source Page", "POST /v1/solutions/s1/platform-support",
            """{"os":"android","version":"13","endsOn":"2027-03-01","source":"Page"}""", "solution s1: end of support recorded"
        },
        { "third-parties register t1 --name V --provides SDK", "PUT /v1/third-parties/t1", """{"name":"V","provides":"SDK"}""", "third party t1: registered" },
        { "third-parties rename t1 --name V --provides SDK --reason Because", "PUT /v1/third-parties/t1/name", """{"name":"V","provides":"SDK","reason":"Because"}""", "third party t1: renamed" },
        { "third-parties set-contact t1 --name D --email d@v.example --phone 1", "PUT /v1/third-parties/t1/contact", """{"name":"D","email":"d@v.example","phone":"1"}""", "third party t1: contact set" },
        {
            "third-parties set-contract t1 --reference C-17 --signed-on 2025-01-01 --ends-on 2028-01-01 --notice-hours 72", "PUT /v1/third-parties/t1/contract",
            """{"reference":"C-17","signedOn":"2025-01-01","endsOn":"2028-01-01","securityNoticeHours":72}""", "third party t1: contract set"
        },
        { "third-parties set-responsibilities t1 --file FILE", "PUT /v1/third-parties/t1/responsibilities", $$"""{"responsibilities":{{Row}}}""", "third party t1: split of responsibility set" },
        {
            "third-parties review t1 --reviewed-on 2026-03-01 --next-due-on 2027-03-01 --conclusion OK", "POST /v1/third-parties/t1/reviews",
            """{"reviewedOn":"2026-03-01","nextDueOn":"2027-03-01","conclusion":"OK"}""", "third party t1: review recorded"
        },
        { "third-parties end t1 --ended-on 2027-01-01 --reason Because", "POST /v1/third-parties/t1/end", """{"endedOn":"2027-01-01","reason":"Because"}""", "third party t1: ended" },
        { "third-parties reinstate t1 --reason Because", "POST /v1/third-parties/t1/reinstatement", """{"reason":"Because"}""", "third party t1: reinstated" },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Send_Accepted_SendsWhatWasSaid(string commandLine, string request, string body, string said)
    {
        server.ServeText(request, """{"position":1044,"changed":true}""");
        using ToolRun run = ToolRun.Against(server);
        string file = Path.Combine(run.Folder, "body.json");
        await File.WriteAllTextAsync(file, Row);

        ExitCode exit = await run.RunAsync([.. commandLine.Split(' ').Select(word => word == "FILE" ? file : word)]);

        Assert.Equal((ExitCode.Ok, $"{said}; journal position 1044.\n", string.Empty), (exit, run.Output, run.Error));
        Assert.Equal((request, body), (server.Seen[^1].Line, Regex.Unescape(server.Seen[^1].Body)));
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("{\"a\":")]
    [InlineData("null")]
    [InlineData(null)]
    public async Task Send_FileThatCannotBeTaken_IsAUsageErrorAndCallsNothing(string? content)
    {
        int before = server.Seen.Count;
        using ToolRun run = ToolRun.Against(server);
        string file = Path.Combine(run.Folder, "body.json");
        if (content is not null) await File.WriteAllTextAsync(file, content);

        ExitCode exit = await run.RunAsync("components", "record-listing", "c1", "--file", file);

        Assert.Equal((ExitCode.Usage, string.Empty, before), (exit, run.Output, server.Seen.Count));
        Assert.Contains("--file: ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(JsonFile.MaxBytes, true)]
    [InlineData(JsonFile.MaxBytes + 1, false)]
    public async Task Send_FileAtAndAboveTheBound_IsTakenOrRefused(int bytes, bool taken)
    {
        server.ServeText("POST /v1/components/c2/listings", """{"position":1,"changed":true}""");
        using ToolRun run = ToolRun.Against(server);
        string file = Path.Combine(run.Folder, "body.json");
        await File.WriteAllTextAsync(file, "{}".PadRight(bytes));

        Assert.Equal(taken ? ExitCode.Ok : ExitCode.Usage, await run.RunAsync("components", "record-listing", "c2", "--file", file));
    }

    [Theory]
    [InlineData("components add-version c1 --version 1 --crypto-expires-on 30.06.2027")]
    [InlineData("components record-listing c1")]
    [InlineData("components correct-version c1 1.0")]
    [InlineData("third-parties review t1 --conclusion OK")]
    public async Task Send_CommandLineWrong_IsAUsageError(string commandLine)
    {
        using ToolRun run = ToolRun.Against(server);
        Assert.Equal((ExitCode.Usage, string.Empty), (await run.RunAsync(commandLine.Split(' ')), run.Output));
    }
}

using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Composite.Contracts;
using Composite.Contracts.Evidence;
using Composite.Domain.Evidence;
using Composite.Domain.Solutions;
using Composite.Domain.Staff;
using Composite.Host.Tests.Support;
using Moq;
using Xunit;
using EvidenceType = Composite.Domain.Evidence.EvidenceType;

namespace Composite.Host.Tests.Apis;

[Collection(SharedHost.Name)]
public sealed class EvidenceApiTests : IDisposable
{
    private const string Query = "?title=Penetration%20test&type=penetrationTest&validFrom=2026-01-01&subject=sdk-a&subject=app-a&fileName=report.pdf";
    private static readonly byte[] Report = Encoding.UTF8.GetBytes("%PDF-1.7\nreport\n%%EOF\n");
    private static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData(Report));

    private readonly TestHost _host;
    private readonly HttpClient _client;

    public EvidenceApiTests(TestHost host)
    {
        _host = host.Anew();
        _host.Facts.Facts = SolutionFacts.Empty;
        _client = host.Member(StaffRole.Compliance);
        host.Evidence.Setup(e => e.AddAsync(It.IsAny<AddEvidence>(), It.IsAny<string>(), It.IsAny<CancellationToken>())).ReturnsAsync(new CommandResult { Position = 7 });
    }

    [Fact]
    public async Task Add_Document_IsKeptAndPutOnRecord()
    {
        using HttpResponseMessage response = await PostAsync(Query, Report);
        JsonElement answer = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal((HttpStatusCode.Created, Hash, "application/pdf", 7), (response.StatusCode, answer.GetProperty("sha256").GetString(), answer.GetProperty("mediaType").GetString(), answer.GetProperty("position").GetInt32()));
        Assert.Equal($"/v1/evidence/{Hash}", response.Headers.Location?.OriginalString);
        _host.Evidence.Verify(e => e.AddAsync(
            It.Is<AddEvidence>(a => a.Sha256 == Hash && a.Bytes == Report.Length && a.Title == "Penetration test" && a.Subjects.SequenceEqual(new[] { "sdk-a", "app-a" })),
            It.Is<string>(actor => actor.StartsWith("staff/")), It.IsAny<CancellationToken>()));
        Assert.True(File.Exists(Path.Combine(_host.DataFolder, "evidence", Hash[..2], Hash)));
    }

    [Theory]
    [InlineData("?type=penetrationTest&validFrom=2026-01-01", "command-refused", "title")]
    [InlineData("?title=T&validFrom=2026-01-01", "invalid-request", "type")]
    [InlineData("?title=T&type=novel&validFrom=2026-01-01", "invalid-request", "type")]
    [InlineData("?title=T&type=other", "command-refused", "validFrom")]
    [InlineData("?title=T&type=other&validFrom=yesterday", "invalid-request", "validFrom")]
    [InlineData("?title=T&type=other&validFrom=2026-01-01&expiresOn=2025-01-01", "command-refused", "expiresOn")]
    [InlineData("?title=T&type=other&validFrom=2026-01-01&subject=Not%20One", "command-refused", "subjects")]
    [InlineData("?title=T&type=other&validFrom=2026-01-01&fileName=..%2Fx", "command-refused", "fileName")]
    [InlineData("?title=T&type=other&validFrom=2026-01-01&valid=1", "invalid-request", "valid")]
    public async Task Add_BadFacts_AreRefusedBeforeTheDocumentIsRead(string query, string code, string field)
    {
        Problem problem = await Problem.OfAsync(await PostAsync(query, Encoding.UTF8.GetBytes("never read " + query)));
        Assert.Equal(code, problem.Code);
        Assert.Contains(problem.Errors, e => e.Field == field);
        _host.Evidence.Verify(e => e.AddAsync(It.IsAny<AddEvidence>(), It.IsAny<string>(), It.IsAny<CancellationToken>()), Times.Never);
    }

    [Fact]
    public async Task Add_CardNumber_IsRefusedInTheFactsAndInTheDocument()
    {
        Problem facts = await Problem.OfAsync(await PostAsync("?title=card%204761739001010119&type=other&validFrom=2026-01-01", Report));
        Assert.Equal((HttpStatusCode.BadRequest, "clear-account-data"), (facts.Status, facts.Code));
        Problem document = await Problem.OfAsync(await PostAsync(Query, Encoding.UTF8.GetBytes("paid with 4761 7390 0101 0119")));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "clear-account-data"), (document.Status, document.Errors[0].Code));
        Assert.DoesNotContain("4761", facts.Text + document.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_TooLarge_IsRefusedByItsLengthAndByItsBytes()
    {
        byte[] large = new byte[TestHost.MaxDocumentBytes + 1];
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Problem.OfAsync(await PostAsync(Query, large))).Status);
        using StreamContent endless = new(new MemoryStream(large, writable: false));
        endless.Headers.ContentLength = null;
        using HttpRequestMessage request = new(HttpMethod.Post, "/v1/evidence" + Query) { Content = endless };
        request.Headers.TransferEncodingChunked = true;
        Problem chunked = await Problem.OfAsync(await _client.SendAsync(request));
        Assert.Contains(chunked.Status, (HttpStatusCode[])[HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.UnprocessableEntity]);
    }

    [Fact]
    public async Task Content_OfADocument_IsSavedNeverShown()
    {
        await PostAsync(Query, Report);
        Record(new EvidenceAdded(Document(Hash) with { FileName = "r\u00E9port \"x\".html" }, "staff/anna"));
        using HttpResponseMessage response = await _client.GetAsync($"/v1/evidence/{Hash}/content");
        Assert.Equal(Report, await response.Content.ReadAsByteArrayAsync());
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal(("attachment", "application/pdf"), (response.Content.Headers.ContentDisposition?.DispositionType, response.Content.Headers.ContentType?.MediaType));
        Assert.Contains("sandbox", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Content_NotOnRecordOrNotInTheVault_IsNotFound()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await Problem.OfAsync(await _client.GetAsync($"/v1/evidence/{new string('e', 64)}/content"))).Status);
        Record(new EvidenceAdded(Document(new string('f', 64)), "staff/anna"));
        Problem missing = await Problem.OfAsync(await _client.GetAsync($"/v1/evidence/{new string('f', 64)}/content"));
        Assert.Contains("backup", missing.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "a b")]
    [InlineData("?subject=sdk-a", "a b")]
    [InlineData("?type=guidance", "b")]
    [InlineData("?validOn=2026-06-01", "a")]
    [InlineData("?addedBy=bert", "b")]
    [InlineData("?standing=withdrawn", "b")]
    [InlineData("?limit=1", "a")]
    public async Task List_Filters_AreCombined(string query, string hashes)
    {
        Record(new EvidenceAdded(Document(new string('a', 64)), "staff/anna"));
        Record(new EvidenceAdded(Document(new string('b', 64)) with { Type = EvidenceType.Guidance }, "staff/bert"), seconds: 1);
        Record(new EvidenceWithdrawn(new string('b', 64), "wrong", "staff/anna"), seconds: 2);
        JsonElement answer = JsonElement.Parse(await _client.GetStringAsync("/v1/evidence" + query));
        Assert.Equal(hashes, string.Join(' ', answer.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("sha256").GetString()![..1])));
        Assert.True(answer.TryGetProperty("validAt", out _) && answer.TryGetProperty("knownAt", out _) && answer.TryGetProperty("position", out _));
    }

    [Fact]
    public async Task Get_Document_NamesWhatItProvesAndWhetherItsBytesAreThere()
    {
        Record(new EvidenceAdded(Document(new string('a', 64)), "staff/anna"));
        JsonElement answer = JsonElement.Parse(await _client.GetStringAsync($"/v1/evidence/{new string('a', 64)}"));
        Assert.False(answer.GetProperty("inVault").GetBoolean());
        Assert.True(answer.GetProperty("document").GetProperty("counts").GetBoolean());
        Assert.Equal(HttpStatusCode.NotFound, (await Problem.OfAsync(await _client.GetAsync($"/v1/evidence/{new string('a', 64)}?knownAt=2020-01-01T00:00:00Z"))).Status);
    }

    public void Dispose()
    {
        _client.Dispose();
        _host.Facts.Facts = SolutionFacts.Empty;
    }

    private Task<HttpResponseMessage> PostAsync(string query, byte[] document) => _client.PostAsync("/v1/evidence" + query, new ByteArrayContent(document));

    private void Record(Domain.IEvent @event, int seconds = 0) =>
        _host.Facts.Facts = _host.Facts.Facts.Evolve("evidence/main", @event, _host.Facts.Facts.Position + 1, TestHost.Start.AddDays(-1).AddSeconds(seconds));

    private static EvidenceDocument Document(string sha256) => new()
    {
        Sha256 = sha256,
        Bytes = Report.Length,
        FileName = "report.pdf",
        MediaType = "application/pdf",
        Type = EvidenceType.PenetrationTest,
        Title = "Report",
        Subjects = ["sdk-a"],
        ValidFrom = new(2026, 1, 1),
    };
}

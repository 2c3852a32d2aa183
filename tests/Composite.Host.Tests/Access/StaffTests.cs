using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Composite.Contracts;
using Composite.Contracts.Staff;
using Composite.Domain.Staff;
using Composite.Host.Access;
using Composite.Host.Apis.Bodies;
using Composite.Host.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Xunit;
using StaffRole = Composite.Domain.Staff.StaffRole;

namespace Composite.Host.Tests.Access;

public sealed class StaffTests : IDisposable
{
    private readonly TestHost _host = new();
    private readonly HttpClient _client;

    public StaffTests() => _client = _host.CreateClient();

    [Fact]
    public async Task Bootstrap_RightSecret_WorksOnceAndTheCredentialCounts()
    {
        // The start issued the secret and keeps only its digest; a second one needs the digest's file to be gone.
        string kept = _host.BootstrapDigest();
        Assert.Matches("^[0-9a-f]{64}$", await File.ReadAllTextAsync(kept));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(kept));
        File.Delete(kept);
        string secret = (await _host.Services.GetRequiredService<BootstrapSecret>().IssueAsync(CancellationToken.None))!;
        AddStaffMember? added = null;
        _host.Staff.Setup(s => s.BootstrapAsync(It.IsAny<AddStaffMember>(), It.IsAny<CancellationToken>())).ReturnsAsync((AddStaffMember command, CancellationToken _) =>
        {
            added = command;
            return new CommandResult { Position = _host.Journal.Record("staff/main", new StaffMemberAdded(command.MemberId, command.Name, [StaffRole.Administrator], command.CredentialSha256)) };
        });
        using HttpResponseMessage first = await BootstrapAsync(secret);
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        string credential = JsonElement.Parse(await first.Content.ReadAsStringAsync()).GetProperty("credential").GetString()!;
        Assert.Equal(added!.CredentialSha256, Ids.Sha256(credential));
        Assert.Contains(1, _host.Facts.Reached);

        _host.Facts.Changed("staff/main");
        using HttpResponseMessage second = await BootstrapAsync(secret);
        Assert.Equal(HttpStatusCode.Unauthorized, second.StatusCode);
        using HttpResponseMessage members = await GetAsync("/v1/components", credential);
        Assert.Equal(HttpStatusCode.OK, members.StatusCode);
    }

    [Fact]
    public async Task Bootstrap_WrongSecret_Is401()
    {
        using HttpResponseMessage response = await BootstrapAsync(Secrets.NewCredential());
        Assert.Equal("not-authenticated", (await Problem.OfAsync(response)).Code);
    }

    [Fact]
    public async Task Credential_OfRemovedMember_NoLongerWorks()
    {
        string credential = _host.AddMember(StaffRole.Operator, "leaver");
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/v1/components", credential)).StatusCode);
        _host.Journal.Record("staff/main", new StaffMemberRemoved("leaver", "left"));
        _host.Facts.Changed("staff/main");
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync("/v1/components", credential)).StatusCode);
    }

    [Fact]
    public async Task Credential_OfRemovedMemberWhileTheFeedStandsStill_NoLongerWorks()
    {
        string credential = _host.AddMember(StaffRole.Operator, "leaver");
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/v1/components", credential)).StatusCode);
        _host.Facts.Age = TimeSpan.FromSeconds(3);
        _host.Journal.Record("staff/main", new StaffMemberRemoved("leaver", "left"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync("/v1/components", credential)).StatusCode);
    }

    public void Dispose()
    {
        _client.Dispose();
        _host.Dispose();
    }

    private async Task<HttpResponseMessage> BootstrapAsync(string secret)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/v1/staff/bootstrap") { Content = JsonContent.Create(new { memberId = "first", name = "First" }) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return await _client.SendAsync(request);
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string credential)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", credential);
        return await _client.SendAsync(request);
    }
}

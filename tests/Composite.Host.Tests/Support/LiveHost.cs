using System.Net.Http.Headers;
using Composite.Domain;
using Composite.Domain.Events;
using Composite.Domain.Ports;
using Composite.Domain.Staff;
using Composite.Host.Access;
using Composite.Host.Apis.Bodies;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Composite.Host.Tests.Support;

/// <summary>The host as it is, with its silo and its journal in a folder of its own; only the network is left out.</summary>
public sealed class LiveHost : WebApplicationFactory<Program>
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("composite-live-");

    internal IJournal Journal => Services.GetRequiredService<IJournal>();

    /// <summary>Writes events as an earlier process would have, and returns when the host knows.</summary>
    public async Task WriteAsync(string stream, string actor, params IEvent[] events)
    {
        long version = (await Journal.ReadStreamAsync(stream, 0, JournalLimits.MaxReadCount, CancellationToken.None)).Count;
        Append append = new() { Streams = [new(stream, version, [.. events.Select(e => EventCodec.Encode(e, actor))])], RecordedAt = TimeProvider.System.GetUtcNow() };
        AppendResult.Appended appended = Assert.IsType<AppendResult.Appended>(await Journal.AppendAsync(append, CancellationToken.None));
        await Services.GetRequiredService<IFacts>().ReachAsync(appended.LastPosition, CancellationToken.None);
    }

    /// <summary>A member whom <paramref name="actor"/> added; a caller with the member's credential.</summary>
    public async Task<HttpClient> AddAsync(string memberId, string actor)
    {
        string credential = Secrets.NewCredential();
        await WriteAsync(
            Streams.Of(Streams.Staff, Streams.Only), actor, new StaffMemberAdded(memberId, memberId, [StaffRole.Administrator, StaffRole.Compliance], Ids.Sha256(credential)));
        return Session(credential);
    }

    /// <summary>Another session of the same member.</summary>
    public HttpClient Again(HttpClient member) => Session(member.DefaultRequestHeaders.Authorization!.Parameter!);

    /// <summary>How many events of a type the stream holds that name an id.</summary>
    public async Task<int> CountAsync(string stream, string type, string id) =>
        (await Journal.ReadStreamAsync(stream, 0, JournalLimits.MaxReadCount, CancellationToken.None))
            .Count(e => e.Type == type && System.Text.Encoding.UTF8.GetString(e.Payload.Span).Contains($"\"{id}\"", StringComparison.Ordinal));

    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder.UseSetting("Composite:Data", _data.FullName);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Directory.Exists(_data.FullName)) _data.Delete(recursive: true);
    }

    private HttpClient Session(string credential)
    {
        HttpClient client = CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", credential);
        return client;
    }
}

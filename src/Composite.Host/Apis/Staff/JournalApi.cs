using System.Text.Json;
using System.Threading.Channels;
using Composite.Domain.Ports;
using Composite.Host.Access;
using Composite.Host.Apis.Bodies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Composite.Host.Apis.Staff;

/// <summary>How far the journal has come, and how far its lists have followed.</summary>
internal sealed record JournalReply(long HeadPosition, long ReadModelPosition);

/// <summary>How far a verification has come.</summary>
internal sealed record VerificationProgress(long Checked, long Total);

/// <summary>The journal: where it stands, and whether it is whole.</summary>
internal static class JournalApi
{
    private const string NdJson = "application/x-ndjson";

    public static void MapJournal(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder journal = routes.Group("/v1/journal", "Journal").RequireAuthorization(Policies.Staff);
        journal.MapGet("", GetAsync).Describe("getJournal", "Shows the journal's head and how far the lists have followed.");
        journal.MapPost("/verification", Verify)
            .Produces<JournalVerification>(StatusCodes.Status200OK, NdJson)
            .Describe("verifyJournal", "Checks every event from the first to the head. Answers lines of JSON: progress, and last what was found.")
            .DisableRequestTimeout();
    }

    private static async Task<Ok<JournalReply>> GetAsync(IJournal journal, IReadModel readModel, CancellationToken cancellationToken) =>
        TypedResults.Ok(new JournalReply(await journal.ReadHeadAsync(cancellationToken), await readModel.ReadPositionAsync(cancellationToken)));

    private static PushStreamHttpResult Verify(IJournal journal, CancellationToken cancellationToken) =>
        TypedResults.Stream(stream => VerifyAsync(journal, stream, cancellationToken), NdJson);

    // A slow reader sees fewer progress lines and never holds the check up.
    private static async Task VerifyAsync(IJournal journal, Stream stream, CancellationToken cancellationToken)
    {
        Channel<VerificationProgress> progress = Channel.CreateBounded<VerificationProgress>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        Task<JournalVerification> verification = VerifyAsync(journal, progress.Writer, cancellationToken);
        await foreach (VerificationProgress line in progress.Reader.ReadAllAsync(cancellationToken)) await WriteAsync(stream, line, cancellationToken);
        await WriteAsync(stream, await verification, cancellationToken);
    }

    private static async Task<JournalVerification> VerifyAsync(IJournal journal, ChannelWriter<VerificationProgress> progress, CancellationToken cancellationToken)
    {
        try
        {
            return await journal.VerifyAsync(new ChannelProgress(progress), cancellationToken);
        }
        finally
        {
            progress.Complete();
        }
    }

    private static async Task WriteAsync<T>(Stream stream, T line, CancellationToken cancellationToken)
    {
        await JsonSerializer.SerializeAsync(stream, line, StrictJson.Options, cancellationToken);
        await stream.WriteAsync("\n"u8.ToArray(), cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }

    private sealed class ChannelProgress(ChannelWriter<VerificationProgress> writer) : IProgress<(long Checked, long Total)>
    {
        public void Report((long Checked, long Total) value) => writer.TryWrite(new VerificationProgress(value.Checked, value.Total));
    }
}

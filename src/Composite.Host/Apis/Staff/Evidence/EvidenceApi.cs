using System.Security.Claims;
using Composite.Contracts.Evidence;
using Composite.Domain.Evidence;
using Composite.Domain.Ports;
using Composite.Domain.Solutions;
using Composite.Host.Access;
using Composite.Host.Apis.Bodies;
using Composite.Host.Apis.Problems;
using Composite.Host.Hosting;
using Composite.Host.Options;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using EvidenceType = Composite.Domain.Evidence.EvidenceType;

namespace Composite.Host.Apis.Staff.Evidence;

/// <summary>Evidence: documents in the vault, and what is known of them.</summary>
internal static class EvidenceApi
{
    /// <summary>The evidence's one stream, and its grain's key.</summary>
    private const string Key = Domain.Streams.Only;

    public static void MapEvidence(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder evidence = routes.Group("/v1/evidence", "Evidence").Problems(403);
        RouteGroupBuilder reads = evidence.MapGroup("").RequireAuthorization(Policies.Staff);
        reads.MapGet("", List).Describe("listEvidence", "Lists documents in the vault, in the order added.");
        evidence.MapPost("", AddAsync).RequireAuthorization(Policies.Compliance)
            .Describe("addEvidence", "Takes a document in: the body is the document as it is, the query says what it is. The same bytes again are the same document.").Problems(413, 422)
            .WithRequestTimeout(RequestTimeoutPolicies.Transfer);
        reads.MapGet("/{sha256}", Get).Describe("getEvidence", "Shows what is known of a document.").Problems(404);
        reads.MapGet("/{sha256}/content", DownloadAsync)
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream").Describe("getEvidenceContent", "Gives the document itself, its hash checked.").Problems(404)
            .WithRequestTimeout(RequestTimeoutPolicies.Transfer);
        evidence.MapPost("/{sha256}/withdrawal", (string sha256, Body<ReasonBody> body, StaffCommands commands, IGrainFactory grains, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.AnswerAsync(grains.GetGrain<IEvidenceGrain>(Key).WithdrawAsync(sha256, body.Value.Reason, user.Actor(), cancellationToken), cancellationToken))
            .RequireAuthorization(Policies.Compliance).Describe("withdrawEvidence", "Says that a document does not count as evidence; its bytes stay.").Problems(413, 415, 422);
    }

    private static Ok<AsOfListReply<EvidenceView>> List(
        ListQuery query, AsOfQuery asOf, [FromQuery] string? subject, QueryValue<EvidenceType> type, QueryValue<DateOnly> validOn, [FromQuery] string? addedBy, QueryValue<EvidenceStanding> standing, IFacts facts)
    {
        SolutionFacts now = facts.Read().Facts;
        IEnumerable<EvidenceEntry> entries = now.Evidence.KnownAt(asOf.AsOf.KnownAt)
            .Where(e => (subject is null || e.Document.Subjects.Contains(subject)) && (type.Value is not { } wanted || e.Document.Type == wanted)
                && (validOn.Value is not { } day || e.CountsOn(day, asOf.AsOf.KnownAt)) && (addedBy is null || e.AddedBy == addedBy || e.AddedBy == "staff/" + addedBy)
                && (standing.Value is not { } only || e.IsWithdrawn(asOf.AsOf.KnownAt) == (only == EvidenceStanding.Withdrawn)));
        ListReply<EvidenceView> page = query.Page(entries, e => e.Order, e => EvidenceView.Of(e, asOf), now.Position);
        return TypedResults.Ok(new AsOfListReply<EvidenceView>(page.Rows, page.Next, asOf.ValidAt, asOf.KnownAt, page.Position));
    }

    private static Results<Ok<EvidenceDetail>, ApiProblem> Get(string sha256, AsOfQuery asOf, IFacts facts, IEvidenceVault vault)
    {
        SolutionFacts now = facts.Read().Facts;
        if (now.Evidence.Find(sha256, asOf.AsOf.KnownAt) is not { } entry) return NotFound();
        string[] controls = [.. now.Controls.Records.Where(r => r.Value.LinkedAt(asOf.AsOf.KnownAt).Contains(sha256)).Select(r => r.Key).Order(StringComparer.Ordinal)];
        return TypedResults.Ok(new EvidenceDetail(EvidenceView.Of(entry, asOf), controls, vault.Exists(sha256), asOf.ValidAt, asOf.KnownAt, now.Position));
    }

    private static async Task<Results<Created<EvidenceReply>, Ok<EvidenceReply>, ApiProblem>> AddAsync(
        EvidenceUpload upload, HttpContext context, IEvidenceVault vault, StaffCommands commands, IGrainFactory grains, IOptions<EvidenceOptions> options, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        long limit = options.Value.MaxDocumentBytes;
        if (context.Request.ContentLength > limit) return ApiProblem.BodyTooLarge(limit);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = limit;
        EvidencePut put;
        try
        {
            put = await vault.PutAsync(context.Request.Body, cancellationToken);
        }
        catch (BadHttpRequestException e)
        {
            return e.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? ApiProblem.BodyTooLarge(limit)
                : ApiProblem.InvalidRequest([new("invalid-body", "$", "The body did not arrive as announced.", "Send the whole document.")]);
        }

        if (put is EvidencePut.Refused refused) return ApiProblem.CommandRefused(EvidenceUpload.ToWire(refused.Problems));
        EvidencePut.Kept kept = (EvidencePut.Kept)put;
        (CommandReply? reply, ApiProblem? problem) = await commands.SettleAsync(grains.GetGrain<IEvidenceGrain>(Key).AddAsync(Command(upload.Document, kept), user.Actor(), cancellationToken), cancellationToken);
        if (reply is null) return problem!;
        EvidenceReply answer = new(kept.Sha256, kept.Bytes, kept.MediaType, kept.WasThere, reply.Position);
        return reply.Changed ? TypedResults.Created($"/v1/evidence/{kept.Sha256}", answer) : TypedResults.Ok(answer);
    }

    // Never shown in a browser: always saved, under a name without surprises, and taken for nothing else.
    private static async Task<Results<FileStreamHttpResult, ApiProblem>> DownloadAsync(string sha256, HttpContext context, IFacts facts, IEvidenceVault vault, CancellationToken cancellationToken)
    {
        if (facts.Read().Facts.Evidence.Find(sha256, Domain.Components.ListingBook.AllThatIsKnown) is not { } entry) return NotFound();
        if (await vault.OpenAsync(sha256, cancellationToken) is not { } content) return ApiProblem.NotFound("The document is on record, and its bytes are not in the vault. Restore them from a backup.");
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        context.Response.Headers.CacheControl = "private, no-store";
        ContentDispositionHeaderValue disposition = new("attachment");
        disposition.SetHttpFileName(entry.Document.FileName);
        context.Response.Headers.ContentDisposition = disposition.ToString();
        return TypedResults.Stream(content, entry.Document.MediaType);
    }

    private static ApiProblem NotFound() => ApiProblem.NotFound("No document with this hash is on record.");

    private static AddEvidence Command(EvidenceDocument document, EvidencePut.Kept kept) => new()
    {
        Sha256 = kept.Sha256,
        Bytes = kept.Bytes,
        MediaType = kept.MediaType,
        FileName = document.FileName,
        Type = (Contracts.Evidence.EvidenceType)document.Type,
        Title = document.Title,
        Subjects = document.Subjects,
        ValidFrom = document.ValidFrom,
        ExpiresOn = document.ExpiresOn,
    };
}

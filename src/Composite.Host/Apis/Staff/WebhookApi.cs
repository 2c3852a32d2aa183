using System.Security.Claims;
using Composite.Contracts.Notices;
using Composite.Contracts.Webhooks;
using Composite.Domain;
using Composite.Domain.Ports;
using Composite.Domain.Webhooks;
using Composite.Host.Access;
using Composite.Host.Apis.Bodies;
using Composite.Host.Apis.Problems;
using Composite.Host.Webhooks;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Composite.Host.Apis.Staff;

/// <summary>A new webhook: its id and its settings.</summary>
internal sealed record WebhookBody(
    string WebhookId, string Url, IReadOnlyList<NoticeType> Types, string? AcquirerId = null, IReadOnlyList<string>? SolutionIds = null, string? Description = null);

/// <summary>A signing secret, shown this once.</summary>
/// <param name="WebhookId">Whose it is.</param>
/// <param name="Secret">As the receiver's library takes it: <c>whsec_…</c>.</param>
/// <param name="FormerValidUntil">Until when messages are signed with the former secret too; null for the first.</param>
internal sealed record SecretReply(string WebhookId, string Secret, DateTimeOffset? FormerValidUntil);

/// <summary>Who is told by webhook. The secrets are derived here; no grain and no event ever holds one.</summary>
internal static class WebhookApi
{
    public static void MapWebhooks(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder webhooks = routes.Group("/v1/webhooks", "Webhooks").AddEndpointFilter(Ids.RequireSlug).RequireAuthorization(Policies.Administrator).Problems(403);
        webhooks.MapGet("", WebhookViews.List).Describe("listWebhooks", "Lists webhooks, by id.");
        webhooks.MapGet("/{id}", WebhookViews.Get).Describe("getWebhook", "Shows a webhook.").Problems(404);
        webhooks.MapGet("/{id}/deliveries", WebhookViews.ListDeliveries).Describe("listDeliveries", "Lists a webhook's notices of late, the newest first, with where the delivery of each stands.").Problems(404);

        webhooks.MapPost("", AddAsync).Describe("addWebhook", "Adds a webhook; its signing secret is shown this once.").Problems(413, 415, 422);
        RouteGroupBuilder changes = webhooks.MapGroup("/{id}").Problems(404, 422);
        changes.MapPut("", (string id, Body<WebhookSettingsInfo> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.WebhookAsync(id, new ChangeWebhook(body.Value), user, cancellationToken))
            .Describe("changeWebhook", "Replaces a webhook's settings as a whole.").Problems(413, 415);
        changes.MapPut("/activation", (string id, Body<ActivationChangeBody> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.WebhookAsync(id, new SetWebhookActive(body.Value.Active, body.Value.Reason), user, cancellationToken))
            .Describe("setWebhookActive", "Sends messages to the webhook, or no more.").Problems(413, 415);
        changes.MapPost("/secret-rotation", RotateAsync).Describe("rotateWebhookSecret", "Makes the next signing secret, shown this once; the former one signs too for 24 hours.");
        changes.MapPost("/removal", (string id, Body<ReasonBody> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.WebhookAsync(id, new RemoveWebhook(body.Value.Reason), user, cancellationToken))
            .Describe("removeWebhook", "Ends a webhook for good.").Problems(413, 415);
        changes.MapPost("/test", (string id, StaffCommands commands, IGrainFactory grains, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.AnswerAsync(grains.GetGrain<INoticesGrain>(Streams.Only).TestAsync(id, user.Actor(), cancellationToken), cancellationToken))
            .Describe("testWebhook", "Sends a notice that tries the webhook out.");
        changes.MapPost("/deliveries/{noticeId}/redelivery", (string id, string noticeId, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.WebhookAsync(id, new RedeliverNotice(noticeId), user, cancellationToken))
            .Describe("redeliverNotice", "Sends a notice again, now.");
    }

    private static async Task<Results<Created<SecretReply>, ApiProblem>> AddAsync(
        Body<WebhookBody> body, StaffCommands commands, IGrainFactory grains, WebhookKeys keys, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        WebhookBody b = body.Value;
        if (!Domain.Problems.IsSlug(b.WebhookId))
            return ApiProblem.InvalidRequest([new("invalid-id", "webhookId", "It is not an id.", "Use 2 to 64 of a-z, 0-9 and '-', starting with a letter or digit.")]);
        SubscribeWebhook command = new(
            new WebhookSettingsInfo { Url = b.Url, Types = b.Types, AcquirerId = b.AcquirerId, SolutionIds = b.SolutionIds, Description = b.Description }, keys.KeyId);
        (CommandReply? reply, ApiProblem? problem) = await commands.SettleAsync(
            grains.GetGrain<IWebhookGrain>(b.WebhookId).ExecuteAsync(command, user.Actor(), cancellationToken), cancellationToken);
        return reply is not null ? TypedResults.Created($"/v1/webhooks/{b.WebhookId}", new SecretReply(b.WebhookId, keys.TextOf(b.WebhookId, 1), null)) : problem!;
    }

    private static async Task<Results<Created<SecretReply>, ApiProblem>> RotateAsync(
        string id, StaffCommands commands, IGrainFactory grains, WebhookKeys keys, IFacts facts, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        (CommandReply? reply, ApiProblem? problem) = await commands.SettleAsync(
            grains.GetGrain<IWebhookGrain>(id).ExecuteAsync(new RotateWebhookSecret(keys.KeyId), user.Actor(), cancellationToken), cancellationToken);
        if (reply is null) return problem!;

        // The facts include the rotation by now.
        WebhookState state = facts.Read().Facts.Webhooks[id];
        return TypedResults.Created((string?)null, new SecretReply(id, keys.TextOf(id, state.Secret.Generation), state.Former?.ReplacedAt + WebhookState.RotationOverlap));
    }

    private static Task<Results<Ok<CommandReply>, ApiProblem>> WebhookAsync(
        this StaffCommands commands, string id, WebhookCommand command, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        commands.AnswerAsync(commands.Grains.GetGrain<IWebhookGrain>(id).ExecuteAsync(command, user.Actor(), cancellationToken), cancellationToken);
}

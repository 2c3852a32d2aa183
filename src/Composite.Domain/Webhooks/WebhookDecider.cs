using Composite.Domain.Notices;

namespace Composite.Domain.Webhooks;

/// <summary>Decides commands about a webhook.</summary>
public static class WebhookDecider
{
    /// <summary>Most webhooks at once, removed ones not counted.</summary>
    public const int MaxWebhooks = 100;

    public const int MaxSolutions = 100;
    private const int MaxReasonLength = 500;

    /// <param name="state">The webhook, or null.</param>
    /// <param name="id">Its id.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="keyId">The key file in use.</param>
    /// <param name="known">What the settings may name, and how many webhooks there are.</param>
    public static Decision Subscribe(WebhookState? state, string id, WebhookSettings settings, string keyId, WebhookSurroundings known)
    {
        ArgumentNullException.ThrowIfNull(known);
        if (state is not null)
        {
            return Decision.Reject("already-registered", "webhookId", state.Removed ? $"Webhook '{id}' was removed." : $"Webhook '{id}' exists.",
                state.Removed ? "Choose another id: a removed one is not used again." : "Change its settings, rotate its secret, or choose another id.");
        }

        Problems problems = new Problems().Slug("webhookId", id)
            .Require(known.Webhooks < MaxWebhooks, "count", "webhookId", $"{MaxWebhooks} webhooks exist.", "Remove one first.");
        return Check(problems, settings, known).Or(new WebhookSubscribed(id, settings, new SigningSecret(1, keyId)));
    }

    public static Decision Change(WebhookState state, WebhookSettings settings, WebhookSurroundings known)
    {
        ArgumentNullException.ThrowIfNull(known);
        Problems problems = Check(NotRemoved(state), settings, known);
        return !problems.Any && state.Settings.SaysTheSameAs(settings) ? Decision.Accept() : problems.Or(new WebhookChanged(settings));
    }

    public static Decision Rotate(WebhookState state, string keyId) =>
        NotRemoved(state).Or(new WebhookSecretRotated(new SigningSecret(state.Secret.Generation + 1, keyId)));

    public static Decision SetActive(WebhookState state, bool active, string reason)
    {
        if (!state.Removed && state.Active == active) return Decision.Accept();
        return NotRemoved(state).Text("reason", reason, MaxReasonLength).Or(active ? new WebhookEnabled(reason) : new WebhookDisabled(reason));
    }

    public static Decision Remove(WebhookState state, string reason) => state.Removed
        ? Decision.Accept()
        : new Problems().Text("reason", reason, MaxReasonLength).Or(new WebhookRemoved(reason));

    /// <summary>Sends a notice again that was delivered or parked; one that waits is sent now.</summary>
    public static Decision Redeliver(WebhookState state, string noticeId) => NotRemoved(state)
        .Require(state.Active || state.Removed, "disabled", "webhookId", "The webhook is disabled.", "Enable it first.")
        .Or(new RedeliveryRequested(noticeId));

    /// <summary>Records what came of an attempt, and what follows from it.</summary>
    /// <param name="state">The webhook.</param>
    /// <param name="noticeId">The notice that was sent.</param>
    /// <param name="attempt">Which attempt it was, 1 for the first.</param>
    /// <param name="answer">What came of it.</param>
    /// <param name="now">The clock.</param>
    public static Decision Attempted(WebhookState state, string noticeId, int attempt, WebhookAnswer answer, DateTimeOffset now) => answer switch
    {
        WebhookAnswer.Taken taken => Decision.Accept(new NoticeDelivered(noticeId, attempt, taken.Result)),
        WebhookAnswer.Gone gone when state.Active => Decision.Accept(new DeliveryParked(noticeId, attempt, gone.Result), new WebhookDisabled($"The receiver answered {gone.Result}: it is gone.")),
        _ => DeliverySchedule.NextAt(attempt, now) is { } next && answer is WebhookAnswer.NotTaken
            ? Decision.Accept(new DeliveryFailed(noticeId, attempt, answer.Result, next))
            : Decision.Accept(new DeliveryParked(noticeId, attempt, answer.Result)),
    };

    private static Problems NotRemoved(WebhookState state) =>
        new Problems().Require(!state.Removed, "removed", "webhookId", "The webhook was removed.", "Add a new one.");

    private static Problems Check(Problems problems, WebhookSettings settings, WebhookSurroundings known)
    {
        if (settings is null) return problems.Add("missing", "settings", "They are missing.", "Give url and types.");
        problems.Require(WebhookAddress.TryParse(settings.Url, out _), "invalid-url", "url", "It is not an address that messages can be posted to.",
                "Give an https address without user name and fragment; http only to this machine.")
            .Require(settings.AcquirerId is null || known.HasAcquirer(settings.AcquirerId), "unknown-acquirer", "acquirerId",
                $"Acquirer '{Problems.Shown(settings.AcquirerId)}' is not registered.", "Register it first, or leave it out for the provider's own webhook.");
        if (settings.Description is not null) problems.Text("description", settings.Description);
        IReadOnlyList<NoticeType> types = problems.Items("types", settings.Types, 1, Enum.GetValues<NoticeType>().Length);
        foreach (NoticeType type in types) problems.Defined("types", type);
        foreach (string solution in problems.Items("solutionIds", settings.SolutionIds, 0, MaxSolutions))
        {
            problems.Require(known.HasSolution(solution), "unknown-solution", "solutionIds", $"Solution '{Problems.Shown(solution)}' is not registered.", "Register it first.");
        }

        return problems.Require(types.Distinct().Count() == types.Count, "duplicate", "types", "A type is named twice.", "Name each once.");
    }
}

/// <summary>What webhooks' settings are checked against.</summary>
public sealed record WebhookSurroundings(int Webhooks, Func<string, bool> HasAcquirer, Func<string, bool> HasSolution);

/// <summary>What came of sending a message.</summary>
/// <param name="Result">In a few words, such as <c>HTTP 503</c>; no part of the receiver's answer.</param>
public abstract record WebhookAnswer(string Result)
{
    /// <summary>The receiver answered with a status of success.</summary>
    public sealed record Taken(string Result) : WebhookAnswer(Result);

    /// <summary>The receiver said for good that it is not there any more (410).</summary>
    public sealed record Gone(string Result) : WebhookAnswer(Result);

    /// <summary>Anything else that may pass: no connection, no answer in time, another status, a redirect.</summary>
    public sealed record NotTaken(string Result) : WebhookAnswer(Result);

    /// <summary>It was not sent and won't be: the webhook is disabled or removed.</summary>
    public sealed record NotSent(string Result) : WebhookAnswer(Result);
}

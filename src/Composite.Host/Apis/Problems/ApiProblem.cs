using System.Text.Json;
using Composite.Contracts;
using Composite.Host.Apis.Bodies;
using Composite.Host.Apis.Staff.Exchange;

namespace Composite.Host.Apis.Problems;

/// <summary>An error as RFC 9457 describes it. <see cref="Type"/> is <c>urn:composite:problem:{code}</c> and never changes its meaning.</summary>
internal sealed record ProblemDocument
{
    public const string ContentType = "application/problem+json";
    public const string TypePrefix = "urn:composite:problem:";

    public required string Type { get; init; }

    public required string Title { get; init; }

    public required int Status { get; init; }

    public string? Detail { get; init; }

    /// <summary>Every problem, each with its field, reason and remedy.</summary>
    public IReadOnlyList<ProblemInfo>? Errors { get; init; }

    /// <summary>The report of an import that was not, or not wholly, applied.</summary>
    public ImportReply? Import { get; init; }
}

/// <summary>An error as the answer to a request. Nothing of the request is quoted in it but names of fields.</summary>
internal sealed class ApiProblem : IResult, IStatusCodeHttpResult
{
    private readonly ProblemDocument _document;

    private ApiProblem(int status, string code, string title, string? detail, IReadOnlyList<ProblemInfo>? errors = null, ImportReply? import = null) =>
        _document = new() { Type = ProblemDocument.TypePrefix + code, Title = title, Status = status, Detail = detail, Errors = errors, Import = import };

    public int? StatusCode => _document.Status;

    /// <summary>Every problem that has a field.</summary>
    public IReadOnlyList<ProblemInfo> Errors => _document.Errors ?? [];

    /// <summary>Seconds after which asking again may help; sent as Retry-After.</summary>
    public int? RetryAfterSeconds { get; private init; }

    public static ApiProblem InvalidRequest(IReadOnlyList<ProblemInfo> errors) =>
        new(StatusCodes.Status400BadRequest, "invalid-request", "The request is not well-formed.", "Nothing was done. Mend every error and send it again.", errors);

    /// <param name="field">Where it stands, when that can be told.</param>
    public static ApiProblem ClearAccountData(string? field = null) =>
        new(StatusCodes.Status400BadRequest, "clear-account-data", "The request holds what looks like a card number in clear.",
            "Nothing of it was kept. Send account data encrypted by the SDK only; write long numbers that are no card numbers with other separators.",
            field is null ? null : [new("clear-account-data", field, "It holds what looks like a card number in clear.", "Leave it out.")]);

    public static ApiProblem Unauthenticated(string detail) =>
        new(StatusCodes.Status401Unauthorized, "not-authenticated", "The caller is not authenticated.", detail);

    public static ApiProblem InvalidSignature(ProblemInfo error) =>
        new(StatusCodes.Status401Unauthorized, "not-authenticated", "The caller is not authenticated.", "The request's signature can't be used.", [error]);

    public static ApiProblem Forbidden(string detail) =>
        new(StatusCodes.Status403Forbidden, "not-allowed", "The caller may not do this.", detail);

    public static ApiProblem ActivationRefused(IReadOnlyList<ProblemInfo> errors) =>
        new(StatusCodes.Status403Forbidden, "activation-refused", "The activation was refused.", null, errors);

    public static ApiProblem NotFound(string detail) =>
        new(StatusCodes.Status404NotFound, "not-found", "There is no such thing.", detail);

    public static ApiProblem MethodNotAllowed() =>
        new(StatusCodes.Status405MethodNotAllowed, "method-not-allowed", "The path does not take this method.", "See the OpenAPI description.");

    public static ApiProblem RequestReplayed() =>
        new(StatusCodes.Status409Conflict, "request-replayed", "The request was seen before.", "Nothing was done. Sign each request anew, with a fresh nonce.");

    public static ApiProblem NotPossible(string? reason) =>
        new(StatusCodes.Status409Conflict, "not-possible", "This does not fit where the payment stands.", reason);

    public static ApiProblem BodyTooLarge(long limitBytes) =>
        new(StatusCodes.Status413PayloadTooLarge, "body-too-large", "The request's body is too large.", $"Send at most {limitBytes} bytes.");

    public static ApiProblem UnsupportedMediaType(string mediaType = "application/json") =>
        new(StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", "The request's body is of another kind than expected.", $"Send Content-Type: {mediaType}.");

    public static ApiProblem CommandRefused(IReadOnlyList<ProblemInfo> errors) =>
        new(StatusCodes.Status422UnprocessableEntity, "command-refused", "The command was refused.", "Nothing was changed. The errors say what stands against it and what mends it.", errors);

    public static ApiProblem AttestationNotAppraised(ProblemInfo error) =>
        new(StatusCodes.Status422UnprocessableEntity, "attestation-not-appraised", "The attestation result can't be relied on.", null, [error]);

    public static ApiProblem PaymentBodyMismatch() =>
        new(StatusCodes.Status422UnprocessableEntity, "payment-body-mismatch", "The payment's id was used with another body.",
            "Nothing was done. Repeat a payment with exactly the same body, or start a new one with a new id.");

    public static ApiProblem ImportRefused(IReadOnlyList<ProblemInfo> errors, ImportReply report) =>
        new(StatusCodes.Status422UnprocessableEntity, "import-refused", "The file was not applied.", "Nothing was changed. Mend the rows, or apply the valid ones alone.", errors, report);

    public static ApiProblem ImportOutdated(ImportReply report) =>
        new(StatusCodes.Status409Conflict, "import-outdated", "The file means something else now.",
            "Nothing was changed. This is another file, or what is known has changed since the dry run; look at the new difference and apply with its digest.", null, report);

    public static ApiProblem ImportInterrupted(ImportReply report) =>
        new(StatusCodes.Status503ServiceUnavailable, "import-interrupted", "The import was broken off.",
            "The rows say what is recorded. Import the same file again: what is recorded already stays as it is.", null, report)
        { RetryAfterSeconds = 1 };

    public static ApiProblem TooManyRequests(int retryAfterSeconds) =>
        new(StatusCodes.Status429TooManyRequests, "too-many-requests", "Too many requests.", $"Try again in {retryAfterSeconds} s.") { RetryAfterSeconds = retryAfterSeconds };

    public static ApiProblem Unexpected() =>
        new(StatusCodes.Status500InternalServerError, "unexpected", "Something went wrong here.", "The log says more. Nothing can be assumed about whether the request took effect.");

    public static ApiProblem Unavailable() =>
        new(StatusCodes.Status503ServiceUnavailable, "unavailable", "Composite can't do this now.", "Nothing can be assumed about whether the request took effect. Ask again.") { RetryAfterSeconds = 1 };

    public static ApiProblem ListsBehind() =>
        new(StatusCodes.Status503ServiceUnavailable, "unavailable", "Composite can't do this now.",
            "The counts of devices are behind the journal, as after their schema changed or their file was lost. Nothing was written. Ask again; GET /v1/inventory shows how far they are (fleetPosition).")
        { RetryAfterSeconds = 10 };

    public static ApiProblem OutcomeUnknown() =>
        new(StatusCodes.Status503ServiceUnavailable, "outcome-unknown", "The payment's outcome is not known.", "Ask again with the same id and body.") { RetryAfterSeconds = 1 };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        if (response.HasStarted) return;
        response.StatusCode = _document.Status;
        response.ContentType = ProblemDocument.ContentType;
        if (RetryAfterSeconds is { } seconds) response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(_document, StrictJson.Options);
        response.ContentLength = json.Length;

        // The request's own token may be the reason for this answer (a timeout); a client that is gone makes the write end by itself.
        await response.Body.WriteAsync(json, CancellationToken.None);
    }
}

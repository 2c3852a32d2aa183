using System.Globalization;
using System.Reflection;
using Composite.Contracts;
using Composite.Domain;
using Composite.Domain.Components;
using Composite.Host.Apis.Bodies;
using Composite.Host.Apis.Problems;

namespace Composite.Host.Apis.Staff;

/// <summary>A part of a list as of an instant.</summary>
/// <param name="Rows">In the list's stable order.</param>
/// <param name="Next">The cursor for <c>after</c>, or null at the end.</param>
/// <param name="ValidAt">The instant that the answer is for.</param>
/// <param name="KnownAt">As far as was known then.</param>
/// <param name="Position">The journal position that the answer includes.</param>
internal sealed record AsOfListReply<T>(IReadOnlyList<T> Rows, string? Next, DateTimeOffset ValidAt, DateTimeOffset KnownAt, long Position);

/// <summary>
/// The instants that an answer is for: <c>validAt</c> and <c>knownAt</c> of the query, RFC 3339, or a day for its end (UTC). Left out: now, and
/// everything that is known.
/// </summary>
internal sealed class AsOfQuery : IUnreadable, IBindableFromHttpContext<AsOfQuery>
{
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    private AsOfQuery(AsOf asOf, bool everything, DateTimeOffset now, ApiProblem? problem) => (AsOf, KnownAt, Problem) = (asOf, everything ? now : asOf.KnownAt, problem);

    public AsOf AsOf { get; }

    /// <summary>What the answer names: the instant asked for, or now when everything counts that is known.</summary>
    public DateTimeOffset KnownAt { get; }

    public DateTimeOffset ValidAt => AsOf.ValidAt;

    public ApiProblem? Problem { get; }

    public static ValueTask<AsOfQuery?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        DateTimeOffset now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        List<ProblemInfo> errors = [];
        DateTimeOffset? validAt = Read(context, "validAt", errors);
        DateTimeOffset? knownAt = Read(context, "knownAt", errors);
        if (knownAt > now) errors.Add(new("in-the-future", "knownAt", "It lies in the future: nobody knows what will be recorded.", "Give an instant up to now, or leave it out."));
        return new(new AsOfQuery(new AsOf(validAt ?? now, knownAt ?? ListingBook.AllThatIsKnown), knownAt is null, now, errors.Count == 0 ? null : ApiProblem.InvalidRequest(errors)));
    }

    private static DateTimeOffset? Read(HttpContext context, string name, List<ProblemInfo> errors)
    {
        string? text = context.Request.Query[name];
        if (text is null) return null;
        if (DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset instant) && HasOffset(text)) return instant.ToUniversalTime();
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)) return new DateTimeOffset(day, TimeOnly.MaxValue, TimeSpan.Zero);
        errors.Add(new("invalid-value", name, "It is neither an instant nor a day.", "Give an instant as in RFC 3339, such as 2026-01-31T12:00:00Z, or a day, such as 2026-01-31."));
        return null;
    }

    private static bool HasOffset(string text) => text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > "yyyy-MM-ddTHH:mm:ss".Length - 1;
}

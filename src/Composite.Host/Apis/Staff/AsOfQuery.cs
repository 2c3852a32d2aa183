using System.Reflection;
using Composite.Domain;
using Composite.Domain.Components;
using Composite.Host.Apis.Problems;
using Composite.Host.Apis.Queries;

namespace Composite.Host.Apis.Staff;

/// <summary>For which instants an answer is: <c>validAt</c> and <c>knownAt</c> of the query; now, and everything that is known, when left out.</summary>
internal sealed class AsOfQuery : IKnownQuery, IBindableFromHttpContext<AsOfQuery>
{
    public const string ValidAtName = "validAt";
    public const string KnownAtName = "knownAt";

    /// <param name="asOf">What the answer is computed for.</param>
    /// <param name="knownAt">As the answer names it.</param>
    /// <param name="problem">What was wrong.</param>
    public AsOfQuery(AsOf asOf, DateTimeOffset knownAt, ApiProblem? problem = null) => (AsOf, KnownAt, Problem) = (asOf, knownAt, problem);

    public static IReadOnlyList<QueryParameter> Parameters { get; } =
    [
        new(ValidAtName, typeof(DateTimeOffset)) { Description = "An instant (RFC 3339), or a day, of which the last instant is meant; now when left out." },
        new(KnownAtName, typeof(DateTimeOffset)) { Description = "As far as it was known at this instant or the end of this day, not later than now; everything that is known when left out." },
    ];

    public AsOf AsOf { get; }

    public DateTimeOffset ValidAt => AsOf.ValidAt;

    /// <summary>As the answer names it: the instant asked for, or the answer's own when everything that is known was asked for.</summary>
    public DateTimeOffset KnownAt { get; }

    /// <summary>The day (UTC) at whose end the fleet is counted.</summary>
    public DateOnly FleetDay => DateOnly.FromDateTime(AsOf.FleetAt(KnownAt).UtcDateTime);

    public ApiProblem? Problem { get; }

    public static ValueTask<AsOfQuery?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        QueryReader reader = new(context);
        AsOfQuery read = Read(reader);
        return new(new AsOfQuery(read.AsOf, read.KnownAt, reader.Problem));
    }

    /// <summary>Reads <c>validAt</c> (or what a query calls it) and <c>knownAt</c>; the faults are the reader's.</summary>
    public static AsOfQuery Read(QueryReader reader, string validAtName = ValidAtName)
    {
        DateTimeOffset validAt = reader.Instant(validAtName) ?? reader.Now;
        DateTimeOffset? knownAt = reader.Instant(KnownAtName);

        // The day of today is a bare day whose last instant has not come: nothing can be known then.
        if (knownAt is { } asked && asked > reader.Now)
        {
            if (asked.UtcDateTime.Date > reader.Now.UtcDateTime.Date || asked.UtcDateTime.TimeOfDay != TimeOnly.MaxValue.ToTimeSpan())
                reader.Refuse("in-the-future", KnownAtName, "Nobody knows yet what will be known then.", "Give an instant that has passed, or leave it out for everything that is known.");
            knownAt = null;
        }

        return new AsOfQuery(new AsOf(validAt, knownAt ?? ListingBook.AllThatIsKnown), knownAt ?? reader.Now);
    }
}

/// <summary>A part of a list as of two instants.</summary>
/// <param name="Rows">In the list's stable order.</param>
/// <param name="Next">The cursor for <c>after</c>, or null at the end.</param>
/// <param name="ValidAt">What was so at this instant.</param>
/// <param name="KnownAt">As far as it was known at this instant.</param>
/// <param name="Position">The journal position that the answer includes.</param>
internal sealed record AsOfListReply<T>(IReadOnlyList<T> Rows, string? Next, DateTimeOffset ValidAt, DateTimeOffset KnownAt, long Position)
{
    public static AsOfListReply<T> Of(ListReply<T> page, AsOfQuery asOf) => new(page.Rows, page.Next, asOf.ValidAt, asOf.KnownAt, page.Position);
}

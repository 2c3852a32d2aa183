using Composite.Domain;
using Composite.Domain.Components;

namespace Composite.Host.Apis.Queries;

/// <summary>The instants of an answer, as they are read from a query and named in the reply.</summary>
/// <param name="AsOf">What the answer is computed for. Where <c>knownAt</c> was left out, everything that is known.</param>
/// <param name="ShownKnownAt">What the reply calls <c>knownAt</c>: then, the instant of the answer.</param>
internal sealed record AsOfParameters(AsOf AsOf, DateTimeOffset ShownKnownAt)
{
    public const string ValidAt = "validAt";
    public const string KnownAt = "knownAt";

    /// <summary>Reads <c>validAt</c> (or what a query calls it) and <c>knownAt</c>; left out they are now, and everything that is known.</summary>
    public static AsOfParameters Read(QueryReader reader, DateTimeOffset now, string validAtName = ValidAt)
    {
        DateTimeOffset validAt = reader.Instant(validAtName) ?? now;
        DateTimeOffset? knownAt = reader.Instant(KnownAt);

        // The day of today is a bare day whose last instant has not come: nothing can be known then.
        if (knownAt is { } asked && asked > now)
        {
            if (asked.UtcDateTime.Date > now.UtcDateTime.Date || asked.UtcDateTime.TimeOfDay != TimeOnly.MaxValue.ToTimeSpan())
                reader.Refuse("in-the-future", KnownAt, "Nobody knows yet what will be known then.", "Give an instant that has passed, or leave it out for everything that is known.");
            knownAt = null;
        }

        return new AsOfParameters(new AsOf(validAt, knownAt ?? ListingBook.AllThatIsKnown), knownAt ?? now);
    }

    /// <summary>The day (UTC) at whose end the fleet is counted.</summary>
    public DateOnly FleetDay => DateOnly.FromDateTime(AsOf.FleetAt(ShownKnownAt).UtcDateTime);
}

namespace Composite.Domain;

/// <summary>The two instants that an answer about certification is for.</summary>
/// <param name="ValidAt">What was so at this instant.</param>
/// <param name="KnownAt">As far as the journal held it at this instant; <see cref="Components.ListingBook.AllThatIsKnown"/> for everything.</param>
public readonly record struct AsOf(DateTimeOffset ValidAt, DateTimeOffset KnownAt)
{
    /// <summary>The day of <see cref="ValidAt"/>, UTC.</summary>
    public DateOnly Day => DateOnly.FromDateTime(ValidAt.UtcDateTime);

    /// <summary>The instant that answers about merchants and devices are for, UTC: they have one history, what was known of them then was so.</summary>
    /// <param name="now">The clock; of what is to come nothing is known.</param>
    public DateTimeOffset FleetAt(DateTimeOffset now)
    {
        DateTimeOffset known = KnownAt < now ? KnownAt : now;
        return (ValidAt < known ? ValidAt : known).ToUniversalTime();
    }

    /// <summary>An instant, with everything that is known.</summary>
    public static AsOf Now(DateTimeOffset now) => new(now, Components.ListingBook.AllThatIsKnown);
}

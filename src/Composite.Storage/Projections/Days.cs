namespace Composite.Storage.Projections;

/// <summary>Days (UTC) as numbers: <see cref="DateOnly.DayNumber"/>.</summary>
internal static class Days
{
    public static int Of(long utcTicks) => (int)(utcTicks / TimeSpan.TicksPerDay);
}

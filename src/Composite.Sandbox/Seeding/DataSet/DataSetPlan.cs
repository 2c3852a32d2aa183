using System.Globalization;

namespace Composite.Sandbox.Seeding.DataSet;

/// <summary>How large the data set is, and what follows from its seed alone. Everything in it is made up.</summary>
/// <param name="Scale">1 for 500 components, 10,000 versions, 100,000 merchants and 1,000,000 devices; 0.01 to 1.</param>
/// <param name="Seed">Another seed gives other dates, versions and lapses.</param>
/// <param name="Today">The day (UTC) at whose beginning the data set ends.</param>
internal sealed record DataSetPlan(double Scale, ulong Seed, DateOnly Today)
{
    public const int Years = 5;
    public const int ComponentsPerSolution = 25;
    public const int VersionsPerComponent = 20;
    public const int PaymentDays = 60;

    public static int Days { get; } = (int)(Years * 365.25);

    public int Solutions => (int)Math.Max(1, Math.Round(20 * Scale));

    public int Components => Solutions * ComponentsPerSolution;

    public int Acquirers => Math.Max(2, Solutions / 2);

    public int Merchants => (int)(100_000 * Scale);

    public int Devices => (int)(1_000_000 * Scale);

    public int Payments => (int)(100_000 * Scale);

    /// <summary>The first day.</summary>
    public DateOnly FirstDay => Today.AddDays(-Days);

    /// <summary>An instant of a day of the data set: day 0 is the first.</summary>
    public DateTimeOffset At(int day, double hours) => new DateTimeOffset(FirstDay.AddDays(day), TimeOnly.MinValue, TimeSpan.Zero).AddSeconds(Math.Floor(hours * 3600));

    /// <summary>A number from 0 to below <paramref name="below"/> that depends on the seed and on what it is for.</summary>
    public int Pick(string what, int index, int below) => (int)(Mix(what, index) % (uint)below);

    /// <summary>True for about <paramref name="percent"/> of all indexes.</summary>
    public bool Chance(string what, int index, int percent) => Pick(what, index, 100) < percent;

    /// <summary>Hexadecimal digits of a thing, always the same.</summary>
    public string Digits(string what, int index, int length)
    {
        string digits = string.Empty;
        for (int part = 0; digits.Length < length; part++) digits += Mix(what, (index * 7) + part + 1_000_003).ToString("x16", CultureInfo.InvariantCulture);
        return digits[..length];
    }

    /// <summary>A UUIDv7 for an instant, made of the seed: the same again next time.</summary>
    public string Uuid(string what, int index, DateTimeOffset at)
    {
        string random = Digits(what, index, 16);
        string time = at.ToUnixTimeMilliseconds().ToString("x12", CultureInfo.InvariantCulture);
        string counter = (index & 0xfff).ToString("x3", CultureInfo.InvariantCulture);
        return $"{time[..8]}-{time[8..]}-7{counter}-8{random[..3]}-{random[3..15]}";
    }

    // splitmix64 over an FNV-1a of the words.
    private ulong Mix(string what, int index)
    {
        ulong z = Seed ^ 14695981039346656037UL;
        foreach (char c in what) z = (z ^ c) * 1099511628211UL;
        z += (ulong)(uint)index * 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}

using System.Globalization;
using System.Text.Json;

namespace Composite.Exchange;

/// <summary>Values as every format here writes them: enumerations by camelCase name, instants as RFC 3339 in UTC, days as YYYY-MM-DD.</summary>
public static class Words
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>To the tick (100 ns) where there is a part of a second.</summary>
    public static string Of(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    public static string Of(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string? Of(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    /// <summary>The value with a camelCase name, or null.</summary>
    public static T? Parse<T>(string name)
        where T : struct, Enum
    {
        foreach (T value in Enum.GetValues<T>())
        {
            if (string.Equals(Of(value), name, StringComparison.Ordinal)) return value;
        }

        return null;
    }

    /// <summary>Every name of an enumeration, for a remedy.</summary>
    public static string All<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetValues<T>().Select(v => Of(v)));
}

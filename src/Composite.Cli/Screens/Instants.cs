using System.Globalization;

namespace Composite.Cli.Screens;

/// <summary>Shows instants in UTC, the journal's time.</summary>
internal static class Instants
{
    /// <summary>To the second; text that is no instant is shown as it is.</summary>
    public static string Show(string instant) => Show(instant, "yyyy-MM-dd HH:mm:ss'Z'");

    /// <summary>To the millisecond.</summary>
    public static string ShowExactly(string instant) => Show(instant, "yyyy-MM-dd HH:mm:ss.fff'Z'");

    private static string Show(string instant, string format) => TryRead(instant) is { } read ? read.UtcDateTime.ToString(format, CultureInfo.InvariantCulture) : instant;

    private static DateTimeOffset? TryRead(string instant) =>
        DateTimeOffset.TryParse(instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset read) ? read : null;
}

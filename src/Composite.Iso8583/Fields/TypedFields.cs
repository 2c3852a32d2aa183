using System.Globalization;

namespace Composite.Iso8583.Fields;

/// <summary>The fields that every payment has, as what they mean.</summary>
public static class TypedFields
{
    /// <summary>DE4 in minor units of DE49's currency; null when absent.</summary>
    public static long? GetAmountMinor(this Iso8583Message message) => message.Number(DataElement.Amount);

    /// <summary>Sets DE4; 0 to 999,999,999,999 minor units.</summary>
    public static Iso8583Message SetAmountMinor(this Iso8583Message message, long amountMinor)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message.Set(DataElement.Amount, amountMinor);
    }

    /// <summary>DE11, 0 to 999999; null when absent.</summary>
    public static int? GetStan(this Iso8583Message message) => (int?)message.Number(DataElement.Stan);

    /// <summary>Sets DE11; 0 to 999999.</summary>
    public static Iso8583Message SetStan(this Iso8583Message message, int stan)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message.Set(DataElement.Stan, stan);
    }

    /// <summary>Sets DE7 to month, day and time in UTC.</summary>
    public static Iso8583Message SetTransmissionTime(this Iso8583Message message, DateTimeOffset time) =>
        message.SetTime(DataElement.TransmissionTime, time.ToUniversalTime(), "MMddHHmmss");

    /// <summary>Sets DE12 and DE13 to time and date as the terminal's clock shows them: the offset is taken as given.</summary>
    public static Iso8583Message SetLocalTime(this Iso8583Message message, DateTimeOffset time) =>
        message.SetTime(DataElement.LocalTime, time, "HHmmss").SetTime(DataElement.LocalDate, time, "MMdd");

    private static Iso8583Message SetTime(this Iso8583Message message, int field, DateTimeOffset time, string format)
    {
        ArgumentNullException.ThrowIfNull(message);
        Span<char> text = stackalloc char[10];
        _ = time.TryFormat(text, out int written, format, CultureInfo.InvariantCulture);
        return message.Set(field, text[..written]);
    }

    private static long? Number(this Iso8583Message message, int field)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message.TryGetNumber(field, out long number) ? number : null;
    }
}

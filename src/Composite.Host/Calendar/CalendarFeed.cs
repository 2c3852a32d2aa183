using System.Globalization;
using Composite.Domain.Forecast;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;

namespace Composite.Host.Calendar;

/// <summary>Deadlines as an iCalendar object (RFC 5545): an event of a whole day for each, with an alarm at each of the policy's leads.</summary>
internal static class CalendarFeed
{
    public const string MediaType = "text/calendar";

    /// <summary>Most events; the nearest deadlines come first, the rest when they are nearer.</summary>
    public const int MaxEvents = 5000;

    /// <summary>Days before today from which deadlines are shown: what just lapsed.</summary>
    public const int PastDays = 30;

    /// <summary>Days after today up to which deadlines are shown.</summary>
    public const int FutureDays = 731;

    /// <param name="deadlines">In date order.</param>
    /// <param name="leadDays">Days before at which the program reminds.</param>
    /// <param name="madeAt">When the feed was made.</param>
    public static string Write(IReadOnlyList<Deadline> deadlines, IReadOnlyList<int> leadDays, DateTimeOffset madeAt)
    {
        Ical.Net.Calendar calendar = new() { ProductId = "-//Composite//Calendar//EN", Method = "PUBLISH" };
        calendar.AddProperty("X-WR-CALNAME", "Composite: deadlines");
        calendar.AddProperty("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
        CalDateTime stamp = new(madeAt.UtcDateTime);
        foreach (Deadline deadline in deadlines.Take(MaxEvents)) calendar.Events.Add(Event(deadline, leadDays, stamp));
        return new CalendarSerializer().SerializeToString(calendar) ?? throw new InvalidOperationException("The calendar could not be written.");
    }

    private static CalendarEvent Event(Deadline deadline, IReadOnlyList<int> leadDays, CalDateTime stamp)
    {
        CalendarEvent made = new()
        {
            Uid = $"{deadline.Id}@composite",
            DtStamp = stamp,
            Start = new CalDateTime(deadline.DueOn),
            End = new CalDateTime(deadline.DueOn.AddDays(1)),
            Summary = deadline.IsReckonedInHours ? string.Create(CultureInfo.InvariantCulture, $"{deadline.Title} by {deadline.DueAt.UtcDateTime:HH:mm} UTC") : deadline.Title,
            Description = Description(deadline),
            Transparency = Ical.Net.TransparencyType.Transparent,
            Categories = [deadline.Kind.ToString()],
        };
        foreach (int days in leadDays)
        {
            made.Alarms.Add(new Alarm { Action = "DISPLAY", Description = deadline.Title, Trigger = new Trigger(Duration.FromDays(-days)) });
        }

        return made;
    }

    private static string Description(Deadline deadline) => string.Join(
        '\n', $"If it lapses: {deadline.Consequence}", $"To act: {deadline.Owner}", deadline.SolutionIds.Count == 0 ? "No solution has it." : $"Solutions: {string.Join(", ", deadline.SolutionIds)}");
}

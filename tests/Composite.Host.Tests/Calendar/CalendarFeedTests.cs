using System.Text;
using Composite.Domain;
using Composite.Domain.Forecast;
using Composite.Host.Calendar;
using Composite.Host.Tests.Support;
using Ical.Net.CalendarComponents;
using Xunit;

namespace Composite.Host.Tests.Calendar;

public sealed class CalendarFeedTests
{
    private const int MaxLineOctets = 75;
    private static readonly int[] Leads = [180, 90, 30, 7];

    private static readonly IReadOnlyList<Deadline> Deadlines =
    [
        .. Forecast.Of(SolutionWorld.Facts, AsOf.Now(TestHost.Start), new(2026, 1, 1), new(2028, 1, 1)),
    ];

    [Fact]
    public void Write_Deadlines_AreReadBackAsWholeDayEventsWithAlarms()
    {
        Ical.Net.Calendar calendar = Ical.Net.Calendar.Load(CalendarFeed.Write(Deadlines, Leads, TestHost.Start))!;

        Assert.Equal(("2.0", "-//Composite//Calendar//EN", "PUBLISH"), (calendar.Version, calendar.ProductId, calendar.Method));
        Assert.Equal(Deadlines.Select(d => $"{d.Id}@composite"), calendar.Events.Select(e => e.Uid));
        foreach ((Deadline deadline, CalendarEvent read) in Deadlines.Zip(calendar.Events))
        {
            Assert.True(read.IsAllDay);
            Assert.Equal((deadline.DueOn, deadline.DueOn.AddDays(1)), (read.Start!.Date, read.End!.Date));
            Assert.StartsWith(deadline.Title, read.Summary, StringComparison.Ordinal);
            Assert.Contains(deadline.Consequence, read.Description, StringComparison.Ordinal);
            Assert.Equal(TestHost.Start.UtcDateTime, read.DtStamp!.AsUtc);
            Assert.Equal(Leads.Select(days => (int?)-days), read.Alarms.Select(a => a.Trigger!.Duration!.Value.Days));
            Assert.All(read.Alarms, a => Assert.Equal("DISPLAY", a.Action));
        }
    }

    /// <summary>RFC 5545: lines end with CRLF and have at most 75 octets (3.1); text is escaped (3.3.11); UID and DTSTAMP stand in every event (3.6.1).</summary>
    [Fact]
    public void Write_Deadlines_KeepsTheFormOfTheRfc()
    {
        string text = CalendarFeed.Write(Deadlines, Leads, TestHost.Start);

        Assert.EndsWith("END:VCALENDAR\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', text.Replace("\r\n", "", StringComparison.Ordinal));
        string[] lines = text.Split("\r\n");
        Assert.All(lines, line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, MaxLineOctets));
        Assert.Contains(lines, line => line.StartsWith(' '));
        string unfolded = text.Replace("\r\n ", "", StringComparison.Ordinal);
        Assert.Contains(@"Tap\; SDK\, with \\ ünïcode 日本", unfolded, StringComparison.Ordinal);
        Assert.Equal(Deadlines.Count, unfolded.Split("\r\n").Count(l => l.StartsWith("UID:", StringComparison.Ordinal)));
        Assert.Equal(Deadlines.Count, unfolded.Split("\r\n").Count(l => l == "DTSTAMP:20260301T120000Z"));
        Assert.Contains("DTSTART;VALUE=DATE:20261201", unfolded, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_CorrectedDate_KeepsTheUid()
    {
        Deadline moved = Deadlines[0] with { DueAt = Deadlines[0].DueAt.AddDays(3) };
        Assert.Equal(Uid(Deadlines[0]), Uid(moved));
    }

    [Fact]
    public void Write_TooMany_KeepsTheNearest() => Assert.Equal(
        CalendarFeed.MaxEvents,
        Ical.Net.Calendar.Load(CalendarFeed.Write([.. Enumerable.Range(0, CalendarFeed.MaxEvents + 1).Select(i => Deadlines[0] with { Reference = $"{i}" })], [7], TestHost.Start))!.Events.Count);

    private static string Uid(Deadline deadline) => Ical.Net.Calendar.Load(CalendarFeed.Write([deadline], Leads, TestHost.Start))!.Events[0]!.Uid!;
}

using System.Security.Claims;
using System.Text;
using Composite.Contracts;
using Composite.Contracts.Staff;
using Composite.Domain;
using Composite.Domain.Forecast;
using Composite.Domain.Notices;
using Composite.Domain.Ports;
using Composite.Domain.Solutions;
using Composite.Host.Access;
using Composite.Host.Apis.Bodies;
using Composite.Host.Apis.Problems;
using Composite.Host.Calendar;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Composite.Host.Apis.Staff;

/// <summary>A deadline in the calendar.</summary>
/// <param name="DeadlineId">Stable: it stays when the date is corrected.</param>
/// <param name="Kind">What lapses or is due.</param>
/// <param name="SubjectKind">What it is about.</param>
/// <param name="SubjectId">Which.</param>
/// <param name="Reference">What of it: a listing, a version, a recipient.</param>
/// <param name="DueOn">The day, UTC.</param>
/// <param name="DueAt">The instant; of a whole day, its first.</param>
/// <param name="DaysLeft">Whole days from validAt to it; negative when it has passed.</param>
/// <param name="Title">One line.</param>
/// <param name="Consequence">What happens when it lapses.</param>
/// <param name="Owner">Who has to act.</param>
/// <param name="SolutionIds">Which solutions it concerns.</param>
internal sealed record DeadlineRow(
    string DeadlineId, DeadlineKind Kind, SubjectKind SubjectKind, string SubjectId, string Reference, DateOnly DueOn, DateTimeOffset DueAt, int DaysLeft,
    string Title, string Consequence, string Owner, IReadOnlyList<string> SolutionIds);

/// <summary>Where a calendar program reads the calendar; shown this once.</summary>
internal sealed record CalendarTokenReply(string Path);

/// <summary>What expires or is due, as a list and for calendar programs.</summary>
internal static class CalendarApi
{
    private const int DefaultDays = 365;
    private const int MaxDays = 3660;

    public static void MapCalendar(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder calendar = routes.Group("/v1", "Calendar");
        calendar.MapGet("/calendar", List).RequireAuthorization(Policies.Staff).Problems(403)
            .Describe("listDeadlines", "Lists what expires or is due in the days from..to, in date order; the next year when left out. A subject is an id of what the deadline is about, or of a solution.");
        calendar.MapGet("/calendar.ics", Feed).RequireAuthorization(Policies.Staff).Problems(403)
            .Describe("getCalendarFeed", "The calendar for calendar programs (RFC 5545).").Produces(StatusCodes.Status200OK, contentType: CalendarFeed.MediaType);
        calendar.MapGet($"/calendar/{{{CalendarAuthentication.RouteValue}}}.ics", Feed).RequireAuthorization(Policies.CalendarProgram)
            .Describe("subscribeCalendarFeed", "The calendar for a member's calendar program, which can't send a credential: the address holds a token.").Produces(StatusCodes.Status200OK, contentType: CalendarFeed.MediaType);
        calendar.MapPost("/calendar/token", IssueAsync).RequireAuthorization(Policies.Staff).Problems(403, 422)
            .Describe("issueCalendarToken", "Makes the caller's own calendar address, shown this once; an earlier one no longer works.");
        calendar.MapPost("/calendar/token/revocation", (StaffCommands commands, IGrainFactory grains, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.AnswerAsync(Grain(grains).RevokeCalendarTokenAsync(user.Identity!.Name!, user.Actor(), cancellationToken), cancellationToken))
            .RequireAuthorization(Policies.Staff).Problems(403, 404, 422)
            .Describe("revokeCalendarToken", "The caller's own calendar address no longer works.");
    }

    private static Results<Ok<AsOfListReply<DeadlineRow>>, ApiProblem> List(
        ListQuery query, AsOfQuery asOf, QueryValue<DateOnly> from, QueryValue<DateOnly> to, QueryValue<DeadlineKind> kind, [FromQuery] string? subject, IFacts facts)
    {
        DateOnly first = from.Value ?? asOf.AsOf.Day;
        DateOnly last = to.Value ?? DateOnly.FromDayNumber(Math.Min(first.DayNumber + DefaultDays, DateOnly.MaxValue.DayNumber));
        if (last < first || last.DayNumber - first.DayNumber > MaxDays)
            return ApiProblem.InvalidRequest([new ProblemInfo("date-order", "to", $"It lies before from, or more than {MaxDays} days after it.", $"Give a day from from on, and up to {MaxDays} days after it.")]);
        SolutionFacts known = facts.Read().Facts;
        IEnumerable<Deadline> deadlines = Forecast.Of(known, asOf.AsOf, first, last)
            .Where(d => (kind.Value is not { } wanted || d.Kind == wanted) && (subject is null || d.SubjectId == subject || d.SolutionIds.Contains(subject)));
        return TypedResults.Ok(AsOfListReply<DeadlineRow>.Of(query.Page(deadlines, d => d.Place, d => Row(d, asOf.AsOf.Day), known.Position), asOf));
    }

    private static ContentHttpResult Feed(HttpContext context, IFacts facts, TimeProvider time)
    {
        DateTimeOffset now = time.GetUtcNow();
        SolutionFacts known = facts.Read().Facts;
        AsOf asOf = AsOf.Now(now);
        context.Response.Headers.CacheControl = "private, no-cache";
        return TypedResults.Text(
            CalendarFeed.Write(
                Forecast.Of(known, asOf, asOf.Day.AddDays(-CalendarFeed.PastDays), asOf.Day.AddDays(CalendarFeed.FutureDays)), NoticePlanner.LeadDays(known.Policies.At(now).Values), now),
            CalendarFeed.MediaType, Encoding.UTF8);
    }

    private static async Task<Results<Created<CalendarTokenReply>, ApiProblem>> IssueAsync(StaffCommands commands, IGrainFactory grains, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        string token = Secrets.NewCredential();
        (CommandReply? reply, ApiProblem? problem) = await commands.SettleAsync(
            Grain(grains).IssueCalendarTokenAsync(user.Identity!.Name!, Ids.Sha256(token), user.Actor(), cancellationToken), cancellationToken);
        return reply is not null ? TypedResults.Created((string?)null, new CalendarTokenReply($"/v1/calendar/{token}.ics")) : problem!;
    }

    private static DeadlineRow Row(Deadline d, DateOnly day) => new(
        d.Id, d.Kind, d.SubjectKind, d.SubjectId, d.Reference, d.DueOn, d.DueAt, d.DueOn.DayNumber - day.DayNumber, d.Title, d.Consequence, d.Owner, d.SolutionIds);

    private static IStaffGrain Grain(IGrainFactory grains) => grains.GetGrain<IStaffGrain>(StaffDirectory.Key);
}

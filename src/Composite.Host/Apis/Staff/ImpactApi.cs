using Composite.Domain.Impact;
using Composite.Domain.Ports;
using Composite.Host.Access;
using Composite.Host.Apis.Bodies;
using Composite.Host.Apis.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Composite.Host.Apis.Staff;

/// <summary>What stops, is restricted or is warned of when a component, a version or a listing lapses.</summary>
internal static class ImpactApi
{
    public static void MapImpact(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder impact = routes.Group("/v1/impact", "Impact").AddEndpointFilter(Ids.RequireSlug).RequireAuthorization(Policies.Staff).Problems(404);
        impact.MapGet("/components/{id}", (string id, ImpactRequest request, ImpactAnswers answers, CancellationToken cancellationToken) =>
            ShowAsync(Component(id, answers), request, answers, cancellationToken)).Describe("showComponentImpact", "Shows what becomes of everything that relies on a component.");
        impact.MapGet("/components/{id}/versions/{version}", (string id, string version, ImpactRequest request, ImpactAnswers answers, CancellationToken cancellationToken) =>
            ShowAsync(Version(id, version, answers), request, answers, cancellationToken)).Describe("showVersionImpact", "Shows what becomes of everything that runs a version, or versions such as 3.2.x.");
        impact.MapGet("/listings/{reference}", (string reference, ImpactRequest request, ImpactAnswers answers, CancellationToken cancellationToken) =>
            ShowAsync(answers.OwnerOf(reference, request.Instants.AsOf.KnownAt), request, answers, cancellationToken)).Describe("showListingImpact", "Shows what becomes of everything that relies on a listing.");
        MapPages(impact, "/components/{id}", "Component", (values, answers, _) => Component(values["id"]!, answers));
        MapPages(impact, "/components/{id}/versions/{version}", "Version", (values, answers, _) => Version(values["id"]!, values["version"]!, answers));
        MapPages(impact, "/listings/{reference}", "Listing", (values, answers, knownAt) => answers.OwnerOf(values["reference"]!, knownAt));
    }

    private static void MapPages(RouteGroupBuilder impact, string path, string what, Func<Dictionary<string, string?>, ImpactAnswers, DateTimeOffset, ImpactSubject?> subject)
    {
        impact.MapGet(path + "/merchants", (HttpContext context, ImpactPageRequest request, ImpactAnswers answers, IFacts facts, IFleet fleet, CancellationToken cancellationToken) =>
                ListAsync(subject(Values(context), answers, request.Instants.AsOf.KnownAt), request, answers, facts, async (groups, _) =>
                {
                    Page<AffectedMerchant> page = await fleet.MerchantsAsync(groups, request.Page, cancellationToken);
                    return new Page<ImpactMerchantReply>([.. page.Rows.Select(m => new ImpactMerchantReply(m.MerchantId, m.TradingName, (ImpactEffect)m.Group, m.Devices))], page.Next, page.Position);
                }, cancellationToken))
            .Describe($"list{what}ImpactMerchants", "Lists the merchants that it concerns, by id.");
        impact.MapGet(path + "/devices", (HttpContext context, ImpactPageRequest request, ImpactAnswers answers, IFacts facts, IFleet fleet, CancellationToken cancellationToken) =>
                ListAsync(subject(Values(context), answers, request.Instants.AsOf.KnownAt), request, answers, facts, async (groups, slices) =>
                {
                    Page<AffectedDevice> page = await fleet.DevicesAsync(groups, request.Page, cancellationToken);
                    Dictionary<int, FleetSlice> byId = slices.ToDictionary(s => s.Id);
                    return new Page<ImpactDeviceReply>([.. page.Rows.Select(d => ImpactDeviceReply.Of(d, byId[d.SliceId]))], page.Next, page.Position);
                }, cancellationToken))
            .Describe($"list{what}ImpactDevices", "Lists the devices that it concerns, by id, with what each runs.");
    }

    private static Dictionary<string, string?> Values(HttpContext context) => context.Request.RouteValues.ToDictionary(v => v.Key, v => v.Value as string);

    private static ImpactSubject? Component(string id, ImpactAnswers answers) => answers.Knows(id) ? new ImpactSubject(id, null, null) : null;

    private static ImpactSubject? Version(string id, string version, ImpactAnswers answers) => answers.Knows(id, version) ? new ImpactSubject(id, version, null) : null;

    private static async Task<Results<Ok<ImpactReply>, ApiProblem>> ShowAsync(ImpactSubject? subject, ImpactRequest request, ImpactAnswers answers, CancellationToken cancellationToken) =>
        subject is null
            ? ApiProblem.NotFound("No such component, version or listing is known.")
            : TypedResults.Ok(await answers.ImpactAsync(request.About(subject), request.Instants.KnownAt, cancellationToken));

    private static async Task<Results<Ok<ImpactListReply<T>>, ApiProblem>> ListAsync<T>(
        ImpactSubject? subject, ImpactPageRequest request, ImpactAnswers answers, IFacts facts, Func<SliceGroups, IReadOnlyList<FleetSlice>, Task<Page<T>>> read, CancellationToken cancellationToken)
    {
        if (subject is null) return ApiProblem.NotFound("No such component, version or listing is known.");
        FactsReading reading = facts.Read();
        (ImpactGrading grading, SliceReading slices) = await answers.GradeAsync(reading.Facts, request.About(subject), cancellationToken);
        Page<T> page = await read(request.Wanted(grading), slices.Slices);
        return TypedResults.Ok(new ImpactListReply<T>(request.Instants.AsOf.ValidAt, request.Instants.KnownAt, reading.Facts.Position, page.Position, page.Rows, page.Next));
    }
}

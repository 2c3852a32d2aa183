using System.Security.Claims;
using Composite.Contracts.ThirdParties;
using Composite.Domain;
using Composite.Domain.Components;
using Composite.Domain.Ports;
using Composite.Domain.Solutions;
using Composite.Domain.ThirdParties;
using Composite.Host.Access;
using Composite.Host.Apis.Bodies;
using Composite.Host.Apis.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Composite.Host.Apis.Staff;

/// <summary>A third party in a list, as of the answer's instants.</summary>
/// <param name="ThirdPartyId">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Provides">What it provides.</param>
/// <param name="ReviewDueOn">By when the next yearly review is due; null once it has ended.</param>
/// <param name="ReviewOverdue">True when that day has passed.</param>
/// <param name="ContractEndsOn">First day without a contract, where it has an end.</param>
/// <param name="EndedOn">First day on which it provides nothing.</param>
internal sealed record ThirdPartyRow(string ThirdPartyId, string Name, string Provides, DateOnly? ReviewDueOn, bool ReviewOverdue, DateOnly? ContractEndsOn, DateOnly? EndedOn);

/// <summary>A third party with everything that was known of it, as of the answer's instants.</summary>
internal sealed record ThirdPartyReply
{
    public required string ThirdPartyId { get; init; }

    public required string Name { get; init; }

    public required string Provides { get; init; }

    public required DateTimeOffset RegisteredAt { get; init; }

    public required Contact? Contact { get; init; }

    public required ThirdPartyContract? Contract { get; init; }

    public required IReadOnlyList<Responsibility> Responsibilities { get; init; }

    /// <summary>Newest day first.</summary>
    public required IReadOnlyList<ThirdPartyReviewed> Reviews { get; init; }

    /// <summary>By when the next yearly review is due; null once it has ended.</summary>
    public required DateOnly? ReviewDueOn { get; init; }

    public required bool ReviewOverdue { get; init; }

    /// <summary>First day on which it provides nothing.</summary>
    public required DateOnly? EndedOn { get; init; }

    /// <summary>The components that it provides, each with its certification.</summary>
    public required IReadOnlyList<ComponentRow> Components { get; init; }

    public required DateTimeOffset ValidAt { get; init; }

    public required DateTimeOffset KnownAt { get; init; }

    /// <summary>The journal position that the answer includes.</summary>
    public required long Position { get; init; }
}

/// <summary>Third parties: the list that PCI DSS 12.8 wants.</summary>
internal static class ThirdPartyApi
{
    public static void MapThirdParties(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder parties = routes.Group("/v1/third-parties", "Third parties").AddEndpointFilter(Ids.RequireSlug).Problems(403);
        RouteGroupBuilder reads = parties.MapGroup("").RequireAuthorization(Policies.Staff);
        reads.MapGet("", List).Describe("listThirdParties", "Lists third parties, by id, with what each provides and when its yearly review is due.");
        reads.MapGet("/{id}", Get).Describe("getThirdParty", "Shows a third party: contact, contract, split of responsibility, reviews and the components that it provides.").Problems(404);
        reads.MapHistory(Streams.ThirdParty, "getThirdPartyHistory", "Lists every fact about a third party: who recorded what, when.");

        RouteGroupBuilder changes = parties.MapGroup("/{id}").RequireAuthorization(Policies.Compliance).Problems(404, 413, 415, 422);
        changes.MapPut("", Command<RegisterThirdParty>).Describe("registerThirdParty", "Enters a third party in the list.");
        changes.MapPut("/name", Command<RenameThirdParty>).Describe("renameThirdParty", "Corrects a third party's name or what it provides.");
        changes.MapPut("/contact", Command<SetThirdPartyContact>).Describe("setThirdPartyContact", "Says whom to reach.");
        changes.MapPut("/contract", Command<SetThirdPartyContract>).Describe("setThirdPartyContract", "Says what was contracted, as a whole.");
        changes.MapPut("/responsibilities", Command<SetResponsibilities>).Describe("setThirdPartyResponsibilities", "Says who answers for what, as a whole.");
        changes.MapPost("/reviews", Command<ReviewThirdParty>).Describe("reviewThirdParty", "Records a review of the third party's compliance; one of the same day corrects what was recorded.");
        changes.MapPost("/end", Command<EndThirdParty>).Describe("endThirdParty", "Records from which day on the third party provides nothing.");
        changes.MapPost("/reinstatement", Command<ReinstateThirdParty>).Describe("reinstateThirdParty", "Says that the end was recorded by mistake.");
    }

    private static Task<Results<Ok<CommandReply>, ApiProblem>> Command<T>(
        string id, Body<T> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken)
        where T : ThirdPartyCommand => commands.ThirdPartyAsync(id, body.Value, user, cancellationToken);

    private static Ok<AsOfListReply<ThirdPartyRow>> List(ListQuery query, AsOfQuery asOf, IFacts facts)
    {
        SolutionFacts known = facts.Read().Facts;
        return TypedResults.Ok(AsOfListReply<ThirdPartyRow>.Of(
            query.Page(known.ThirdParties.Values.Where(p => p.NameAt(asOf.AsOf.KnownAt) is not null), p => p.Id, p => Row(p, asOf.AsOf), known.Position), asOf));
    }

    private static Results<Ok<ThirdPartyReply>, ApiProblem> Get(string id, AsOfQuery asOf, IFacts facts)
    {
        SolutionFacts known = facts.Read().Facts;
        return known.ThirdParties.GetValueOrDefault(id) is { } party && party.NameAt(asOf.AsOf.KnownAt) is { } name
            ? TypedResults.Ok(Whole(party, name, known, asOf))
            : ApiProblem.NotFound("No third party with this id was registered then.");
    }

    private static ThirdPartyRow Row(ThirdPartyState party, AsOf asOf)
    {
        ThirdPartyName name = party.NameAt(asOf.KnownAt)!;
        DateOnly? due = party.ReviewDueOn(asOf);
        return new ThirdPartyRow(party.Id, name.Name, name.Provides, due, due < asOf.Day, party.ContractAt(asOf.KnownAt)?.EndsOn, party.EndedOn(asOf.KnownAt));
    }

    private static ThirdPartyReply Whole(ThirdPartyState party, ThirdPartyName name, SolutionFacts facts, AsOfQuery query)
    {
        AsOf asOf = query.AsOf;
        DateOnly? due = party.ReviewDueOn(asOf);
        IEnumerable<ComponentState> provided = facts.Components.Values.Where(c => c.ProfileAt(asOf.KnownAt)?.ThirdPartyId == party.Id).OrderBy(c => c.Id, StringComparer.Ordinal);
        return new ThirdPartyReply
        {
            ThirdPartyId = party.Id,
            Name = name.Name,
            Provides = name.Provides,
            RegisteredAt = party.RegisteredAt,
            Contact = party.ContactAt(asOf.KnownAt),
            Contract = party.ContractAt(asOf.KnownAt),
            Responsibilities = party.ResponsibilitiesAt(asOf.KnownAt),
            Reviews = party.ReviewsAt(asOf.KnownAt),
            ReviewDueOn = due,
            ReviewOverdue = due < asOf.Day,
            EndedOn = party.EndedOn(asOf.KnownAt),
            Components = [.. provided.Where(c => c.NameAt(asOf.KnownAt) is not null).Select(c => ComponentReplies.Row(c, facts, asOf))],
            ValidAt = query.ValidAt,
            KnownAt = query.KnownAt,
            Position = facts.Position,
        };
    }
}

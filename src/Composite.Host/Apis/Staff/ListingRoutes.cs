using System.Security.Claims;
using Composite.Contracts;
using Composite.Contracts.Components;
using Composite.Contracts.Solutions;
using Composite.Host.Apis.Bodies;
using Composite.Host.Apis.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using CommandAnswer = System.Threading.Tasks.Task<Microsoft.AspNetCore.Http.HttpResults.Results<Microsoft.AspNetCore.Http.HttpResults.Ok<Composite.Host.Apis.Staff.CommandReply>, Composite.Host.Apis.Problems.ApiProblem>>;

namespace Composite.Host.Apis.Staff;

/// <summary>The row as it should have been recorded, and why.</summary>
internal sealed record ListingCorrectionBody(ListingInfo Listing, string Reason);

/// <summary>The changes of listings: the same for components and for solutions' own.</summary>
internal sealed class ListingRoutes
{
    public static readonly ListingRoutes OfComponents = new()
    {
        Names = string.Empty,
        Record = (commands, id, listing, correction, user, cancellationToken) =>
            commands.ComponentAsync(id, new RecordListing { Listing = listing, Corrects = correction is not null, Reason = correction }, user, cancellationToken),
        Retract = (commands, id, reference, reason, user, cancellationToken) => commands.ComponentAsync(id, new RetractListing { Reference = reference, Reason = reason }, user, cancellationToken),
        Revoke = (commands, id, reference, body, user, cancellationToken) =>
            commands.ComponentAsync(id, new RevokeListing { Reference = reference, Reason = body.Reason, EffectiveAt = body.EffectiveAt }, user, cancellationToken),
        Unrevoke = (commands, id, reference, reason, user, cancellationToken) => commands.ComponentAsync(id, new WithdrawRevocation { Reference = reference, Reason = reason }, user, cancellationToken),
        Remediate = (commands, id, reference, body, user, cancellationToken) =>
            commands.ComponentAsync(id, new ChangeRemediation { Reference = reference, Open = body.Open, Reason = body.Reason, EffectiveAt = body.EffectiveAt }, user, cancellationToken),
        Complete = (commands, id, reference, body, user, cancellationToken) =>
            commands.ComponentAsync(id, new CompleteCheckpoint { Reference = reference, CompletedOn = body.CompletedOn, NextDueOn = body.NextDueOn }, user, cancellationToken),
    };

    public static readonly ListingRoutes OfSolutions = new()
    {
        Names = "Solution",
        Record = (commands, id, listing, correction, user, cancellationToken) =>
            commands.SolutionAsync(id, new RecordSolutionListing { Listing = listing, Corrects = correction is not null, Reason = correction }, user, cancellationToken),
        Retract = (commands, id, reference, reason, user, cancellationToken) => commands.SolutionAsync(id, new RetractSolutionListing { Reference = reference, Reason = reason }, user, cancellationToken),
        Revoke = (commands, id, reference, body, user, cancellationToken) =>
            commands.SolutionAsync(id, new RevokeSolutionListing { Reference = reference, Reason = body.Reason, EffectiveAt = body.EffectiveAt }, user, cancellationToken),
        Unrevoke = (commands, id, reference, reason, user, cancellationToken) =>
            commands.SolutionAsync(id, new WithdrawSolutionRevocation { Reference = reference, Reason = reason }, user, cancellationToken),
        Remediate = (commands, id, reference, body, user, cancellationToken) =>
            commands.SolutionAsync(id, new ChangeSolutionRemediation { Reference = reference, Open = body.Open, Reason = body.Reason, EffectiveAt = body.EffectiveAt }, user, cancellationToken),
        Complete = (commands, id, reference, body, user, cancellationToken) =>
            commands.SolutionAsync(id, new CompleteSolutionCheckpoint { Reference = reference, CompletedOn = body.CompletedOn, NextDueOn = body.NextDueOn }, user, cancellationToken),
    };

    internal delegate CommandAnswer Send<in T>(StaffCommands commands, string id, string reference, T body, ClaimsPrincipal user, CancellationToken cancellationToken);

    internal delegate CommandAnswer SendListing(StaffCommands commands, string id, ListingInfo listing, string? correction, ClaimsPrincipal user, CancellationToken cancellationToken);

    public required string Names { get; init; }

    public required SendListing Record { get; init; }

    public required Send<string> Retract { get; init; }

    public required Send<RevocationBody> Revoke { get; init; }

    public required Send<string> Unrevoke { get; init; }

    public required Send<RemediationBody> Remediate { get; init; }

    public required Send<CheckpointBody> Complete { get; init; }

    public void Map(RouteGroupBuilder listings)
    {
        listings.MapPost("", (string id, Body<ListingInfo> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                Record(commands, id, body.Value, null, user, cancellationToken))
            .Describe($"record{Names}Listing", "Records a row of the PCI website; a recorded reference with other content is refused, naming what differs.");
        listings.MapPost("/{reference}/correction", (string id, string reference, Body<ListingCorrectionBody> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                CorrectAsync(id, reference, body.Value, commands, user, cancellationToken))
            .Describe($"correct{Names}Listing", "Says that a recorded row was wrong or has changed, and what it is as a whole; what was known before stays answerable.");
        listings.MapPost("/{reference}/retraction", (string id, string reference, Body<ReasonBody> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                Retract(commands, id, reference, body.Value.Reason, user, cancellationToken))
            .Describe($"retract{Names}Listing", "Says that a row was recorded by mistake, or in the wrong place.");
        listings.MapPost("/{reference}/revocation", (string id, string reference, Body<RevocationBody> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                Revoke(commands, id, reference, body.Value, user, cancellationToken))
            .Describe($"revoke{Names}Listing", "Records that a listing is revoked: payments that rely on it stop.");
        listings.MapPost("/{reference}/revocation-withdrawal", (string id, string reference, Body<ReasonBody> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                Unrevoke(commands, id, reference, body.Value.Reason, user, cancellationToken))
            .Describe($"withdraw{Names}Revocation", "Says that a listing's revocation was recorded by mistake.");
        listings.MapPost("/{reference}/remediation", (string id, string reference, Body<RemediationBody> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                Remediate(commands, id, reference, body.Value, user, cancellationToken))
            .Describe($"change{Names}Remediation", "Records that a listing went into remediation, or came out of it.");
        listings.MapPost("/{reference}/checkpoints", (string id, string reference, Body<CheckpointBody> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                Complete(commands, id, reference, body.Value, user, cancellationToken))
            .Describe($"complete{Names}Checkpoint", "Records a passed annual checkpoint.");
    }

    private async Task<Results<Ok<CommandReply>, ApiProblem>> CorrectAsync(
        string id, string reference, ListingCorrectionBody body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        body.Listing.Reference == reference
            ? await Record(commands, id, body.Listing, body.Reason, user, cancellationToken)
            : ApiProblem.InvalidRequest([new ProblemInfo("mismatch", "listing.reference", "It is not the reference of the address.", "A reference can't be corrected: retract the listing and record the right one.")]);
}

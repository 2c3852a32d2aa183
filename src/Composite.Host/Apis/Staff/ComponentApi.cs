using System.Security.Claims;
using Composite.Contracts.Components;
using Composite.Domain.Components;
using Composite.Domain.Ports;
using Composite.Host.Access;
using Composite.Host.Apis.Bodies;
using Composite.Host.Apis.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using ComponentKind = Composite.Contracts.Components.ComponentKind;

namespace Composite.Host.Apis.Staff;

/// <summary>A component in a list, with the status of its newest listing as of the answer.</summary>
/// <param name="ComponentId">Its id.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its name.</param>
/// <param name="Vendor">Its vendor.</param>
/// <param name="Versions">Versions added and not withdrawn.</param>
/// <param name="ListingReference">The newest listing; null for a component without one.</param>
/// <param name="ListingStatus">Computed; <c>unknown</c> without a listing.</param>
/// <param name="ListingExpiresOn">First day no longer in force.</param>
internal sealed record ComponentRow(
    string ComponentId, ComponentKind Kind, string Name, string Vendor, int Versions, string? ListingReference, CertificationStatus ListingStatus, DateOnly? ListingExpiresOn);

/// <summary>Components, their versions, listings, compliance and keys.</summary>
internal static class ComponentApi
{
    public static void MapComponents(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder components = routes.Group("/v1/components", "Components").AddEndpointFilter(Ids.RequireSlug).Problems(403);
        components.MapGet("", List).RequireAuthorization(Policies.Staff).Describe("listComponents", "Lists components, by id, each with the status of its newest listing.");
        components.MapGet("/{id}", GetAsync).RequireAuthorization(Policies.Staff).Describe("getComponent", "Shows a component with its versions, listings and their statuses.").Problems(404);

        RouteGroupBuilder changes = components.MapGroup("/{id}").RequireAuthorization(Policies.Compliance).Problems(404, 413, 415, 422);
        changes.MapPut("", (string id, Body<RegisterComponent> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.ComponentAsync(id, body.Value, user, cancellationToken))
            .Describe("registerComponent", "Enters a component in the inventory.");
        changes.MapPost("/versions", (string id, Body<AddComponentVersion> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.ComponentAsync(id, body.Value, user, cancellationToken))
            .Describe("addComponentVersion", "Adds a version as the running software reports it.");
        changes.MapPost("/versions/{version}/withdrawal", (string id, string version, Body<ReasonBody> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.ComponentAsync(id, new WithdrawComponentVersion { Version = version, Reason = body.Value.Reason }, user, cancellationToken))
            .Describe("withdrawComponentVersion", "Withdraws a version: devices that run it are refused.");
        changes.MapPost("/compliance", (string id, Body<RecordCompliance> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.ComponentAsync(id, body.Value, user, cancellationToken))
            .Describe("recordCompliance", "Records an attestation of compliance.");
        changes.MapPost("/attestation-keys", (string id, Body<RegisterAttestationKey> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.ComponentAsync(id, body.Value, user, cancellationToken))
            .Describe("registerAttestationKey", "Registers a key with which the A&M service signs.");
        changes.MapPost("/attestation-keys/{keyId}/revocation", (string id, string keyId, Body<ReasonBody> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.ComponentAsync(id, new RevokeAttestationKey { KeyId = keyId, Reason = body.Value.Reason }, user, cancellationToken))
            .Describe("revokeAttestationKey", "Results signed with this key no longer count.");
        MapListings(changes.MapGroup("/listings"));
    }

    private static void MapListings(RouteGroupBuilder listings)
    {
        listings.MapPost("", (string id, Body<ListingInfo> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.ComponentAsync(id, new RecordListing { Listing = body.Value }, user, cancellationToken))
            .Describe("recordListing", "Records a row of the PCI website; a later row with the same reference corrects the earlier one.");
        listings.MapPost("/{reference}/revocation", (string id, string reference, Body<RevocationBody> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.ComponentAsync(id, new RevokeListing { Reference = reference, Reason = body.Value.Reason, EffectiveAt = body.Value.EffectiveAt }, user, cancellationToken))
            .Describe("revokeListing", "Records that a listing is revoked: payments that rely on it stop.");
        listings.MapPost("/{reference}/remediation", (string id, string reference, Body<RemediationBody> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.ComponentAsync(id, new ChangeRemediation { Reference = reference, Open = body.Value.Open, Reason = body.Value.Reason, EffectiveAt = body.Value.EffectiveAt }, user, cancellationToken))
            .Describe("changeRemediation", "Records that a listing went into remediation, or came out of it.");
        listings.MapPost("/{reference}/checkpoints", (string id, string reference, Body<CheckpointBody> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.ComponentAsync(id, new CompleteCheckpoint { Reference = reference, CompletedOn = body.Value.CompletedOn, NextDueOn = body.Value.NextDueOn }, user, cancellationToken))
            .Describe("completeCheckpoint", "Records a passed annual checkpoint.");
    }

    private static Results<Ok<ListReply<ComponentRow>>, ApiProblem> List(ListQuery query, QueryValue<ComponentKind> kind, IFacts facts, TimeProvider time)
    {
        FactsReading reading = facts.Read();
        DateTimeOffset now = time.GetUtcNow();
        return TypedResults.Ok(query.Page(
            reading.Facts.Components.Values.Where(c => kind.Value is not { } wanted || (ComponentKind)c.Kind == wanted), c => c.Id,
            component => Row(component, reading, now), reading.Facts.Position));
    }

    private static async Task<Results<Ok<ComponentView>, ApiProblem>> GetAsync(string id, IGrainFactory grains, CancellationToken cancellationToken) =>
        await grains.GetGrain<IComponentGrain>(id).GetAsync(cancellationToken) is { } view
            ? TypedResults.Ok(view)
            : ApiProblem.NotFound("No component with this id is registered.");

    private static ComponentRow Row(ComponentState component, FactsReading reading, DateTimeOffset now)
    {
        string? reference = component.Listings.References(now) is [var newest, ..] ? newest : null;
        CertificationStatus status = reference is null
            ? CertificationStatus.Unknown
            : component.Listings.Status(reference, now, now, reading.Facts.Policies.At(now).Values);
        return new ComponentRow(
            component.Id, (ComponentKind)component.Kind, component.Name, component.Vendor, component.VersionsAt(now).Count(v => !component.IsWithdrawn(v.Version, now)),
            reference, status, reference is null ? null : component.Listings.Row(reference, now)?.ExpiresOn);
    }
}

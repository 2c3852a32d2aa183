using System.Security.Claims;
using Composite.Contracts.Components;
using Composite.Domain;
using Composite.Domain.Components;
using Composite.Domain.Ports;
using Composite.Domain.Solutions;
using Composite.Host.Access;
using Composite.Host.Apis.Bodies;
using Composite.Host.Apis.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using ComponentKind = Composite.Domain.Components.ComponentKind;

namespace Composite.Host.Apis.Staff;

/// <summary>Components, their versions, compliance and keys; their listings stand in <see cref="ListingRoutes"/>.</summary>
internal static class ComponentApi
{
    public static void MapComponents(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder components = routes.Group("/v1/components", "Components").AddEndpointFilter(Ids.RequireSlug).Problems(403);
        RouteGroupBuilder reads = components.MapGroup("").RequireAuthorization(Policies.Staff);
        reads.MapGet("", List).Describe("listComponents", "Lists components, by id, each with the status of the listing that counts, as of any instant and as known at any.");
        reads.MapGet("/{id}", Get).Describe("getComponent", "Shows a component with its versions, listings and their statuses, as of any instant and as known at any.").Problems(404);
        reads.MapHistory(Streams.Component, "getComponentHistory", "Lists every fact about a component: who recorded what, when.");

        RouteGroupBuilder changes = components.MapGroup("/{id}").RequireAuthorization(Policies.Compliance).Problems(404, 413, 415, 422);
        changes.MapPut("", (string id, Body<RegisterComponent> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.ComponentAsync(id, body.Value, user, cancellationToken))
            .Describe("registerComponent", "Enters a component in the inventory.");
        changes.MapPut("/name", (string id, Body<RenameComponent> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.ComponentAsync(id, body.Value, user, cancellationToken))
            .Describe("renameComponent", "Corrects a component's name or vendor.");
        changes.MapPut("/profile", (string id, Body<SetComponentProfile> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.ComponentAsync(id, body.Value, user, cancellationToken))
            .Describe("setComponentProfile", "Says whose the component is, what it contributes and who answers for what, as a whole.");
        changes.MapPost("/attestation-keys", (string id, Body<RegisterAttestationKey> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.ComponentAsync(id, body.Value, user, cancellationToken))
            .Describe("registerAttestationKey", "Registers a key with which the A&M service signs.");
        changes.MapPost("/attestation-keys/{keyId}/revocation", (string id, string keyId, Body<ReasonBody> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.ComponentAsync(id, new RevokeAttestationKey { KeyId = keyId, Reason = body.Value.Reason }, user, cancellationToken))
            .Describe("revokeAttestationKey", "Results signed with this key no longer count.");
        MapVersions(changes.MapGroup("/versions"));
        MapCompliance(changes.MapGroup("/compliance"));
        ListingRoutes.OfComponents.Map(changes.MapGroup("/listings"));
    }

    private static void MapVersions(RouteGroupBuilder versions)
    {
        versions.MapPost("", (string id, Body<AddComponentVersion> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.ComponentAsync(id, body.Value, user, cancellationToken))
            .Describe("addComponentVersion", "Adds a version as the running software reports it.");
        versions.MapPost("/{version}/correction", (string id, string version, Body<VersionCorrectionBody> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.ComponentAsync(id, body.Value.Command(version), user, cancellationToken))
            .Describe("correctComponentVersion", "Says that what is recorded of a version was wrong, and what it is as a whole; what was known before stays answerable.");
        versions.MapPost("/{version}/withdrawal", (string id, string version, Body<ReasonBody> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.ComponentAsync(id, new WithdrawComponentVersion { Version = version, Reason = body.Value.Reason }, user, cancellationToken))
            .Describe("withdrawComponentVersion", "Withdraws a version: devices that run it are refused.");
        versions.MapPost("/{version}/reinstatement", (string id, string version, Body<ReasonBody> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.ComponentAsync(id, new ReinstateComponentVersion { Version = version, Reason = body.Value.Reason }, user, cancellationToken))
            .Describe("reinstateComponentVersion", "Says that a version's withdrawal was a mistake.");
    }

    private static void MapCompliance(RouteGroupBuilder compliance)
    {
        compliance.MapPost("", (string id, Body<RecordCompliance> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.ComponentAsync(id, body.Value, user, cancellationToken))
            .Describe("recordCompliance", "Records an attestation of compliance, or with corrects and a reason what it should have been.");
        compliance.MapPost("/retraction", (string id, Body<RetractCompliance> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.ComponentAsync(id, body.Value, user, cancellationToken))
            .Describe("retractCompliance", "Says that an attestation of compliance was recorded by mistake.");
    }

    private static Ok<AsOfListReply<ComponentRow>> List(ListQuery query, QueryValue<ComponentKind> kind, AsOfQuery asOf, IFacts facts)
    {
        SolutionFacts known = facts.Read().Facts;
        IEnumerable<ComponentState> wanted = known.Components.Values.Where(c => c.NameAt(asOf.AsOf.KnownAt) is not null && (kind.Value is not { } only || c.Kind == only));
        return TypedResults.Ok(AsOfListReply<ComponentRow>.Of(query.Page(wanted, c => c.Id, c => ComponentReplies.Row(c, known, asOf.AsOf), known.Position), asOf));
    }

    private static Results<Ok<ComponentReply>, ApiProblem> Get(string id, AsOfQuery asOf, IFacts facts)
    {
        SolutionFacts known = facts.Read().Facts;
        if (known.Components.GetValueOrDefault(id) is not { } component) return ApiProblem.NotFound("No component with this id is registered.");
        return component.NameAt(asOf.AsOf.KnownAt) is null
            ? ApiProblem.NotFound("No component with this id was known at that instant.")
            : TypedResults.Ok(ComponentReplies.Whole(component, known, asOf));
    }
}

/// <summary>What a version is, as a whole, and why what is recorded of it was wrong.</summary>
internal sealed record VersionCorrectionBody(string Reason, DateOnly? CryptoExpiresOn = null, string? PackageName = null, IReadOnlyList<string>? CertificateSha256s = null)
{
    public CorrectComponentVersion Command(string version) => new()
    {
        Version = new AddComponentVersion { Version = version, CryptoExpiresOn = CryptoExpiresOn, PackageName = PackageName, CertificateSha256s = CertificateSha256s ?? [] },
        Reason = Reason,
    };
}

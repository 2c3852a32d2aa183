using System.Security.Claims;
using Composite.Contracts.Controls;
using Composite.Domain.Controls;
using Composite.Domain.Ports;
using Composite.Domain.Solutions;
using Composite.Host.Access;
using Composite.Host.Apis.Bodies;
using Composite.Host.Apis.Problems;
using Composite.Host.Apis.Staff.Evidence;
using Microsoft.AspNetCore.Http.HttpResults;
using DomainProblem = Composite.Domain.Problem;

namespace Composite.Host.Apis.Staff.Controls;

/// <summary>Mappings of controls to requirement ids. Composite ships none; a licensed user brings them.</summary>
internal static class MappingApi
{
    public static void MapMappings(this IEndpointRouteBuilder controls)
    {
        controls.MapGet("/mappings", List).RequireAuthorization(Policies.Staff).Describe("listMappings", "Shows the mapping sets in force; none until a licensed user imports one.");
        controls.MapPut("/mappings/{id}", (string id, Body<ImportRequirementMapping> body, StaffCommands commands, IGrainFactory grains, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                ImportAsync(id, body.Value, commands, grains, user, cancellationToken))
            .RequireAuthorization(Policies.Compliance).Describe("importMapping", "Replaces a mapping set as a whole; earlier ones stay in the journal.").Problems(413, 415, 422);
        controls.MapPut("/mappings/{id}/csv", ImportCsvAsync)
            .RequireAuthorization(Policies.Compliance).Describe("importMappingCsv", "As importMapping, from CSV with the columns control and requirement.").Problems(413, 415, 422);
    }

    private static Ok<MappingsReply> List(AsOfQuery asOf, IFacts facts)
    {
        SolutionFacts now = facts.Read().Facts;
        return TypedResults.Ok(new MappingsReply(
            [.. now.Controls.MappingsAt(asOf.AsOf).Select(m => new MappingView(m.Value.MappingSet, m.Value.SourceEdition, m.Value.Entries, m.Value.ImportedBy, m.RecordedAt))],
            asOf.ValidAt, asOf.KnownAt, now.Position));
    }

    private static Task<Results<Ok<CommandReply>, ApiProblem>> ImportAsync(
        string mappingSet, ImportRequirementMapping command, StaffCommands commands, IGrainFactory grains, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        commands.AnswerAsync(grains.GetGrain<IControlsGrain>(ControlsApi.Key).ImportMappingAsync(mappingSet, command, user.Actor(), cancellationToken), cancellationToken);

    // Every faulty line is told, those that only the decision finds included.
    private static async Task<Results<Ok<CommandReply>, ApiProblem>> ImportCsvAsync(
        string id, string? sourceEdition, CsvBody body, StaffCommands commands, IGrainFactory grains, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        (IReadOnlyList<RequirementMappingEntry> entries, IReadOnlyList<DomainProblem> problems) = RequirementMappingCsv.Read(body.Text);
        if (problems.Count > 0) return ApiProblem.CommandRefused(EvidenceUpload.ToWire(problems));
        ImportRequirementMapping command = new() { SourceEdition = sourceEdition ?? string.Empty, Entries = [.. entries.Select(e => new ControlRequirements(e.ControlId, e.RequirementIds))] };
        return await ImportAsync(id, command, commands, grains, user, cancellationToken);
    }
}

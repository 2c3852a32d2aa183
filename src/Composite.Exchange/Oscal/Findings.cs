using Composite.Domain.Components;
using Composite.Domain.Controls;
using Composite.Exchange.Json;
using Composite.Exchange.Snapshots;

namespace Composite.Exchange.Oscal;

/// <summary>What the observations of a part come to.</summary>
internal sealed record Finding(Guid Id, string Objective, string Title, string Description, bool Satisfied, IReadOnlyList<Guid> Observations);

/// <summary>The findings of a snapshot: one for every solution, every part that must be certified, and every control that applies.</summary>
internal static class Findings
{
    public static IEnumerable<Finding> Of(InventorySnapshot snapshot) =>
        snapshot.Solutions.Select(s => Of(
                snapshot, $"solution/{s.Id}", $"Solution {s.Name}", s.Status,
                [.. s.Listings.Select(l => Observations.Of(snapshot, $"solution/{s.Id}", OscalParts.Solution(s.Id), l))]))
            .Concat(snapshot.Components.Where(c => c.Status is not null).Select(c => Of(snapshot, $"component/{c.Id}", c.Name, c.Status!.Value, [.. Observations.Of(snapshot, c)])))
            .Concat(snapshot.Controls.Where(c => c.Status != ControlStatus.NotApplicable).Select(c => Of(snapshot, c)));

    public static void Write(JsonOut json, Finding finding)
    {
        json.Text("uuid", $"{finding.Id}");
        json.Text("title", finding.Title);
        json.Text("description", finding.Description);
        json.Object("target", () =>
        {
            json.Text("type", "objective-id");
            json.Text("target-id", finding.Objective);
            json.Object("status", () =>
            {
                json.Text("state", finding.Satisfied ? "satisfied" : "not-satisfied");
                json.Text("reason", finding.Satisfied ? "pass" : "fail");
            });
        });
        json.Objects("related-observations", finding.Observations, id => json.Text("observation-uuid", $"{id}"));
    }

    private static Finding Of(InventorySnapshot snapshot, string subject, string title, CertificationStatus status, IReadOnlyList<Observation> observations) => new(
        Uuid5.Of("oscal-finding", $"{snapshot.Identity}|{subject}"), AssessmentResults.Objective, OscalParts.Line(title), $"Its certification is {Words.Of(status)}.",
        Domain.Policies.EffectTable.EffectOf(snapshot.Policy.Values, status).Payments != Domain.Policies.Effect.Refuse, [.. observations.Select(o => o.Id)]);

    private static Finding Of(InventorySnapshot snapshot, ControlAssessment control) => new(
        Uuid5.Of("oscal-finding", $"{snapshot.Identity}|control/{control.ControlId}"), control.ControlId, OscalParts.Line(ControlCatalogue.Find(control.ControlId)?.Title ?? control.ControlId),
        OscalParts.Line(control.Reason), control.Status is ControlStatus.Met or ControlStatus.Due, [Observations.Of(snapshot, control).Id]);
}

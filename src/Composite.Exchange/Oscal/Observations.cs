using Composite.Domain.Controls;
using Composite.Exchange.Json;
using Composite.Exchange.Snapshots;

namespace Composite.Exchange.Oscal;

/// <summary>Something observed of a part: one of its listings or attestations of compliance.</summary>
/// <param name="Id">Its UUID.</param>
/// <param name="Subject">The part's UUID; null for a control, which is about the whole.</param>
/// <param name="Title">What was looked at.</param>
/// <param name="Description">What was found.</param>
/// <param name="Method">How it was looked at: EXAMINE, INTERVIEW or TEST.</param>
/// <param name="Collected">When the fact was recorded.</param>
/// <param name="Expires">When it ends, or null.</param>
/// <param name="Evidence">Where the proofs are, URNs.</param>
internal sealed record Observation(Guid Id, Guid? Subject, string Title, string Description, string Method, DateTimeOffset Collected, DateOnly? Expires, IReadOnlyList<string> Evidence);

/// <summary>The observations of a snapshot.</summary>
internal static class Observations
{
    private const string Examine = "EXAMINE";

    public static IEnumerable<Observation> Of(InventorySnapshot snapshot) =>
        snapshot.Solutions.SelectMany(s => s.Listings.Select(l => Of(snapshot, $"solution/{s.Id}", OscalParts.Solution(s.Id), l)))
            .Concat(snapshot.Components.SelectMany(c => Of(snapshot, c)))
            .Concat(snapshot.Controls.Select(c => Of(snapshot, c)));

    public static IEnumerable<Observation> Of(InventorySnapshot snapshot, ComponentItem component)
    {
        Guid subject = OscalParts.Component(component.Id);
        return component.Listings.Select(l => Of(snapshot, $"component/{component.Id}", subject, l))
            .Concat(component.Compliance.Select((c, i) => Of($"component/{component.Id}/{i}", subject, c)));
    }

    public static void Write(JsonOut json, InventorySnapshot snapshot, Observation observation)
    {
        json.Text("uuid", $"{observation.Id}");
        json.Text("title", observation.Title);
        json.Text("description", observation.Description);
        json.Texts("methods", [observation.Method]);
        json.Texts("types", ["control-objective"]);
        json.Objects("subjects", observation.Subject is { } part ? [part] : (IEnumerable<Guid>)[], subject =>
        {
            json.Text("subject-uuid", $"{subject}");
            json.Text("type", "component");
        });
        json.Objects("relevant-evidence", observation.Evidence, evidence =>
        {
            json.Text("href", evidence);
            json.Text("description", $"As the journal holds it up to position {snapshot.Position}.");
        });
        json.Text("collected", observation.Collected);
        if (observation.Expires is { } end) json.Text("expires", new DateTimeOffset(end, TimeOnly.MinValue, TimeSpan.Zero));
    }

    public static Observation Of(InventorySnapshot snapshot, string subjectName, Guid subject, ListingItem item) => new(
        Uuid5.Of("oscal-observation", $"{snapshot.Identity}|{subjectName}|{item.Listing.Reference}"), subject, $"Listing {item.Listing.Reference}", OscalParts.Line(OscalParts.Sentence(item)),
        Examine, item.RecordedAt, item.Listing.ExpiresOn, [CycloneDx.References.ListingUrn(item.Listing.Reference)]);

    /// <summary>An automatic control was tested, one by statement was asked after, one by documents was examined.</summary>
    public static Observation Of(InventorySnapshot snapshot, ControlAssessment control) => new(
        Uuid5.Of("oscal-observation", $"{snapshot.Identity}|control/{control.ControlId}"), null, $"Control {control.ControlId}",
        OscalParts.Line(string.Join(' ', [control.Reason, .. control.Findings.Select(f => $"{f.Subject}: {f.Reason}")])),
        ControlCatalogue.Find(control.ControlId)?.Check.Kind switch { ControlCheckKind.Automatic => "TEST", ControlCheckKind.Statement => "INTERVIEW", _ => Examine },
        snapshot.AsOf.ValidAt, control.NextDueOn, [.. control.EvidenceSha256s.Select(CycloneDx.References.DocumentUrn)]);

    private static Observation Of(string subjectName, Guid subject, ComplianceItem item) => new(
        Uuid5.Of("oscal-observation", $"{subjectName}|{Words.Of(item.RecordedAt)}|{OscalParts.Sentence(item)}"), subject, "Attestation of compliance", OscalParts.Line(OscalParts.Sentence(item)),
        Examine, item.RecordedAt, item.Attestation.ExpiresOn,
        [item.Attestation.EvidenceSha256 is { } sha256 ? CycloneDx.References.DocumentUrn(sha256) : $"urn:composite:attestation-of-compliance:{Words.Of(item.Attestation.Standard)}:{Words.Of(item.Attestation.ValidFrom)}"]);
}

using Composite.Domain.Policies;
using Composite.Exchange.Json;
using Composite.Exchange.Snapshots;

namespace Composite.Exchange.Oscal;

/// <summary>Something observed of a part: one of its listings or attestations of compliance.</summary>
/// <param name="Id">Its UUID.</param>
/// <param name="Subject">The part's UUID.</param>
/// <param name="Title">What was looked at.</param>
/// <param name="Description">What was found.</param>
/// <param name="Holds">True when it lets payments go on.</param>
/// <param name="Collected">When the fact was recorded.</param>
/// <param name="Expires">When it ends.</param>
/// <param name="Evidence">Where the proof is, a URN.</param>
internal sealed record Observation(Guid Id, Guid Subject, string Title, string Description, bool Holds, DateTimeOffset Collected, DateOnly Expires, string Evidence);

/// <summary>The observations of a snapshot.</summary>
internal static class Observations
{
    public static IEnumerable<Observation> Of(InventorySnapshot snapshot) =>
        snapshot.Solutions.SelectMany(s => s.Listings.Select(l => Of(snapshot, $"solution/{s.Id}", OscalParts.Solution(s.Id), l)))
            .Concat(snapshot.Components.SelectMany(c => Of(snapshot, c)));

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
        json.Texts("methods", ["EXAMINE"]);
        json.Texts("types", ["control-objective"]);
        json.Objects("subjects", [observation.Subject], subject =>
        {
            json.Text("subject-uuid", $"{subject}");
            json.Text("type", "component");
        });
        json.Objects("relevant-evidence", [observation.Evidence], evidence =>
        {
            json.Text("href", evidence);
            json.Text("description", $"As the journal holds it up to position {snapshot.Position}.");
        });
        json.Text("collected", observation.Collected);
        json.Text("expires", new DateTimeOffset(observation.Expires, TimeOnly.MinValue, TimeSpan.Zero));
    }

    public static Observation Of(InventorySnapshot snapshot, string subjectName, Guid subject, ListingItem item) => new(
        Uuid5.Of("oscal-observation", $"{snapshot.Identity}|{subjectName}|{item.Listing.Reference}"), subject, $"Listing {item.Listing.Reference}", OscalParts.Line(OscalParts.Sentence(item)),
        snapshot.Policy.Values.EffectOf(item.Status).Payments != Effect.Refuse, item.RecordedAt, item.Listing.ExpiresOn, CycloneDx.References.ListingUrn(item.Listing.Reference));

    private static Observation Of(string subjectName, Guid subject, ComplianceItem item) => new(
        Uuid5.Of("oscal-observation", $"{subjectName}|{Words.Of(item.RecordedAt)}|{OscalParts.Sentence(item)}"), subject, "Attestation of compliance", OscalParts.Line(OscalParts.Sentence(item)),
        item.InForce, item.RecordedAt, item.Attestation.ExpiresOn, $"urn:composite:attestation-of-compliance:{Words.Of(item.Attestation.Standard)}:{Words.Of(item.Attestation.ValidFrom)}");
}

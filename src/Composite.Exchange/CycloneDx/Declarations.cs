using Composite.Domain.Components;
using Composite.Domain.Evidence;
using Composite.Domain.Policies;
using Composite.Exchange.Json;
using Composite.Exchange.Snapshots;

namespace Composite.Exchange.CycloneDx;

/// <summary>
/// Who vouches for what: laboratories and assessors, one claim for each listing and attestation of compliance with the evidence that it
/// rests on, and attestations that map the claims to two requirements of our own. No PCI requirement is quoted.
/// </summary>
internal static class Declarations
{
    public static async ValueTask WriteAsync(JsonOut json, InventorySnapshot snapshot, CancellationToken cancellationToken)
    {
        IReadOnlyList<Claim> claims = [.. Claims(snapshot)];
        ILookup<string, EvidenceDocument> documents = DocumentsBySubject(snapshot);
        if (claims.Count == 0) return;
        json.StartObject("declarations");
        await json.ObjectsAsync("assessors", claims.Select(c => c.Assessor).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), name => Assessor(json, name), cancellationToken);
        await json.ObjectsAsync("attestations", claims.GroupBy(c => c.Assessor, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal), group => Attestation(json, group), cancellationToken);
        await json.ObjectsAsync("claims", claims, claim => Write(json, claim, documents[claim.Subject]), cancellationToken);
        await json.ObjectsAsync("evidence", claims, claim => Evidence(json, claim), cancellationToken);
        json.EndObject();
        json.Object("definitions", () => json.Objects("standards", [References.Standard], _ => Standard(json)));
    }

    private static IEnumerable<Claim> Claims(InventorySnapshot snapshot)
    {
        foreach (SolutionItem solution in snapshot.Solutions)
        {
            foreach (ListingItem listing in solution.Listings) yield return Of(snapshot, References.Solution(solution.Id), listing);
        }

        foreach (ComponentItem component in snapshot.Components)
        {
            string subject = References.Component(component.Id);
            foreach (ListingItem listing in component.Listings) yield return Of(snapshot, subject, listing);
            for (int i = 0; i < component.Compliance.Count; i++) yield return Of(subject, i, component.Compliance[i]);
        }
    }

    private static Claim Of(InventorySnapshot snapshot, string subject, ListingItem item)
    {
        Listing l = item.Listing;
        Effect effect = snapshot.Policy.Values.EffectOf(item.Status).Payments;
        return new Claim(
            subject, l.Reference, References.Listed, l.Laboratory, effect != Effect.Refuse,
            $"Listing {l.Reference} (standard version {l.StandardVersion}) is {Words.Of(item.Status)}.",
            $"Listed {Words.Of(l.ListedOn)}, expires {Words.Of(l.ExpiresOn)}; under policy version {snapshot.Policy.Version} payments: {Words.Of(effect)}.",
            References.ListingUrn(l.Reference), l.RetrievedAt, l.ExpiresOn);
    }

    private static Claim Of(string subject, int index, ComplianceItem item)
    {
        ComplianceAttestation a = item.Attestation;
        string what = $"{Words.Of(a.Standard)}:{Words.Of(a.ValidFrom)}:{index}";
        return new Claim(
            subject, what, References.Compliant, a.Assessor, item.InForce,
            $"An attestation of compliance with {Words.Of(a.Standard)} {a.StandardVersion} {(item.InForce ? "covers" : "does not cover")} the day.",
            $"Valid from {Words.Of(a.ValidFrom)}, expires {Words.Of(a.ExpiresOn)}.",
            $"urn:composite:attestation-of-compliance:{subject}:{what}", item.RecordedAt, a.ExpiresOn);
    }

    private static void Assessor(JsonOut json, string name)
    {
        json.Text("bom-ref", References.Assessor(name));
        json.Flag("thirdParty", true);
        json.Object("organization", () => json.Text("name", name));
    }

    private static void Attestation(JsonOut json, IGrouping<string, Claim> claims)
    {
        json.Text("summary", $"What {claims.Key} evaluated, as far as the solution relies on it.");
        json.Text("assessor", References.Assessor(claims.Key));
        json.Objects("map", claims, claim =>
        {
            json.Text("requirement", claim.Requirement);
            json.Texts(claim.Holds ? "claims" : "counterClaims", [References.Claim(claim.Subject, claim.What)]);
            json.Object("conformance", () =>
            {
                json.Number("score", claim.Holds ? 1 : 0);
                json.Text("rationale", claim.Predicate);
            });
        });
    }

    // Documents that count on the day, by what they are about.
    private static ILookup<string, EvidenceDocument> DocumentsBySubject(InventorySnapshot snapshot)
    {
        HashSet<string> solutions = [.. snapshot.Solutions.Select(s => s.Id)];
        return snapshot.Evidence.Where(e => e.CountsOn(snapshot.AsOf.Day, snapshot.AsOf.KnownAt))
            .SelectMany(e => e.Document.Subjects.Select(id => (Subject: solutions.Contains(id) ? References.Solution(id) : References.Component(id), e.Document)))
            .ToLookup(x => x.Subject, x => x.Document, StringComparer.Ordinal);
    }

    private static void Write(JsonOut json, Claim claim, IEnumerable<EvidenceDocument> documents)
    {
        json.Text("bom-ref", References.Claim(claim.Subject, claim.What));
        json.Text("target", claim.Subject);
        json.Text("predicate", claim.Predicate);
        json.Text("reasoning", claim.Reasoning);
        json.Texts("evidence", [References.Evidence(claim.Subject, claim.What)]);
        json.Objects("externalReferences", documents, document =>
        {
            json.Text("url", References.DocumentUrn(document.Sha256));
            json.Text("comment", document.Title);
            json.Text("type", "evidence");
            json.Objects("hashes", [document.Sha256], sha256 =>
            {
                json.Text("alg", "SHA-256");
                json.Text("content", sha256);
            });
        });
    }

    private static void Evidence(JsonOut json, Claim claim)
    {
        json.Text("bom-ref", References.Evidence(claim.Subject, claim.What));
        json.Text("propertyName", claim.Requirement == References.Listed ? "composite:listing" : "composite:attestation-of-compliance");
        json.Objects("data", [claim], c =>
        {
            json.Text("name", c.What);
            json.Object("contents", () => json.Text("url", c.Url));
        });
        json.Text("created", claim.Created);
        json.Text("expires", new DateTimeOffset(claim.ExpiresOn, TimeOnly.MinValue, TimeSpan.Zero));
    }

    private static void Standard(JsonOut json)
    {
        json.Text("bom-ref", References.Standard);
        json.Text("name", "Certification status of a composite solution");
        json.Text("version", "1");
        json.Text("description", "The provider's own two requirements on the parts of its solution. They are not PCI's.");
        json.Objects("requirements", [(References.Listed, "LISTED", "A part that must be listed has a listing in force."), (References.Compliant, "COMPLIANT", "A back-end part is covered by an attestation of compliance.")], r =>
        {
            json.Text("bom-ref", r.Item1);
            json.Text("identifier", r.Item2);
            json.Text("title", r.Item3);
        });
    }

    private sealed record Claim(
        string Subject, string What, string Requirement, string Assessor, bool Holds, string Predicate, string Reasoning, string Url, DateTimeOffset Created, DateOnly ExpiresOn);
}

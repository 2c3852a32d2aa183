using Composite.Domain.Components;
using Composite.Domain.ThirdParties;
using Composite.Exchange.Json;
using Composite.Exchange.Snapshots;

namespace Composite.Exchange.Pack;

/// <summary>Third parties as known at the instant: what each provides, contract, split of responsibility, and every review.</summary>
internal static class PackThirdParties
{
    public static async Task WriteAsync(PackSource source, Stream stream, CancellationToken cancellationToken)
    {
        InventorySnapshot snapshot = source.Snapshot;
        await using JsonOut json = new(stream);
        json.Start();
        json.Object("asOf", () => InventoryJson.WriteAsOf(json, snapshot));
        await json.ObjectsAsync("thirdParties", PackStreams.ThirdPartyIds(source).Select(id => source.Facts.ThirdParties[id]), t => Write(json, snapshot, t), cancellationToken);
        await json.EndAsync(cancellationToken);
    }

    private static void Write(JsonOut json, InventorySnapshot snapshot, ThirdPartyState party)
    {
        DateTimeOffset knownAt = snapshot.AsOf.KnownAt;
        json.Text("thirdPartyId", party.Id);
        json.Text("name", party.Name);
        json.Text("provides", party.Provides);
        json.Texts("componentIds", snapshot.Components.Where(c => c.Profile?.ThirdPartyId == party.Id).Select(c => c.Id));
        if (Last(party.Contracts, knownAt) is { } contract)
        {
            json.Object("contract", () =>
            {
                json.Text("reference", contract.Reference);
                json.Text("signedOn", Words.Of(contract.SignedOn));
                json.Text("endsOn", contract.EndsOn is { } end ? Words.Of(end) : null);
                if (contract.SecurityNoticeHours is { } hours) json.Number("securityNoticeHours", hours);
            });
        }

        json.Objects("responsibilities", Last(party.Responsibilities, knownAt) ?? [], r =>
        {
            json.Text("area", r.Area);
            json.Text("party", Words.Of(r.Party));
            json.Text("detail", r.Detail);
        });
        json.Objects("reviews", party.Reviews.Where(r => r.RecordedAt <= knownAt), r =>
        {
            json.Text("reviewedOn", Words.Of(r.Value.ReviewedOn));
            json.Text("nextDueOn", Words.Of(r.Value.NextDueOn));
            json.Text("conclusion", r.Value.Conclusion);
            json.Text("evidenceSha256", r.Value.EvidenceSha256);
            json.Text("recordedAt", r.RecordedAt);
        });
        if (Last(party.Ends, knownAt) is { } ended) json.Text("endedOn", Words.Of(ended.EndedOn));
    }

    private static T? Last<T>(IReadOnlyList<Recorded<T>> facts, DateTimeOffset knownAt)
        where T : class => facts.LastOrDefault(f => f.RecordedAt <= knownAt)?.Value;
}

using Composite.Domain.Components;
using Composite.Domain.Policies;
using Composite.Exchange.Json;
using Composite.Exchange.Snapshots;

namespace Composite.Exchange.Pack;

/// <summary>Every status with the facts that it was computed from, each with when it was recorded, and with what the policy makes of it.</summary>
internal static class PackStatuses
{
    public static async Task WriteAsync(PackSource source, Stream stream, CancellationToken cancellationToken)
    {
        InventorySnapshot snapshot = source.Snapshot;
        await using JsonOut json = new(stream);
        json.Start();
        json.Object("asOf", () => InventoryJson.WriteAsOf(json, snapshot));
        json.Number("policyVersion", snapshot.Policy.Version);
        json.Number("expiryWarningDays", snapshot.Policy.Values.ExpiryWarningDays);
        json.Number("checkpointToleranceDays", snapshot.Policy.Values.CheckpointToleranceDays);
        IEnumerable<(string Kind, string Id, IReadOnlyList<ListingItem> Listings, ListingBook Book)> subjects =
            snapshot.Solutions.Select(s => ("solution", s.Id, s.Listings, source.Facts.Solutions[s.Id].Listings))
                .Concat(snapshot.Components.Select(c => ("component", c.Id, c.Listings, source.Facts.Components[c.Id].Listings)));
        await json.ObjectsAsync("subjects", subjects, subject =>
        {
            json.Text("subject", subject.Kind);
            json.Text("id", subject.Id);
            json.Objects("listings", subject.Listings, item => Write(json, snapshot, item, subject.Book));
        }, cancellationToken);
        await json.EndAsync(cancellationToken);
    }

    private static void Write(JsonOut json, InventorySnapshot snapshot, ListingItem item, ListingBook book)
    {
        string reference = item.Listing.Reference;
        CertificationEffect effect = snapshot.Policy.Values.EffectOf(item.Status);
        json.Text("reference", reference);
        json.Text("status", Words.Of(item.Status));
        json.Object("effect", () =>
        {
            json.Text("payments", Words.Of(effect.Payments));
            json.Text("newDevices", Words.Of(effect.NewDevices));
            json.Text("newMerchants", Words.Of(effect.NewMerchants));
        });
        json.Objects("rows", book.Rows.Where(r => Known(snapshot, r) && r.Value.Reference == reference), r => InventoryJson.Write(json, new ListingItem(r.Value, item.Status, r.RecordedAt), withStatus: false));
        json.Objects("revocations", book.Revocations.Where(r => Known(snapshot, r) && r.Value.Reference == reference), r =>
        {
            json.Text("effectiveAt", r.Value.EffectiveAt);
            json.Text("reason", r.Value.Reason);
            json.Text("recordedAt", r.RecordedAt);
        });
        json.Objects("remediations", book.Remediations.Where(r => Known(snapshot, r) && r.Value.Reference == reference), r =>
        {
            json.Flag("open", r.Value.Open);
            json.Text("effectiveAt", r.Value.EffectiveAt);
            json.Text("reason", r.Value.Reason);
            json.Text("recordedAt", r.RecordedAt);
        });
        json.Objects("checkpoints", book.Checkpoints.Where(r => Known(snapshot, r) && r.Value.Reference == reference), r =>
        {
            json.Text("completedOn", Words.Of(r.Value.CompletedOn));
            json.Text("nextDueOn", Words.Of(r.Value.NextDueOn));
            json.Text("recordedAt", r.RecordedAt);
        });
    }

    private static bool Known<T>(InventorySnapshot snapshot, Recorded<T> fact) => fact.RecordedAt <= snapshot.AsOf.KnownAt;
}

using Composite.Domain.Waivers;
using Composite.Exchange.Json;
using Composite.Exchange.Snapshots;

namespace Composite.Exchange.Pack;

/// <summary>Every waiver for a listing of the snapshot that is known at the instant: for what, until when, why, and who proposed, approved and ended it.</summary>
internal static class PackWaivers
{
    /// <summary>In the order proposed.</summary>
    public static IReadOnlyList<WaiverState> Of(PackSource source)
    {
        InventorySnapshot snapshot = source.Snapshot;
        HashSet<string> subjects = [.. snapshot.Solutions.Select(s => s.Id), .. snapshot.Components.Select(c => c.Id)];
        return
        [
            .. source.Facts.Waivers.All.Values.Where(w => w.ProposedAt <= snapshot.AsOf.KnownAt && subjects.Contains(w.Waiver.SubjectId))
                .OrderBy(w => w.ProposedAt).ThenBy(w => w.Waiver.WaiverId, StringComparer.Ordinal),
        ];
    }

    public static async Task WriteAsync(PackSource source, Stream stream, CancellationToken cancellationToken)
    {
        await using JsonOut json = new(stream);
        json.Start();
        json.Object("asOf", () => InventoryJson.WriteAsOf(json, source.Snapshot));
        await json.ObjectsAsync("waivers", Of(source), waiver => Write(json, source.Snapshot, waiver), cancellationToken);
        await json.EndAsync(cancellationToken);
    }

    private static void Write(JsonOut json, InventorySnapshot snapshot, WaiverState state)
    {
        Waiver waiver = state.Waiver;
        DateTimeOffset knownAt = snapshot.AsOf.KnownAt;
        json.Text("waiverId", waiver.WaiverId);
        json.Text("status", state.StatusAt(snapshot.AsOf) is { } status ? Words.Of(status) : null);
        json.Text("subjectId", waiver.SubjectId);
        json.Text("reference", waiver.Reference);
        json.Texts("statuses", waiver.Statuses.Select(s => Words.Of(s)));
        json.Text("validFrom", waiver.ValidFrom);
        json.Text("validUntil", waiver.ValidUntil);
        json.Flag("coversAdmission", waiver.CoversAdmission);
        json.Text("reason", waiver.Reason);
        json.Text("compensatingControl", waiver.CompensatingControl);
        json.Text("proposedBy", state.ProposedBy);
        json.Text("proposedAt", state.ProposedAt);
        if (state.ApprovedAt is { } approvedAt && approvedAt <= knownAt)
        {
            json.Text("approvedBy", state.ApprovedBy);
            json.Text("approvedAt", approvedAt);
        }

        if (state.End is { } end && end.RecordedAt <= knownAt)
        {
            json.Text("endedBy", end.Value.EndedBy);
            json.Text("endedAt", end.Value.EffectiveAt);
            json.Text("endedBecause", end.Value.Reason);
        }
    }
}

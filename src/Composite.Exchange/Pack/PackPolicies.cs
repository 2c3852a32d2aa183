using System.Text.Json;
using System.Text.Json.Serialization;
using Composite.Domain.Policies;
using Composite.Exchange.Json;

namespace Composite.Exchange.Pack;

/// <summary>Every version of the policies and every proposal known at the instant: the values, why, who proposed and who approved.</summary>
internal static class PackPolicies
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static async Task WriteAsync(PackSource source, Stream stream, CancellationToken cancellationToken)
    {
        DateTimeOffset knownAt = source.Snapshot.AsOf.KnownAt;
        await using JsonOut json = new(stream);
        json.Start();
        json.Object("asOf", () => InventoryJson.WriteAsOf(json, source.Snapshot));
        json.Number("versionInForce", source.Snapshot.Policy.Version);
        json.Raw("valuesInForce", JsonSerializer.SerializeToUtf8Bytes(source.Snapshot.Policy.Values, Options));
        json.Text("note", "Version 0 is built in and was always known. PCI publishes none of these values; they are the provider's own.");
        json.Objects("proposals", source.Facts.Policies.History.Where(p => p.ProposedAt <= knownAt), p => Write(json, p, knownAt));
        await json.EndAsync(cancellationToken);
    }

    private static void Write(JsonOut json, PolicyProposal proposal, DateTimeOffset knownAt)
    {
        PolicyApproval? approval = proposal.Approval is { } a && a.ApprovedAt <= knownAt ? a : null;
        PolicyWithdrawal? withdrawal = proposal.Withdrawal is { } w && w.WithdrawnAt <= knownAt ? w : null;
        json.Text("proposalId", proposal.ProposalId);
        if (approval is not null) json.Number("version", approval.Version);
        json.Text("effectiveFrom", proposal.EffectiveFrom);
        json.Text("reason", proposal.Reason);
        json.Text("proposedBy", proposal.ProposedBy);
        json.Text("proposedAt", proposal.ProposedAt);
        json.Text("approvedBy", approval?.ApprovedBy);
        if (approval is not null) json.Text("approvedAt", approval.ApprovedAt);
        json.Text("withdrawnBy", withdrawal?.WithdrawnBy);
        json.Text("withdrawnBecause", withdrawal?.Reason);
        json.Raw("change", JsonSerializer.SerializeToUtf8Bytes(proposal.Change, Options));
    }
}

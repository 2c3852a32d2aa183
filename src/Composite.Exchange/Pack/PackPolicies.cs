using System.Text.Json;
using Composite.Domain.Events;
using Composite.Domain.Policies;
using Composite.Domain.Ports;
using Composite.Exchange.Json;

namespace Composite.Exchange.Pack;

/// <summary>Every version of the policies and every open proposal: the values, why, who proposed and who approved.</summary>
internal static class PackPolicies
{
    public static async Task WriteAsync(PackFacts facts, PackSource source, Stream stream, CancellationToken cancellationToken)
    {
        List<Proposal> proposals = [];
        await foreach (RecordedEvent recorded in facts.ReadAsync(PackStreams.Policy, cancellationToken))
        {
            switch (EventCodec.Decode(recorded))
            {
                case PolicyProposed proposed:
                    using (JsonDocument payload = JsonDocument.Parse(recorded.Payload)) proposals.Add(new Proposal(proposed, recorded, payload.RootElement.GetProperty("values").GetRawText()));
                    break;
                case PolicyApproved approved when proposals.FindLastIndex(p => p.Proposed.ProposalId == approved.ProposalId) is >= 0 and int at:
                    proposals[at] = proposals[at] with { Approved = approved, ApprovedAt = recorded.RecordedAt };
                    break;
            }
        }

        await using JsonOut json = new(stream);
        json.Start();
        json.Number("versionInForce", source.Snapshot.Policy.Version);
        json.Text("builtIn", "Version 0 is built in and always known; the values are ours, not PCI's.");
        json.Objects("versions", proposals.Where(p => p.Approved is not null), p => Write(json, p));
        json.Objects("proposals", proposals.Where(p => p.Approved is null), p => Write(json, p));
        await json.EndAsync(cancellationToken);
    }

    private static void Write(JsonOut json, Proposal p)
    {
        if (p.Approved is { } approved) json.Number("version", approved.Version);
        json.Text("proposalId", p.Proposed.ProposalId);
        json.Text("effectiveFrom", p.Proposed.EffectiveFrom);
        json.Text("reason", p.Proposed.Reason);
        json.Text("proposedBy", p.Proposed.ProposedBy);
        json.Text("proposedAt", p.Recorded.RecordedAt);
        json.Text("approvedBy", p.Approved?.ApprovedBy);
        if (p.ApprovedAt is { } at) json.Text("approvedAt", at);
        json.Raw("values", System.Text.Encoding.UTF8.GetBytes(p.Values));
    }

    private sealed record Proposal(PolicyProposed Proposed, RecordedEvent Recorded, string Values)
    {
        public PolicyApproved? Approved { get; init; }

        public DateTimeOffset? ApprovedAt { get; init; }
    }
}

using Composite.Domain.Acquirers;
using Composite.Domain.Solutions;
using Composite.Domain.ThirdParties;

namespace Composite.Domain.Cases;

/// <summary>By when a recipient is to be told of a security issue, and when it was.</summary>
/// <param name="RecipientId">As in <see cref="NotificationSent"/>.</param>
/// <param name="Name">For people.</param>
/// <param name="Hours">The term that the contract, or PCI SSC, gives.</param>
/// <param name="DueAt">The discovery plus the term.</param>
/// <param name="Proof">The first proof that it was told; null while there is none.</param>
public sealed record NotificationClock(string RecipientId, string Name, int Hours, DateTimeOffset DueAt, NotificationSent? Proof)
{
    public DateTimeOffset? SentAt => Proof?.SentAt;

    /// <summary>By how much it was, or is by now, late; null when it is not.</summary>
    public TimeSpan? OverdueAt(DateTimeOffset now) => (SentAt ?? now) - DueAt is { Ticks: > 0 } late ? late : null;
}

/// <summary>The clocks of a case. PCI SSC's is fixed; the others come from the contracts that are on record.</summary>
public static class NotificationClocks
{
    public const string PciSsc = "pci-ssc";
    public const string AcquirerPrefix = "acquirer/";
    public const string ThirdPartyPrefix = "third-party/";

    /// <summary>For whoever else is to be told: an authority, a customer.</summary>
    public const string OtherPrefix = "other/";

    /// <summary>A security issue in a listed product is notified to PCI SSC within 90 days at most (PCI's vendor release agreement).</summary>
    public const int PciSscHours = 90 * 24;

    /// <summary>Every recipient with a clock, the most urgent first. A closed case keeps the terms that were known when it was closed.</summary>
    public static IReadOnlyList<NotificationClock> Of(SolutionFacts facts, CaseState state, AsOf asOf)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(state);
        DateTimeOffset knownAt = state.Closing is { } closed && closed.RecordedAt < asOf.KnownAt ? closed.RecordedAt : asOf.KnownAt;
        return
        [
            .. Recipients(facts, DateOnly.FromDateTime(state.Issue.DiscoveredAt.UtcDateTime), knownAt).Select(r => new NotificationClock(r.Id, r.Name, r.Hours, state.Issue.DiscoveredAt.AddHours(r.Hours), Proof(state, r.Id)))
                .OrderBy(c => c.DueAt).ThenBy(c => c.RecipientId, StringComparer.Ordinal),
        ];
    }

    /// <summary>True when the facts know the recipient: a proof must name one.</summary>
    public static bool Knows(SolutionFacts facts, string? recipientId)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return recipientId switch
        {
            null => false,
            PciSsc => true,
            _ when recipientId.StartsWith(AcquirerPrefix, StringComparison.Ordinal) => facts.Acquirers.ContainsKey(recipientId[AcquirerPrefix.Length..]),
            _ when recipientId.StartsWith(ThirdPartyPrefix, StringComparison.Ordinal) => facts.ThirdParties.ContainsKey(recipientId[ThirdPartyPrefix.Length..]),
            _ when recipientId.StartsWith(OtherPrefix, StringComparison.Ordinal) => Problems.IsSlug(recipientId[OtherPrefix.Length..]),
            _ => false,
        };
    }

    private static IEnumerable<(string Id, string Name, int Hours)> Recipients(SolutionFacts facts, DateOnly discoveredOn, DateTimeOffset knownAt)
    {
        yield return (PciSsc, "PCI SSC", PciSscHours);
        foreach (AcquirerState acquirer in facts.Acquirers.Values)
        {
            if (acquirer.NotificationTermsAt(knownAt) is { } terms) yield return (AcquirerPrefix + acquirer.Profile.AcquirerId, acquirer.Profile.Name, terms.Hours);
        }

        foreach (ThirdPartyState party in facts.ThirdParties.Values)
        {
            // Whoever's contract was over, or who had ended, by the discovery need not be told.
            if (party.Ends.Any(e => e.RecordedAt <= knownAt && e.Value.EndedOn <= discoveredOn)) continue;
            ThirdPartyContract? contract = party.Contracts.LastOrDefault(c => c.RecordedAt <= knownAt)?.Value;
            if (contract is { SecurityNoticeHours: { } hours } && !(contract.EndsOn <= discoveredOn)) yield return (ThirdPartyPrefix + party.Id, party.Name, hours);
        }
    }

    private static NotificationSent? Proof(CaseState state, string recipientId) =>
        state.Notifications.Select(n => n.Value).Where(n => n.RecipientId == recipientId).MinBy(n => n.SentAt);
}

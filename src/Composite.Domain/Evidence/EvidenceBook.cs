using System.Collections.Immutable;
using Composite.Domain.Components;

namespace Composite.Domain.Evidence;

/// <summary>What was recorded about one document, once.</summary>
/// <param name="Document">What is known of it.</param>
/// <param name="AddedBy">Who added it.</param>
/// <param name="AddedAt">When the journal took it.</param>
public sealed record EvidenceEntry(EvidenceDocument Document, string AddedBy, DateTimeOffset AddedAt)
{
    /// <summary>That and when it was withdrawn, or null.</summary>
    public Recorded<EvidenceWithdrawn>? Withdrawal { get; init; }

    /// <summary>Its place in a list: by when it was added, then by hash.</summary>
    public string Order => string.Concat(AddedAt.UtcDateTime.ToString("yyyyMMdd'T'HHmmss.fffffff", System.Globalization.CultureInfo.InvariantCulture), "/", Document.Sha256);

    /// <summary>True when it had been withdrawn by the instant.</summary>
    public bool IsWithdrawn(DateTimeOffset knownAt) => Withdrawal is { } withdrawal && withdrawal.RecordedAt <= knownAt;

    /// <summary>True when it is evidence for the day, as known at the instant.</summary>
    public bool CountsOn(DateOnly day, DateTimeOffset knownAt) =>
        AddedAt <= knownAt && !IsWithdrawn(knownAt) && Document.ValidFrom <= day && (Document.ExpiresOn is not { } end || day < end);
}

/// <summary>What is known of the documents in the vault, folded from their one stream.</summary>
public sealed record EvidenceBook
{
    public static readonly EvidenceBook Empty = new();

    /// <summary>By hash, in the order recorded: a document that was withdrawn may be added again with other facts.</summary>
    public ImmutableDictionary<string, ImmutableList<EvidenceEntry>> Entries { get; init; } = ImmutableDictionary<string, ImmutableList<EvidenceEntry>>.Empty;

    public EvidenceBook Evolve(IEvent @event, DateTimeOffset recordedAt) => @event switch
    {
        EvidenceAdded e => this with
        {
            Entries = Entries.SetItem(e.Document.Sha256, Entries.GetValueOrDefault(e.Document.Sha256, []).Add(new(e.Document, e.AddedBy, recordedAt))),
        },
        EvidenceWithdrawn e when Entries.TryGetValue(e.Sha256, out ImmutableList<EvidenceEntry>? entries) => this with
        {
            Entries = Entries.SetItem(e.Sha256, entries.SetItem(entries.Count - 1, entries[^1] with { Withdrawal = new(e, recordedAt) })),
        },
        _ => throw new InvalidOperationException($"{@event.GetType().Name} is not an event that the evidence's stream can have here."),
    };

    /// <summary>What is known of a document at an instant, the last that was recorded by then; or null.</summary>
    public EvidenceEntry? Find(string sha256, DateTimeOffset knownAt)
    {
        if (!Entries.TryGetValue(sha256, out ImmutableList<EvidenceEntry>? entries)) return null;
        for (int i = entries.Count - 1; i >= 0; i--)
        {
            if (entries[i].AddedAt <= knownAt) return entries[i];
        }

        return null;
    }

    /// <summary>Every document known at an instant, once each, in no order.</summary>
    public IEnumerable<EvidenceEntry> KnownAt(DateTimeOffset knownAt) => Entries.Keys.Select(sha256 => Find(sha256, knownAt)).OfType<EvidenceEntry>();
}

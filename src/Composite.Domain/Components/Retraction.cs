namespace Composite.Domain.Components;

/// <summary>
/// Says that what had been recorded about <paramref name="Key"/> was a mistake. Which facts it voids is told by its place among them in the
/// journal, never by a clock: clocks tie, and run backwards.
/// </summary>
/// <param name="Key">What the facts are about.</param>
/// <param name="Before">How many facts the list held when it was recorded: it voids those about the key among them.</param>
/// <param name="RecordedAt">When the journal took it: known from then on.</param>
public sealed record Retraction<TKey>(TKey Key, int Before, DateTimeOffset RecordedAt)
    where TKey : IEquatable<TKey>;

/// <summary>Reads retractions. Allocates nothing: the gate asks.</summary>
internal static class Retractions
{
    /// <summary>True when a retraction known at the instant voids the fact at <paramref name="index"/> of its list.</summary>
    public static bool Void<TKey>(this IReadOnlyList<Retraction<TKey>> retractions, TKey key, int index, DateTimeOffset knownAt)
        where TKey : IEquatable<TKey>
    {
        for (int i = 0; i < retractions.Count; i++)
        {
            Retraction<TKey> retraction = retractions[i];
            if (index < retraction.Before && retraction.RecordedAt <= knownAt && retraction.Key.Equals(key)) return true;
        }

        return false;
    }
}

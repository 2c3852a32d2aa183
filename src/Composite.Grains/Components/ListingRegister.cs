using Composite.Contracts;
using Composite.Domain;
using Composite.Domain.Components;
using Composite.Domain.Ports;
using Composite.Domain.Solutions;
using Composite.Grains.Journaling;

namespace Composite.Grains.Components;

/// <summary>
/// Records listings so that a reference is one product's and no listing depends on itself, whoever records what elsewhere in the same moment:
/// each command claims what it was decided on (<see cref="ListingClaims"/>), and the one that comes second is decided again on facts with the
/// first one's. One for a silo.
/// </summary>
public sealed class ListingRegister(IJournal journal, IFacts facts, TimeProvider time)
{
    /// <summary>Longest wait for the facts to follow the journal.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(10);

    // Those who claim the dependencies would only overtake each other.
    private readonly Turns _turns = new();
    private long _claimedAt;

    /// <summary>Records a listing of the product that the state is about.</summary>
    /// <param name="state">The product's state.</param>
    /// <param name="namesOthers">True when the listing names others: it is decided after every other such listing of this silo.</param>
    /// <param name="decide">From the state and the facts.</param>
    /// <param name="actor">Who records it.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="JournalUnavailableException">Nothing may be assumed; or the facts did not follow the journal within <see cref="MaxWait"/> and nothing was written.</exception>
    internal async ValueTask<CommandResult> RecordAsync<TState>(
        JournaledState<TState> state, bool namesOthers, Func<TState, SolutionFacts, Decision> decide, string actor, CancellationToken cancellationToken)
        where TState : class
    {
        // A silo that starts knows nothing yet, and what was recorded before there were claims is in the facts alone.
        if (facts.Read().CompleteAt == DateTimeOffset.MinValue) await CatchUpAsync(cancellationToken);
        if (!namesOthers) return await DecideAsync(state, decide, actor, cancellationToken);
        using Turn turn = await _turns.EnterAsync(cancellationToken);
        await ReachAsync(_claimedAt, cancellationToken);
        CommandResult result = await DecideAsync(state, decide, actor, cancellationToken);
        _claimedAt = Math.Max(_claimedAt, result.Position);
        return result;
    }

    private ValueTask<CommandResult> DecideAsync<TState>(
        JournaledState<TState> state, Func<TState, SolutionFacts, Decision> decide, string actor, CancellationToken cancellationToken)
        where TState : class
    {
        SolutionFacts known = SolutionFacts.Empty;
        return state.DecideExistingAsync(
            s => decide(s, known = facts.Read().Facts), actor, cancellationToken, claims: new(events => known.Claims.For(state.Stream, events), CatchUpAsync));
    }

    private async ValueTask CatchUpAsync(CancellationToken cancellationToken) => await ReachAsync(await journal.ReadHeadAsync(cancellationToken), cancellationToken);

    private async ValueTask ReachAsync(long position, CancellationToken cancellationToken)
    {
        using CancellationTokenSource over = new(MaxWait, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        try
        {
            await facts.ReachAsync(position, either.Token);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new JournalUnavailableException(JournalFault.Unavailable, $"This server's facts did not follow the journal to position {position} within {MaxWait.TotalSeconds} s. Try again, or look at its log.");
        }
    }
}

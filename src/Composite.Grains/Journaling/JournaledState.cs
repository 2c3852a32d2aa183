using Composite.Contracts;
using Composite.Domain;
using Composite.Domain.Events;
using Composite.Domain.Ports;

namespace Composite.Grains.Journaling;

/// <summary>One stream's state, folded from the journal, and the only way in which a grain changes it.</summary>
/// <remarks>
/// Orleans may run two activations of a grain for a moment. The stream's expected version decides between them: the one that loses
/// reloads and decides again on what the other wrote. Within one activation commands are decided one after another, also in a
/// reentrant grain: a wrong activation code is counted before the next one is looked at.
/// </remarks>
internal sealed class JournaledState<TState>(
    IJournal journal, TimeProvider time, string stream, Func<TState?, IEvent, string, DateTimeOffset, TState?> evolve)
    where TState : class
{
    /// <summary>For states to which it is all the same who caused an event.</summary>
    public JournaledState(IJournal journal, TimeProvider time, string stream, Func<TState?, IEvent, DateTimeOffset, TState?> evolve)
        : this(journal, time, stream, (state, @event, _, recordedAt) => evolve(state, @event, recordedAt))
    {
    }

    private const int ReadPage = 1000;
    private const int MaxRounds = 4;
    private const int MaxClaimRounds = 32;
    private readonly Turns _turns = new();
    private long _version;

    public string Stream => stream;

    public TState? Value { get; private set; }

    /// <summary>Reads what was written since the last load.</summary>
    public async ValueTask LoadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            IReadOnlyList<RecordedEvent> page = await journal.ReadStreamAsync(stream, _version, ReadPage, cancellationToken);
            foreach (RecordedEvent recorded in page)
            {
                // In a reentrant grain two loads may interleave; each event is folded once.
                if (recorded.Version <= _version) continue;
                Value = evolve(Value, EventCodec.Decode(recorded), recorded.Actor, recorded.RecordedAt);
                _version = recorded.Version;
            }

            if (page.Count < ReadPage) return;
        }
    }

    /// <summary>Decides on the state and appends what was decided, with the due work and the claims that go with it.</summary>
    /// <exception cref="JournalUnavailableException">Nothing may be assumed; the next call reads what became of it.</exception>
    public async ValueTask<CommandResult> DecideAsync(Func<TState?, Decision> decide, string actor, CancellationToken cancellationToken, DueChanges.With? due = null, Claims? claims = null)
    {
        using Turn turn = await _turns.EnterAsync(cancellationToken);
        int lostClaims = 0;
        for (int round = 0; round < MaxRounds && lostClaims < MaxClaimRounds;)
        {
            await LoadAsync(cancellationToken);
            Decision decision = decide(Value);
            (IReadOnlyList<IEvent> events, IReadOnlyList<ProblemInfo> problems) = decision switch
            {
                Decision.Accepted a => (a.Events, (IReadOnlyList<ProblemInfo>)[]),
                Decision.Rejected r => (r.Events, [.. r.Problems.Select(p => new ProblemInfo(p.Code, p.Field, p.Reason, p.Remedy))]),
                _ => throw new InvalidOperationException($"{decision.GetType().Name} is not a known decision."),
            };
            if (events.Count == 0) return new CommandResult { Problems = problems };
            DateTimeOffset now = time.GetUtcNow();
            long expectedVersion = _version;
            DueChanges changes = due?.Invoke(events) ?? DueChanges.None;
            AppendResult result = await journal.AppendAsync(
                new Append
                {
                    Streams =
                    [
                        new StreamAppend(stream, expectedVersion, [.. events.Select(e => EventCodec.Encode(e, actor))]),
                        .. claims?.Of(events).Select(c => new StreamAppend(c.Stream, c.ExpectedVersion, [EventCodec.Encode(c.Event, actor)])) ?? [],
                    ],
                    Schedule = changes.Schedule,
                    Complete = changes.Complete,
                    RecordedAt = now,
                },
                cancellationToken);
            if (result is AppendResult.Appended appended)
            {
                // A query's load may have folded the append before its result came back.
                if (_version == expectedVersion) Fold(events, actor, now);
                return new CommandResult { Problems = problems, Position = appended.LastPosition };
            }

            if (claims is null || result is not AppendResult.Conflict lost || lost.Stream == stream)
            {
                round++;
                continue;
            }

            lostClaims++;
            await claims.CatchUpAsync(cancellationToken);
        }

        throw new JournalUnavailableException(JournalFault.Overloaded, $"Stream {stream}, or what its command claims, changed too often while the command was decided. Try again.");
    }

    /// <summary>As <see cref="DecideAsync(Func{TState, Decision}, string, CancellationToken, DueChanges.With, Claims)"/>, for commands that need the thing to exist.</summary>
    public ValueTask<CommandResult> DecideExistingAsync(
        Func<TState, Decision> decide, string actor, CancellationToken cancellationToken, DueChanges.With? due = null, Claims? claims = null)
    {
        bool missing = false;
        ValueTask<CommandResult> result = DecideAsync(
            state =>
            {
                missing = state is null;
                return state is null ? Decision.Accept() : decide(state);
            },
            actor,
            cancellationToken,
            due,
            claims);
        return Finish(result, () => missing);

        static async ValueTask<CommandResult> Finish(ValueTask<CommandResult> result, Func<bool> missing)
        {
            CommandResult done = await result;
            return missing() ? done with { NotFound = true } : done;
        }
    }

    private void Fold(IReadOnlyList<IEvent> events, string actor, DateTimeOffset now)
    {
        foreach (IEvent @event in events) Value = evolve(Value, @event, actor, now);
        _version += events.Count;
    }
}

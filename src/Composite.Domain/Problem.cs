namespace Composite.Domain;

/// <summary>Why a command was refused, so that its sender can mend it without asking.</summary>
/// <param name="Code">Stable, kebab-case: <c>date-order</c>, <c>already-registered</c>.</param>
/// <param name="Field">The offending field as the sender named it (camelCase path), or the id of the thing concerned.</param>
/// <param name="Reason">What is wrong, in plain words, with the value where it is not secret.</param>
/// <param name="Remedy">What mends it.</param>
public sealed record Problem(string Code, string Field, string Reason, string Remedy);

/// <summary>What a decision came to: events to append (none when the wish is already true), or every reason against it.</summary>
public abstract record Decision
{
    private Decision() { }

    public sealed record Accepted(IReadOnlyList<IEvent> Events) : Decision;

    /// <summary>Refused. <see cref="Events"/> is what must be recorded although it was refused (a wrong activation code counts).</summary>
    public sealed record Rejected(IReadOnlyList<Problem> Problems) : Decision
    {
        public IReadOnlyList<IEvent> Events { get; init; } = [];
    }

    public static Decision Accept(params IEvent[] events) => new Accepted(events);

    public static Decision Reject(string code, string field, string reason, string remedy) =>
        new Rejected([new Problem(code, field, reason, remedy)]);
}

/// <summary>Marks a record that is persisted in the journal. Its shape is a contract: see the golden-bytes tests.</summary>
public interface IEvent;

/// <summary>An event that is about one thing within its stream; the journal finds it by that subject.</summary>
public interface ISubjectEvent : IEvent
{
    string Subject { get; }
}

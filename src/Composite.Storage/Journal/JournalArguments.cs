using Composite.Domain.Ports;

namespace Composite.Storage;

/// <summary>The bounds of <see cref="JournalLimits"/>, checked on the caller's thread before anything is queued. For every implementation.</summary>
internal static class JournalArguments
{
    public static void Check(Append append)
    {
        ArgumentNullException.ThrowIfNull(append);
        InRange(append.Streams.Count, 1, JournalLimits.MaxStreamsPerAppend, "streams in an append");
        InRange(CountEvents(append), 1, JournalLimits.MaxEventsPerAppend, "events in an append");
        foreach (var stream in append.Streams)
        {
            CheckStream(stream);
        }

        if (append.Streams.Count > 1)
        {
            Unique(append.Streams.Select(stream => stream.Stream), "a stream");
        }

        InRange(append.Schedule.Count, 0, JournalLimits.MaxDueChangesPerAppend, "due-work rows to schedule");
        InRange(append.Complete.Count, 0, JournalLimits.MaxDueChangesPerAppend, "due-work rows to complete");
        foreach (var work in append.Schedule)
        {
            CheckWork(work);
        }

        foreach (var id in append.Complete)
        {
            Name(id, "a due-work id");
        }

        if (append.Schedule.Count > 0)
        {
            Unique(append.Schedule.Select(work => work.Id).Concat(append.Complete.Distinct(StringComparer.Ordinal)), "a due-work id");
        }
    }

    public static void Check(StreamSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        Name(snapshot.Stream, "a stream");
        Name(snapshot.Type, "a snapshot's type");
        InRange(snapshot.Version, 1, long.MaxValue, "a snapshot's version");
        Payload(snapshot.Payload);
    }

    public static void Name(string value, string what)
    {
        ArgumentNullException.ThrowIfNull(value, what);
        if (value.Length is < 1 or > JournalLimits.MaxNameLength)
        {
            InRange(value.Length, 1, JournalLimits.MaxNameLength, $"characters of {what}");
        }

        // Nearly every name, and a payment's append checks a dozen.
        if (!value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return;
        }

        for (var i = 0; i < value.Length; i++)
        {
            var isPair = char.IsHighSurrogate(value[i]) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]);
            if (char.IsControl(value[i]) || (char.IsSurrogate(value[i]) && !isPair))
            {
                throw new ArgumentException($"The character U+{(int)value[i]:X4} at {i} is not allowed in {what}.");
            }

            i += isPair ? 1 : 0;
        }
    }

    public static void InRange(long value, long least, long most, string what)
    {
        if (value < least || value > most)
        {
            throw new ArgumentOutOfRangeException(null, value, $"The number of {what} is {value}; {least} to {most} are allowed.");
        }
    }

    private static long CountEvents(Append append)
    {
        var count = 0L;
        foreach (var stream in append.Streams)
        {
            count += stream.Events.Count;
        }

        return count;
    }

    private static void CheckStream(StreamAppend stream)
    {
        Name(stream.Stream, "a stream");
        InRange(stream.ExpectedVersion, 0, long.MaxValue - JournalLimits.MaxEventsPerAppend, "the expected version");
        InRange(stream.Events.Count, 1, JournalLimits.MaxEventsPerAppend, "events of a stream");
        foreach (var newEvent in stream.Events)
        {
            Name(newEvent.Type, "an event's type");
            Name(newEvent.Actor, "an event's actor");
            Payload(newEvent.Payload);
            if (newEvent.Subject is not null)
            {
                Name(newEvent.Subject, "an event's subject");
            }
        }
    }

    private static void CheckWork(DueWork work)
    {
        Name(work.Id, "a due-work id");
        Name(work.Kind, "a due-work kind");
        Name(work.Lane, "a due-work lane");
        InRange(work.Attempt, 0, int.MaxValue, "attempts of due work");
        Payload(work.Payload);
    }

    private static void Payload(ReadOnlyMemory<byte> payload) =>
        InRange(payload.Length, 0, JournalLimits.MaxPayloadBytes, "payload bytes");

    private static void Unique(IEnumerable<string> names, string what)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (!seen.Add(name))
            {
                throw new ArgumentException($"{name} stands twice in one append as {what}.");
            }
        }
    }
}

using System.Text;
using Composite.Domain.Ports;
using CsCheck;

namespace Composite.Storage.Conformance;

/// <summary>One step of a random run, done to the journal and to the model alike; what each answered, as text.</summary>
internal abstract record JournalStep
{
    private static readonly Gen<string> s_stream = Gen.Int[0, 3].Select(i => $"stream/{i}");
    private static readonly Gen<string> s_subject = Gen.Int[0, 2].Select(i => $"payment/{i}");
    private static readonly Gen<DateTimeOffset> s_time = Gen.Long[0, 50].Select(ticks => new DateTimeOffset(638_000_000_000_000_000 + ticks, TimeSpan.Zero));

    private static readonly Gen<NewEvent> s_event = Gen.Select(
        Gen.Byte.Array[0, 40], s_subject.Null(), Gen.Int[0, 2], (payload, subject, type) => new NewEvent($"type.{type}", payload, subject, "system"));

    private static readonly Gen<DueWork> s_work = Gen.Select(
        Gen.Int[0, 5], Gen.Int[0, 2], s_time, Gen.Int[0, 3], Gen.Byte.Array[0, 9],
        (id, lane, dueAt, attempt, payload) => new DueWork($"work/{id}", "kind", $"lane/{lane}", dueAt, attempt, payload));

    private static readonly Gen<JournalStep> s_append = Gen.Select(
        Gen.Select(s_stream, Gen.Frequency((8, Gen.Const(0)), (1, Gen.Const(1)), (1, Gen.Const(-1))), s_event.Array[1, 4]).Array[1, 3],
        s_work.Array[0, 3],
        Gen.Int[0, 5].Array[0, 2],
        s_time,
        (streams, schedule, complete, recordedAt) => (JournalStep)new AppendStep(
            [.. streams.DistinctBy(stream => stream.Item1)],
            [.. schedule.DistinctBy(work => work.Id)],
            [.. complete.Select(id => $"work/{id}").Where(id => schedule.All(work => work.Id != id))],
            recordedAt));

    /// <summary>Any step; appends are the most frequent.</summary>
    public static Gen<JournalStep> Any { get; } = Gen.Frequency(
        (10, s_append),
        (3, Gen.Select(s_time, Gen.Long[1, 20], Gen.Int[1, 4], (now, ticks, count) => (JournalStep)new LeaseStep(now, now.AddTicks(ticks), count))),
        (3, Gen.Select(s_stream, Gen.Long[0, 9], Gen.Int[1, 9], (stream, after, count) => (JournalStep)new ReadStreamStep(stream, after, count))),
        (3, Gen.Select(s_stream, s_subject, Gen.Int[1, 9], (stream, subject, count) => (JournalStep)new ReadSubjectStep(stream, subject, count))),
        (2, Gen.Select(Gen.Long[0, 30], Gen.Int[1, 20], (after, count) => (JournalStep)new ReadAllStep(after, count))),
        (2, Gen.Select(s_stream, Gen.Long[1, 5], Gen.Byte.Array[0, 9], (stream, version, payload) => (JournalStep)new SnapshotStep(stream, version, payload))),
        (1, Gen.Const<JournalStep>(new ReopenStep())));

    /// <summary>Does the step to the journal.</summary>
    /// <param name="underTest">The journal and its store.</param>
    /// <param name="model">As it stands before this step: appends take the streams' versions from it.</param>
    public abstract ValueTask<string> DoAsync(JournalUnderTest underTest, JournalModel model);

    public abstract string Expect(JournalModel model);

    protected static string Text(IEnumerable<RecordedEvent> events) => string.Join('\n', events.Select(e =>
        $"{e.Position} {e.Stream} {e.Version} {e.Type} {e.Subject} {e.Actor} {e.RecordedAt.UtcTicks} {Convert.ToHexString(e.Payload.Span)}"));

    private sealed record AppendStep(
        (string Stream, int Skew, NewEvent[] Events)[] Streams, DueWork[] Schedule, string[] Complete, DateTimeOffset RecordedAt) : JournalStep
    {
        public override async ValueTask<string> DoAsync(JournalUnderTest underTest, JournalModel model) =>
            (await underTest.Journal.AppendAsync(Build(model), CancellationToken.None)).ToString();

        public override string Expect(JournalModel model) => model.Append(Build(model)).ToString();

        public override string ToString() => new StringBuilder("Append ")
            .AppendJoin(", ", Streams.Select(stream => $"{stream.Stream}{stream.Skew:+0;-0;} x{stream.Events.Length}"))
            .Append(" schedule ").AppendJoin(",", Schedule.Select(work => $"{work.Id}@{work.DueAt.UtcTicks % 100}"))
            .Append(" complete ").AppendJoin(",", Complete).ToString();

        private Append Build(JournalModel model) => new()
        {
            Streams = [.. Streams.Select(s => new StreamAppend(s.Stream, Math.Max(0, model.VersionOf(s.Stream) + s.Skew), s.Events))],
            Schedule = Schedule,
            Complete = Complete,
            RecordedAt = RecordedAt,
        };
    }

    private sealed record LeaseStep(DateTimeOffset Now, DateTimeOffset Until, int Count) : JournalStep
    {
        public override async ValueTask<string> DoAsync(JournalUnderTest underTest, JournalModel model) =>
            Text(await underTest.Journal.LeaseDueAsync(Now, Until, Count, CancellationToken.None));

        public override string Expect(JournalModel model) => Text(model.Lease(Now, Until, Count));

        private static string Text(IEnumerable<DueWork> works) => string.Join('\n', works.Select(work =>
            $"{work.Id} {work.Kind} {work.Lane} {work.DueAt.UtcTicks} {work.Attempt} {Convert.ToHexString(work.Payload.Span)}"));
    }

    private sealed record ReadStreamStep(string Stream, long After, int Count) : JournalStep
    {
        public override async ValueTask<string> DoAsync(JournalUnderTest underTest, JournalModel model) =>
            Text(await underTest.Journal.ReadStreamAsync(Stream, After, Count, CancellationToken.None));

        public override string Expect(JournalModel model) => Text(model.ReadStream(Stream, After, Count));
    }

    private sealed record ReadSubjectStep(string Stream, string Subject, int Count) : JournalStep
    {
        public override async ValueTask<string> DoAsync(JournalUnderTest underTest, JournalModel model) =>
            Text(await underTest.Journal.ReadSubjectAsync(Stream, Subject, Count, CancellationToken.None));

        public override string Expect(JournalModel model) => Text(model.ReadSubject(Stream, Subject, Count));
    }

    private sealed record ReadAllStep(long After, int Count) : JournalStep
    {
        public override async ValueTask<string> DoAsync(JournalUnderTest underTest, JournalModel model) =>
            Text(await underTest.Journal.ReadAllAsync(After, Count, CancellationToken.None));

        public override string Expect(JournalModel model) => Text(model.ReadAll(After, Count));
    }

    private sealed record SnapshotStep(string Stream, long Version, byte[] Payload) : JournalStep
    {
        public override async ValueTask<string> DoAsync(JournalUnderTest underTest, JournalModel model)
        {
            await underTest.Journal.WriteSnapshotAsync(new StreamSnapshot(Stream, Version, "state", Payload), CancellationToken.None);
            return Text(await underTest.Journal.ReadSnapshotAsync(Stream, CancellationToken.None));
        }

        public override string Expect(JournalModel model)
        {
            model.WriteSnapshot(new StreamSnapshot(Stream, Version, "state", Payload));
            return Text(model.ReadSnapshot(Stream));
        }

        private static string Text(StreamSnapshot? snapshot) => snapshot is null
            ? "none"
            : $"{snapshot.Stream} {snapshot.Version} {snapshot.Type} {Convert.ToHexString(snapshot.Payload.Span)}";
    }

    private sealed record ReopenStep : JournalStep
    {
        public override async ValueTask<string> DoAsync(JournalUnderTest underTest, JournalModel model)
        {
            await underTest.ReopenAsync();
            return $"{await underTest.Journal.ReadHeadAsync(CancellationToken.None)}";
        }

        public override string Expect(JournalModel model) => $"{model.Head}";
    }
}

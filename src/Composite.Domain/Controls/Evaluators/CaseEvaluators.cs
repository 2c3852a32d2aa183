using Composite.Domain.Cases;

namespace Composite.Domain.Controls.Evaluators;

/// <summary>Evaluators over security issues.</summary>
internal static class CaseEvaluators
{
    public static ControlAnswer CasesInTime(ControlQuestion q)
    {
        CaseState[] open =
        [
            .. q.Facts.Cases.Values.Select(c => c.AsKnownAt(q.AsOf.KnownAt)).OfType<CaseState>()
                .Where(c => c.OpenedAt <= q.AsOf.ValidAt && !(c.Closing?.RecordedAt <= q.AsOf.ValidAt)).OrderBy(c => c.Id, StringComparer.Ordinal),
        ];
        return open.Length == 0 ? ControlAnswer.Of([], "No security issue is open.") : ControlAnswer.Of(
            open.SelectMany(c => NotificationClocks.Of(q.Facts, c, q.AsOf).Where(clock => IsMissed(clock, q.AsOf)).Select(clock => new ControlFinding(
                c.Id, $"{clock.Name} was to be told within {clock.Hours} hours, and no notice is on record.", "Tell them, and record the proof with the case.", clock.DueAt))),
            $"{open.Length} open, every notice that is due has gone out.");
    }

    // A notice that went out late did go out; how late stands with the case.
    private static bool IsMissed(NotificationClock clock, AsOf asOf) => clock.DueAt < asOf.ValidAt && !(clock.SentAt <= asOf.ValidAt);
}

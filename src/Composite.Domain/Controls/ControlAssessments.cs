using Composite.Domain.Components;
using Composite.Domain.Controls.Evaluators;
using Composite.Domain.Evidence;
using Composite.Domain.Solutions;

namespace Composite.Domain.Controls;

/// <summary>Assesses the controls: pure, from the facts, as of an instant.</summary>
public static class ControlAssessments
{
    /// <summary>Days before a proof's end from which a control is due. Ours.</summary>
    public const int DueDays = 30;

    /// <summary>The evaluators that a catalogue may name.</summary>
    public static IReadOnlyCollection<string> EvaluatorKeys => ControlEvaluators.ByKey.Keys;

    /// <summary>Every control of the catalogue, in its order.</summary>
    public static IReadOnlyList<ControlAssessment> Of(SolutionFacts facts, ControlCounts counts, AsOf asOf) =>
        [.. ControlCatalogue.Controls.Select(control => Of(control, facts, counts, asOf))];

    /// <summary>One control.</summary>
    public static ControlAssessment Of(Control control, SolutionFacts facts, ControlCounts counts, AsOf asOf)
    {
        ArgumentNullException.ThrowIfNull(control);
        ArgumentNullException.ThrowIfNull(facts);
        ControlRecord record = facts.Controls.Of(control.Id);
        ControlAssessment assessment = record.ExemptionAt(asOf) is { } exemption ? Exempt(control, exemption)
            : Shortcoming(record, asOf) is { } shortcoming ? Stated(control, shortcoming, ControlStatus.NotMet, asOf)
            : control.Check.Kind switch
            {
                ControlCheckKind.Automatic => Evaluated(new ControlQuestion(control, facts, counts, asOf)),
                ControlCheckKind.Evidence => Proven(control, record.LinkedAt(asOf.KnownAt).Select(sha256 => facts.Evidence.Find(sha256, asOf.KnownAt)).OfType<EvidenceEntry>(), asOf),
                _ => Stated(control, record.StatementAt(asOf), ControlStatus.Met, asOf),
            };
        return assessment with { Owner = record.OwnerAt(asOf) ?? control.Owner, Requirements = Requirements(facts.Controls, control.Id, asOf) };
    }

    private static ControlAssessment Exempt(Control control, ControlExemption exemption) => Of(control, ControlStatus.NotApplicable, exemption.Proposed.Value.Reason) with
    {
        Since = exemption.Approved!.RecordedAt,
        NextDueOn = exemption.Proposed.Value.ReviewOn,
    };

    private static Recorded<ControlStated>? Shortcoming(ControlRecord record, AsOf asOf) =>
        record.StatementAt(asOf) is { Value.Met: false } said && asOf.Day < said.Value.ValidUntil ? said : null;

    private static ControlAssessment Evaluated(ControlQuestion question)
    {
        ControlAnswer answer = ControlEvaluators.ByKey[question.Control.Check.Evaluator!](question);
        // Since the first of what stands against it, where each says since when.
        DateTimeOffset? since = answer.Findings.Count > 0 && answer.Findings.All(f => f.Since is not null) ? answer.Findings.Min(f => f.Since) : null;
        return Of(question.Control, answer.Status, answer.Reason) with { Findings = answer.Findings, Since = since };
    }

    private static ControlAssessment Proven(Control control, IEnumerable<EvidenceEntry> linked, AsOf asOf)
    {
        EvidenceEntry[] accepted = [.. linked.Where(e => control.Check.EvidenceTypes.Contains(e.Document.Type) && !e.IsWithdrawn(asOf.KnownAt) && e.Document.ValidFrom <= asOf.Day)];
        if (accepted.Length == 0) return Of(control, ControlStatus.NotAssessed, "No document that proves it is on record.");
        EvidenceEntry[] counting = [.. accepted.Where(e => asOf.Day < End(control, e.Document)).OrderBy(e => e.Order, StringComparer.Ordinal)];
        DateOnly end = accepted.Max(e => End(control, e.Document));
        return counting.Length == 0
            ? Of(control, ControlStatus.Overdue, $"The last document that proved it ended on {end:O}.") with { Since = Midnight(end), EvidenceSha256s = [accepted.MaxBy(e => End(control, e.Document))!.Document.Sha256] }
            : Running(control, ControlStatus.Met, end, $"Proven by {(counting.Length == 1 ? "a document" : $"{counting.Length} documents")} until {end:O}.", asOf) with
            {
                Since = Midnight(counting.Min(e => e.Document.ValidFrom)),
                EvidenceSha256s = [.. counting.Select(e => e.Document.Sha256)],
            };
    }

    private static ControlAssessment Stated(Control control, Recorded<ControlStated>? said, ControlStatus status, AsOf asOf)
    {
        if (said is null) return Of(control, ControlStatus.NotAssessed, "Nobody has stated it.");
        ControlStated s = said.Value;
        ControlAssessment assessment = asOf.Day >= s.ValidUntil
            ? Of(control, ControlStatus.Overdue, $"The last statement counted until {s.ValidUntil:O}.") with { Since = Midnight(s.ValidUntil) }
            : Running(control, status, s.ValidUntil, s.Met ? $"Stated by {s.StatedBy}, counts until {s.ValidUntil:O}." : $"A shortcoming is stated by {s.StatedBy}.", asOf) with { Since = said.RecordedAt };
        return assessment with { Statement = new ControlStatement(s.Met, s.Text, s.ValidUntil, s.StatedBy, said.RecordedAt) };
    }

    private static ControlAssessment Running(Control control, ControlStatus status, DateOnly end, string reason, AsOf asOf) =>
        Of(control, status == ControlStatus.Met && end.DayNumber - asOf.Day.DayNumber <= DueDays ? ControlStatus.Due : status, reason) with { NextDueOn = end };

    // A document counts for the control's cycle at most, whatever its own end.
    private static DateOnly End(Control control, EvidenceDocument document)
    {
        DateOnly cycle = document.ValidFrom.AddDays(control.CycleDays);
        return document.ExpiresOn is { } end && end < cycle ? end : cycle;
    }

    private static IReadOnlyList<MappedRequirement> Requirements(ControlBook book, string controlId, AsOf asOf) =>
    [
        .. book.MappingsAt(asOf).SelectMany(m => m.Value.Entries.Where(e => e.ControlId == controlId).SelectMany(e => e.RequirementIds)
            .Select(id => new MappedRequirement(m.Value.MappingSet, m.Value.SourceEdition, id))),
    ];

    private static ControlAssessment Of(Control control, ControlStatus status, string reason) => new() { ControlId = control.Id, Status = status, Reason = reason, Owner = control.Owner };

    private static DateTimeOffset Midnight(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}

using System.Buffers;
using System.Text.Json;
using Composite.Domain.Cases;

namespace Composite.Domain.Notices;

/// <summary>A notice as a webhook's receiver gets it: <c>type</c>, <c>timestamp</c> and <c>data</c>, as the Standard Webhooks specification recommends.</summary>
public static class NoticeBody
{
    /// <summary>The name of a type in messages: <c>deadline.approaching</c>.</summary>
    public static string Name(NoticeType type) => type switch
    {
        NoticeType.DeadlineApproaching => "deadline.approaching",
        NoticeType.DeadlinePassed => "deadline.passed",
        NoticeType.CaseOpened => "case.opened",
        NoticeType.CaseUpdated => "case.updated",
        NoticeType.CaseClosed => "case.closed",
        NoticeType.Test => "webhook.test",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    /// <summary>The message: the same bytes for the same notice, whenever it is sent.</summary>
    public static ReadOnlyMemory<byte> Write(NoticeIssued notice, DateTimeOffset issuedAt)
    {
        ArgumentNullException.ThrowIfNull(notice);
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", Name(notice.Type));
            json.WriteString("timestamp", issuedAt.UtcDateTime);
            json.WriteStartObject("data");
            json.WriteString("noticeId", notice.NoticeId);
            if (notice.Deadline is { } deadline) Write(json, deadline);
            if (notice.Case is { } about) Write(json, about);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter json, DeadlineNotice deadline)
    {
        json.WriteString("deadlineId", deadline.Id);
        json.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(deadline.Kind.ToString()));
        json.WriteString("subjectId", deadline.SubjectId);
        json.WriteString("reference", deadline.Reference);
        json.WriteString("dueAt", deadline.DueAt.UtcDateTime);
        json.WriteNumber("leadDays", deadline.LeadDays);
        json.WriteString("title", deadline.Title);
        json.WriteString("consequence", deadline.Consequence);
        json.WriteString("owner", deadline.Owner);
        WriteList(json, "solutionIds", deadline.SolutionIds);
    }

    private static void Write(Utf8JsonWriter json, CaseNotice about)
    {
        SecurityIssue issue = about.Issue;
        json.WriteString("caseId", about.CaseId);
        json.WriteString("componentId", issue.ComponentId);
        WriteList(json, "affectedVersions", issue.AffectedVersions);
        json.WriteNumber("cvssScore", issue.Severity.CvssScore);
        json.WriteString("rating", issue.Severity.Rating());
        json.WriteString("severity", issue.Severity.Words);
        json.WriteString("title", issue.Title);
        json.WriteString("discoveredAt", issue.DiscoveredAt.UtcDateTime);
        json.WriteString("description", issue.Description);
        WriteList(json, "solutionIds", about.SolutionIds);
        if (about.Outcome is { } outcome) json.WriteString("outcome", JsonNamingPolicy.CamelCase.ConvertName(outcome.ToString()));
        if (about.Conclusion is { } conclusion) json.WriteString("conclusion", conclusion);
    }

    private static void WriteList(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }
}

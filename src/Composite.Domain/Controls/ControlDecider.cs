using Composite.Domain.Evidence;

namespace Composite.Domain.Controls;

/// <summary>Decides what people record about controls.</summary>
public static class ControlDecider
{
    public const int MaxLinks = 200;
    public const int MaxRecords = 1000;

    public static Decision AssignOwner(ControlBook book, string controlId, string owner, string person)
    {
        ControlRecord record = book.Of(controlId);
        if (record.Owners is [.., { Value: { } last }] && last.Owner == owner) return Decision.Accept();
        return Known(controlId).Slug("owner", owner).Text("assignedBy", person).Room("owner", record.Owners.Count).Or(new ControlOwnerAssigned(controlId, owner, person));
    }

    /// <summary>A statement proves only a control that is checked by statement; a shortcoming may be stated of any.</summary>
    public static Decision State(ControlBook book, string controlId, bool met, string text, DateOnly? validUntil, string person, DateTimeOffset now)
    {
        Control? control = ControlCatalogue.Find(controlId);
        DateOnly today = DateOnly.FromDateTime(now.UtcDateTime);
        DateOnly last = today.AddDays(control?.CycleDays ?? 1);
        DateOnly until = validUntil ?? last;
        ControlRecord record = book.Of(controlId);
        if (record.Statements is [.., { Value: { } said }] && said == new ControlStated(controlId, met, text, until, person)) return Decision.Accept();
        return Known(controlId).Text("text", text, 2000).Text("statedBy", person).Room("text", record.Statements.Count)
            .Require(control is null || !met || control.Check.Kind == ControlCheckKind.Statement, "not-by-statement", "met",
                "The control is not proven by a statement.", control?.Check.Kind == ControlCheckKind.Evidence ? "Link a document to it." : "Mend what its findings name; Composite then finds it met.")
            .Require(until > today && until <= last, "range", "validUntil", $"{until:O} lies outside the control's cycle.", $"Give a day from {today.AddDays(1):O} to {last:O}.")
            .Or(new ControlStated(controlId, met, text, until, person));
    }

    /// <param name="book">What is recorded.</param>
    /// <param name="controlId">The control.</param>
    /// <param name="sha256">The document.</param>
    /// <param name="document">What is known of it, or null.</param>
    /// <param name="person">Who links it.</param>
    public static Decision Link(ControlBook book, string controlId, string sha256, EvidenceEntry? document, string person)
    {
        ControlRecord record = book.Of(controlId);
        if (record.Links.Exists(l => l.IsOpen(sha256))) return Decision.Accept();
        ControlCheck? check = ControlCatalogue.Find(controlId)?.Check;
        return Known(controlId).Text("linkedBy", person)
            .Require(record.Links.Count < MaxLinks, "count", "sha256", $"{MaxLinks} documents were linked to the control.", "Link what bundles them.")
            .Require(document is { Withdrawal: null }, "unknown-evidence", "sha256", "No document with this hash is on record, or it was withdrawn.", "Add the document first: composite evidence add.")
            .Require(check is null or { Kind: ControlCheckKind.Evidence }, "not-by-evidence", "controlId", "The control is not proven by documents.", "Choose a control that is checked by evidence.")
            .Require(check is not { Kind: ControlCheckKind.Evidence } || document is null || check.EvidenceTypes.Contains(document.Document.Type), "evidence-type", "sha256",
                $"The document is a {document?.Document.Type}.", "Link one of: " + string.Join(", ", check?.EvidenceTypes ?? []) + ".")
            .Or(new ControlEvidenceLinked(controlId, sha256, person));
    }

    public static Decision Unlink(ControlBook book, string controlId, string sha256, string reason, string person)
    {
        ControlRecord record = book.Of(controlId);
        bool linked = record.Links.Exists(l => l.IsOpen(sha256));
        if (!linked && record.Links.Exists(l => l.Linked.Value.Sha256 == sha256)) return Decision.Accept();
        return Known(controlId).Text("reason", reason, 500).Text("unlinkedBy", person)
            .Require(linked, "not-linked", "sha256", "The document is not linked to the control.", "Show the control: it names what is linked.")
            .Or(new ControlEvidenceUnlinked(controlId, sha256, reason, person));
    }

    internal static Problems Known(string controlId) => new Problems().Require(
        ControlCatalogue.Find(controlId) is not null, "unknown-control", "controlId", $"'{Problems.Shown(controlId)}' is not a control.", "List the controls.");

    internal static Problems Room(this Problems problems, string field, int count) =>
        problems.Require(count < MaxRecords, "count", field, $"It was recorded {MaxRecords} times.", "Leave it as it is.");
}

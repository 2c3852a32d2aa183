using System.Text.RegularExpressions;
using Composite.Domain.Components;

namespace Composite.Domain.Evidence;

/// <summary>Decides commands about evidence. The bytes are in the vault before their facts are decided on.</summary>
public static partial class EvidenceDecider
{
    public const int MaxDocuments = 100_000;
    public const int MaxSubjects = 50;
    public const int MaxEntriesOfADocument = 100;

    private static readonly DateOnly Earliest = new(2000, 1, 1);

    public static Decision Add(EvidenceBook book, EvidenceDocument document, string person)
    {
        if (document is null) return Decision.Reject("missing", "document", "It is missing.", "Give the document's facts.");
        EvidenceEntry? known = document.Sha256 is null ? null : book.Find(document.Sha256, ListingBook.AllThatIsKnown);
        if (known is { Withdrawal: null })
        {
            return SaysTheSame(known.Document, document)
                ? Decision.Accept()
                : Decision.Reject("already-registered", "sha256", "The same document is on record with other facts.", "Withdraw it first, then add it again with the right facts.");
        }

        return Check(new Problems(), document).Text("addedBy", person)
            .Pattern("sha256", document.Sha256, DigestPattern(), "Give 64 hexadecimal digits in lower case.")
            .Require(document.Bytes > 0, "size", "bytes", "It is empty.", "Give the document itself.")
            .Text("mediaType", document.MediaType, 100)
            .Require(known is not null || book.Entries.Count < MaxDocuments, "count", "sha256", $"{MaxDocuments} documents are on record.", "Bundle documents that belong together in one archive.")
            .Require(known is null || book.Entries[known.Document.Sha256].Count < MaxEntriesOfADocument, "count", "sha256", "The document was added and withdrawn too often.", "Leave it as it is.")
            .Or(new EvidenceAdded(document, person));
    }

    public static Decision Withdraw(EvidenceBook book, string sha256, string reason, string person)
    {
        EvidenceEntry? known = sha256 is null ? null : book.Find(sha256, ListingBook.AllThatIsKnown);
        if (known is { Withdrawal: not null }) return Decision.Accept();
        return new Problems().Text("reason", reason, 500).Text("withdrawnBy", person)
            .Require(known is not null, "unknown-evidence", "sha256", "No document with this hash is on record.", "List the documents.")
            .Or(new EvidenceWithdrawn(sha256!, reason, person));
    }

    /// <summary>Adds every defect of what a person says about a document: all but its hash, size and media type.</summary>
    public static Problems Check(Problems problems, EvidenceDocument document)
    {
        ArgumentNullException.ThrowIfNull(problems);
        ArgumentNullException.ThrowIfNull(document);
        problems.Text("title", document.Title).Text("fileName", document.FileName).Defined("type", document.Type)
            .Require(document.FileName?.IndexOfAny(['/', '\\']) is null or -1, "invalid-text", "fileName", "It is a path.", "Give the file's name alone.")
            .Require(document.ValidFrom >= Earliest, "missing", "validFrom", "It is missing, or lies before 2000.", "Give the first day that the document is evidence for, YYYY-MM-DD.");
        if (document.ExpiresOn is { } end) problems.InOrder("validFrom", document.ValidFrom, "expiresOn", end);
        IReadOnlyList<string> subjects = problems.Items("subjects", document.Subjects, 0, MaxSubjects);
        foreach (string subject in subjects) problems.Slug("subjects", subject);
        return problems.Require(subjects.Distinct(StringComparer.Ordinal).Count() == subjects.Count, "duplicate", "subjects", "A subject is named twice.", "Name each once.");
    }

    /// <summary>True for a document's name in the vault.</summary>
    public static bool IsSha256(string? text) => text is not null && DigestPattern().IsMatch(text);

    private static bool SaysTheSame(EvidenceDocument a, EvidenceDocument b) => a with { Subjects = b.Subjects } == b && b.Subjects is not null && a.Subjects.SequenceEqual(b.Subjects);

    [GeneratedRegex(@"^[0-9a-f]{64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex DigestPattern();
}

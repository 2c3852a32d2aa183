using Composite.Domain.Evidence;

namespace Composite.Host.Apis.Staff.Evidence;

/// <summary>Whether a document is put forward as evidence.</summary>
internal enum EvidenceStanding
{
    OnRecord,
    Withdrawn,
}

/// <summary>A document that was taken in.</summary>
/// <param name="Sha256">Its name.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="MediaType">What its bytes are.</param>
/// <param name="WasThere">True when the vault had the same bytes before.</param>
/// <param name="Position">The journal position that holds its facts; 0 when they were on record already.</param>
internal sealed record EvidenceReply(string Sha256, long Bytes, string MediaType, bool WasThere, long Position);

/// <summary>A document in the vault, as of an instant.</summary>
internal sealed record EvidenceView
{
    public required string Sha256 { get; init; }

    public required string Title { get; init; }

    public required EvidenceType Type { get; init; }

    public required IReadOnlyList<string> Subjects { get; init; }

    public required DateOnly ValidFrom { get; init; }

    public DateOnly? ExpiresOn { get; init; }

    public required string FileName { get; init; }

    public required string MediaType { get; init; }

    public required long Bytes { get; init; }

    public required string AddedBy { get; init; }

    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>True when it is evidence on the day of the answer's <c>validAt</c>.</summary>
    public required bool Counts { get; init; }

    public string? WithdrawnBy { get; init; }

    public DateTimeOffset? WithdrawnAt { get; init; }

    public string? WithdrawalReason { get; init; }

    public static EvidenceView Of(EvidenceEntry entry, AsOfQuery query)
    {
        bool withdrawn = entry.IsWithdrawn(query.AsOf.KnownAt);
        return new()
        {
            Sha256 = entry.Document.Sha256,
            Title = entry.Document.Title,
            Type = entry.Document.Type,
            Subjects = entry.Document.Subjects,
            ValidFrom = entry.Document.ValidFrom,
            ExpiresOn = entry.Document.ExpiresOn,
            FileName = entry.Document.FileName,
            MediaType = entry.Document.MediaType,
            Bytes = entry.Document.Bytes,
            AddedBy = entry.AddedBy,
            AddedAt = entry.AddedAt,
            Counts = entry.CountsOn(query.AsOf.Day, query.AsOf.KnownAt),
            WithdrawnBy = withdrawn ? entry.Withdrawal!.Value.WithdrawnBy : null,
            WithdrawnAt = withdrawn ? entry.Withdrawal!.RecordedAt : null,
            WithdrawalReason = withdrawn ? entry.Withdrawal!.Value.Reason : null,
        };
    }
}

/// <summary>A document as of an instant, with what it proves.</summary>
/// <param name="Document">The document.</param>
/// <param name="Controls">The controls that it is linked to.</param>
/// <param name="InVault">False when its bytes are missing: restore them from a backup.</param>
/// <param name="ValidAt">The instant that the answer is for.</param>
/// <param name="KnownAt">As far as was known then.</param>
/// <param name="Position">The journal position that the answer includes.</param>
internal sealed record EvidenceDetail(EvidenceView Document, IReadOnlyList<string> Controls, bool InVault, DateTimeOffset ValidAt, DateTimeOffset KnownAt, long Position);

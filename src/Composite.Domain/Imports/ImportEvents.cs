namespace Composite.Domain.Imports;

/// <summary>Somebody began to apply a file of listings. What was applied stands in the components' streams, one event for each row.</summary>
/// <param name="ImportId">The import's id, a UUIDv7.</param>
/// <param name="FileSha256">Of the file, 64 hexadecimal digits in lower case.</param>
/// <param name="Digest">Of the file and of what it meant beside what was known: the dry run that it rests on.</param>
/// <param name="OnlyValidRows">True when rows that could not be applied were left out.</param>
/// <param name="Corrections">True when recorded listings were to be corrected.</param>
/// <param name="Reason">Why they were corrected; null without corrections.</param>
/// <param name="Rows">Rows of the file.</param>
/// <param name="RowsToApply">Rows that were to change something.</param>
public sealed record ImportBegun(
    string ImportId, string FileSha256, string Digest, bool OnlyValidRows, bool Corrections, string? Reason, int Rows, int RowsToApply) : IEvent;

/// <summary>The import came to its end; without this event it was broken off.</summary>
/// <param name="Applied">Rows that changed something.</param>
/// <param name="AlreadySo">Rows that were so already when their turn came.</param>
/// <param name="Refused">Rows that were refused when their turn came.</param>
public sealed record ImportEnded(int Applied, int AlreadySo, int Refused) : IEvent;

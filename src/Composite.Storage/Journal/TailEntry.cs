namespace Composite.Storage;

/// <summary>Where an event stands that is not in the indexes yet.</summary>
internal readonly record struct TailEntry(string Stream, long Version, string? Subject, long Position);

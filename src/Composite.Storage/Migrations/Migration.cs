namespace Composite.Storage;

/// <summary>One step of the schema, from <paramref name="Version"/> - 1 to <paramref name="Version"/>. Never edited once released.</summary>
internal sealed record Migration(int Version, string Sql);

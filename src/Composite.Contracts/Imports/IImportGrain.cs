namespace Composite.Contracts.Imports;

/// <summary>An import of listings; the key is its id. It records that the import happened: the listings themselves go to their components.</summary>
[Alias("import-grain")]
public interface IImportGrain : IGrainWithStringKey
{
    [Alias("begin")]
    Task<CommandResult> BeginAsync(BeginImport command, string actor, CancellationToken cancellationToken);

    [Alias("end")]
    Task<CommandResult> EndAsync(EndImport command, string actor, CancellationToken cancellationToken);
}

/// <summary>Records that somebody begins to apply a file.</summary>
[GenerateSerializer, Immutable, Alias("begin-import")]
public sealed record BeginImport
{
    /// <summary>64 hexadecimal digits in lower case.</summary>
    [Id(0)] public required string FileSha256 { get; init; }

    /// <summary>The dry run that it rests on.</summary>
    [Id(1)] public required string Digest { get; init; }
    [Id(2)] public required bool OnlyValidRows { get; init; }
    [Id(3)] public required bool Corrections { get; init; }
    [Id(4)] public string? Reason { get; init; }
    [Id(5)] public required int Rows { get; init; }
    [Id(6)] public required int RowsToApply { get; init; }
}

/// <summary>Records what became of an import.</summary>
[GenerateSerializer, Immutable, Alias("end-import")]
public sealed record EndImport([property: Id(0)] int Applied, [property: Id(1)] int AlreadySo, [property: Id(2)] int Refused);

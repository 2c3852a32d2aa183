using System.IO.Compression;

namespace Composite.Exchange.Pack;

/// <summary>Writes files into one zip as they come, each hashed on its way. The zip is the same for the same files: no clock is in it.</summary>
internal sealed class PackWriter : IAsyncDisposable
{
    // ZIP has no time before; what a file is as of stands in the manifest.
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly BufferedTarget _target;
    private readonly ZipArchive _zip;
    private readonly List<PackedFile> _files = [];

    private PackWriter(BufferedTarget target, ZipArchive zip) => (_target, _zip) = (target, zip);

    /// <summary>What was written, in the order written.</summary>
    public IReadOnlyList<PackedFile> Files => _files;

    public static async Task<PackWriter> OpenAsync(Stream stream, CancellationToken cancellationToken)
    {
        BufferedTarget target = new(stream);
        return new PackWriter(target, await ZipArchive.CreateAsync(target, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken));
    }

    public async Task<PackedFile> AddAsync(string name, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        ZipArchiveEntry entry = _zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = NoTime;
        Stream inner = await entry.OpenAsync(cancellationToken);
        await using (inner.ConfigureAwait(false))
        {
            await using HashingStream hashing = new(inner);
            await write(hashing, cancellationToken);
            PackedFile file = new(name, hashing.Sha256, hashing.Written);
            _files.Add(file);
            return file;
        }
    }

    /// <summary>Ends the zip: its directory is its last part, and without it the file is none.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await _zip.DisposeAsync();
        await _target.FlushAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _zip.DisposeAsync();
        await _target.DisposeAsync();
    }
}

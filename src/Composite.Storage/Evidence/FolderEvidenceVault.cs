using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using Composite.Domain;
using Composite.Domain.Evidence;
using Composite.Domain.Ports;

namespace Composite.Storage.Evidence;

/// <summary>
/// The evidence vault in a folder: <c>ab/abcdef…</c> for a document whose SHA-256 begins with <c>ab</c>. See the folder's README.
/// </summary>
public sealed class FolderEvidenceVault : IEvidenceVault, IDisposable
{
    private const int BufferBytes = 64 * 1024;
    private const string Incoming = "incoming";

    private readonly EvidenceVaultOptions _options;
    private readonly ContentCheck _content;
    private readonly SemaphoreSlim _checks;
    private readonly string _incoming;
    private long _totalBytes;
    private long _uploads;
    private int _running;

    private FolderEvidenceVault(EvidenceVaultOptions options)
    {
        _options = options;
        _content = new ContentCheck(options.MaxDocumentBytes);
        _checks = new SemaphoreSlim(options.MaxChecks);
        _incoming = Path.Combine(options.Path, Incoming);
    }

    /// <summary>Bytes of all documents together.</summary>
    public long TotalBytes => Interlocked.Read(ref _totalBytes);

    /// <summary>Opens the vault, removes what a crash left half-written, and counts what is there.</summary>
    /// <exception cref="IOException">The folder can't be used.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public static FolderEvidenceVault Open(EvidenceVaultOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        FolderEvidenceVault vault = new(options);
        VaultFolder.Create(options.Path);
        VaultFolder.Create(vault._incoming);
        foreach (string left in Directory.EnumerateFiles(vault._incoming)) File.Delete(left);
        vault._totalBytes = new DirectoryInfo(options.Path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);
        return vault;
    }

    public async ValueTask<EvidencePut> PutAsync(Stream content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (Interlocked.Increment(ref _running) > _options.MaxUploads)
        {
            Interlocked.Decrement(ref _running);
            throw new EvidenceVaultException(EvidenceVaultFault.Unavailable, $"{_options.MaxUploads} documents are on their way in. Try again.");
        }

        string path = Path.Combine(_incoming, Interlocked.Increment(ref _uploads).ToString("D8", CultureInfo.InvariantCulture));
        try
        {
            await using FileStream file = Try(() => VaultFolder.CreateFile(path));
            if (await ReceiveAsync(content, file, cancellationToken) is not { } sha256) return Refused("too-large", $"It has more than {_options.MaxDocumentBytes} bytes.", "Give a smaller document, or split it.");
            if (file.Length == 0) return Refused("empty", "It is empty.", "Give the document itself.");
            (string? mediaType, Problem? problem) = await CheckAsync(file, cancellationToken);
            return problem is not null ? new EvidencePut.Refused([problem]) : await KeepAsync(file, path, sha256, mediaType!, cancellationToken);
        }
        finally
        {
            File.Delete(path);
            Interlocked.Decrement(ref _running);
        }
    }

    public async ValueTask<Stream?> OpenAsync(string sha256, CancellationToken cancellationToken)
    {
        if (!Exists(sha256)) return null;
        FileStream file = Try(() => new FileStream(PathOf(sha256), FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.Asynchronous));
        try
        {
            string actual = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
            if (actual != sha256) throw Damaged(sha256);
            file.Position = 0;
            return file;
        }
        catch (Exception e)
        {
            await file.DisposeAsync();
            if (e is IOException) throw Unavailable(e);
            throw;
        }
    }

    public bool Exists(string sha256) => EvidenceDecider.IsSha256(sha256) && File.Exists(PathOf(sha256));

    public void Dispose() => _checks.Dispose();

    // The hash, once everything is on the disk; null when there is too much. What the source throws is the caller's to explain.
    private async ValueTask<string?> ReceiveAsync(Stream content, FileStream file, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            long total = 0;
            for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                if ((total += read) > _options.MaxDocumentBytes) return null;
                hash.AppendData(buffer, 0, read);
                Try(() => file.Write(buffer, 0, read));
            }

            Try(() => file.Flush(flushToDisk: true));
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private async ValueTask<(string? MediaType, Problem? Problem)> CheckAsync(FileStream file, CancellationToken cancellationToken)
    {
        await _checks.WaitAsync(cancellationToken);
        try
        {
            file.Position = 0;
            return Try(() => _content.Check(file, cancellationToken));
        }
        finally
        {
            _checks.Release();
        }
    }

    private async ValueTask<EvidencePut> KeepAsync(FileStream file, string path, string sha256, string mediaType, CancellationToken cancellationToken)
    {
        long bytes = file.Length;
        if (Interlocked.Add(ref _totalBytes, bytes) > _options.MaxTotalBytes && !Exists(sha256))
        {
            Interlocked.Add(ref _totalBytes, -bytes);
            return Refused("vault-full", $"The vault holds at most {_options.MaxTotalBytes} bytes.", "Have the operator raise Composite:Evidence:MaxTotalBytes.");
        }

        bool placed = Try(() => VaultFolder.Place(path, PathOf(sha256)));
        if (!placed)
        {
            Interlocked.Add(ref _totalBytes, -bytes);
            await using Stream? there = await OpenAsync(sha256, cancellationToken);
        }

        return new EvidencePut.Kept(sha256, bytes, mediaType, !placed);
    }

    private string PathOf(string sha256) => Path.Combine(_options.Path, sha256[..2], sha256);

    private static EvidencePut.Refused Refused(string code, string reason, string remedy) => new([new Problem(code, "content", reason, remedy)]);

    private static void Try(Action act) => Try(() =>
    {
        act();
        return true;
    });

    private static T Try<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unavailable(e);
        }
    }

    private static EvidenceVaultException Unavailable(Exception e) => new(EvidenceVaultFault.Unavailable, $"The evidence vault can't be used: {e.Message}", e);

    private static EvidenceVaultException Damaged(string sha256) => new(
        EvidenceVaultFault.Damaged, $"The document {sha256} in the evidence vault has other bytes than its name says. Restore it from a backup.");
}

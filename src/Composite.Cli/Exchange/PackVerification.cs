using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Composite.Cli.Answers;

namespace Composite.Cli.Exchange;

/// <summary>What a pack says of itself, and where that is not so.</summary>
internal sealed record PackVerification
{
    public const string Schema = "composite-evidence-pack-1";

    private const string Manifest = "manifest.json";

    // A manifest has some 200 bytes for each file.
    private const int MaxManifestBytes = 64 * 1024 * 1024;
    private const int ReadBytes = 128 * 1024;

    public required int Files { get; init; }

    public required string Solution { get; init; }

    public required string ValidAt { get; init; }

    public required string KnownAt { get; init; }

    public required string Position { get; init; }

    public required string JournalHash { get; init; }

    public required string ManifestSha256 { get; init; }

    /// <summary>Documents that the server could not put in, as the pack itself says.</summary>
    public required IReadOnlyList<string> EvidenceNotInPack { get; init; }

    /// <summary>Empty for a whole pack.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    public static async Task<Outcome<PackVerification>> RunAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using FileStream stream = File.OpenRead(path);
            using ZipArchive pack = new(stream, ZipArchiveMode.Read);
            if (pack.GetEntry(Manifest) is not { Length: <= MaxManifestBytes } entry) return NoPack(path, "It has no manifest.");
            using MemoryStream bytes = new();
            await using (Stream opened = entry.Open()) await opened.CopyToAsync(bytes, cancellationToken);
            using JsonDocument manifest = JsonDocument.Parse(bytes.ToArray());
            if (manifest.RootElement.Text("schema") != Schema) return NoPack(path, "Its manifest is of another kind.");
            return await CheckAsync(pack, manifest.RootElement, Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray())), cancellationToken);
        }
        catch (Exception e) when (e is InvalidDataException or JsonException)
        {
            return NoPack(path, "It is no whole zip with a manifest.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Failure(ExitCode.Usage, Path.GetFileName(path), "It can't be read: " + e.Message, "Check the file and its permissions.");
        }
    }

    private static async Task<PackVerification> CheckAsync(ZipArchive pack, JsonElement manifest, string manifestSha256, CancellationToken cancellationToken)
    {
        List<string> problems = [];
        Dictionary<string, JsonElement> listed = [];
        foreach (JsonElement file in manifest.Items("files"))
        {
            if (!listed.TryAdd(file.Text("name"), file)) problems.Add($"{file.Text("name")}: the manifest names it twice");
        }

        HashSet<string> seen = [];
        foreach (ZipArchiveEntry entry in pack.Entries.Where(e => e.FullName != Manifest))
        {
            if (!seen.Add(entry.FullName)) problems.Add($"{entry.FullName}: it is in the zip twice");
            else if (!listed.TryGetValue(entry.FullName, out JsonElement file)) problems.Add($"{entry.FullName}: the manifest does not name it");
            else if (await Sha256Async(entry, cancellationToken) != file.Text("sha256")) problems.Add($"{entry.FullName}: its bytes are not those of the manifest");
        }

        problems.AddRange(listed.Keys.Except(seen).Select(name => $"{name}: it is missing"));
        if (pack.Entries.Count(e => e.FullName == Manifest) > 1) problems.Add($"{Manifest}: it is in the zip twice");
        return new PackVerification
        {
            Files = listed.Count,
            Solution = manifest.Text("solutionId"),
            ValidAt = manifest.Text("asOf.validAt"),
            KnownAt = manifest.Text("asOf.knownAt"),
            Position = manifest.Text("asOf.position"),
            JournalHash = manifest.Text("journal.hash"),
            ManifestSha256 = manifestSha256,
            EvidenceNotInPack = [.. manifest.Items("evidenceNotInPack").Select(d => $"{d.Text("title")} ({d.Text("sha256")}): {d.Text("why")} on the server")],
            Problems = problems,
        };
    }

    // A damaged file is a finding, not the end of the check.
    private static async Task<string> Sha256Async(ZipArchiveEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using Stream stream = entry.Open();
            byte[] buffer = new byte[ReadBytes];
            while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and int read) hash.AppendData(buffer.AsSpan(0, read));
            return Convert.ToHexStringLower(hash.GetCurrentHash());
        }
        catch (InvalidDataException)
        {
            return "damaged";
        }
    }

    private static Failure NoPack(string path, string reason) => new(ExitCode.Refused, Path.GetFileName(path), reason, "Give the zip that 'composite evidence-pack' wrote, whole.");
}

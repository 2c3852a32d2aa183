using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Composite.Domain;
using Composite.Storage.Evidence;
using Xunit;
using static Composite.Storage.Tests.Evidence.VaultFolderOfTest;

namespace Composite.Storage.Tests.Evidence;

/// <summary>Archives that are out to harm whoever opens them: each refused with the entry, the reason and the remedy, in bounded memory.</summary>
public sealed class ArchiveBombTests : IDisposable
{
    private const int MiB = 1024 * 1024;
    private readonly VaultFolderOfTest _folder = new();

    public static TheoryData<string, byte[], string> Harmful => new()
    {
        { "absolute path", Named("/etc/passwd"), "leads out" },
        { "path upwards", Named("../../evil.txt"), "leads out" },
        { "windows path upwards", Named("a\\..\\..\\evil.txt"), "leads out" },
        { "drive", Named("c:evil.txt"), "leads out" },
        { "control character", Named("a\nb.txt"), "leads out" },
        { "macros", Named("word/vbaProject.bin"), "macros" },
        { "nested twice", Zip(("a.zip", Zip(("b.zip", Zip(("c.txt", Text("c"))))))), "more than once" },
        { "closed archive inside", Zip(("a.gz", [0x1F, 0x8B, 8, 0, 0, 0])), "can't be looked into" },
        { "too many entries", Zip([.. Enumerable.Range(0, 1001).Select(i => ($"{i}.txt", Text("a")))]), "more than 1000 entries" },
        { "too many entries together", Zip([.. Enumerable.Range(0, 3).Select(i => ($"{i}.zip", Zip([.. Enumerable.Range(0, 400).Select(j => ($"{j}.txt", Text("a")))])))]), "more than 1000 entries" },
        { "no entries", [.. "PK\x03\x04"u8, .. new byte[26], .. "PK\x05\x06"u8, .. new byte[18]], "not where it says" },
        { "no directory", [.. "PK\x03\x04"u8, .. new byte[100]], "no directory" },
        { "encrypted", Changed(Zip(("a.txt", Text("secret"))), directoryOffset: 8, value: 1, localOffset: 6), "encrypted" },
        { "another method", Changed(Zip(("a.txt", Text("secret"))), directoryOffset: 10, value: 14, localOffset: 8), "can't be looked into" },
        { "larger than it says", Changed(Zip(("a.txt", Text(new string('a', 5000) + "xyz"))), directoryOffset: 24, value: 10), "larger than the archive says" },
        { "smaller than it says", Changed(Zip(("a.txt", Text("abc"))), directoryOffset: 24, value: 4000), "another size" },
        { "local header of another entry", Changed(Zip(("a.txt", Text("abc"))), directoryOffset: 46, value: 'z' | ('.' << 8)), "not what its directory says" },
        { "overlapping", Overlapping(), "overlap" },
        { "damaged data", Damaged(), "damaged" },
    };

    [Theory]
    [MemberData(nameof(Harmful))]
    public async Task Put_HarmfulArchive_IsRefusedWithReasonAndRemedy(string what, byte[] archive, string reason)
    {
        using FolderEvidenceVault vault = _folder.Open();
        Problem problem = await RefusedAsync(vault, archive);
        Assert.Equal((what, "unsafe-archive"), (what, problem.Code));
        Assert.Contains(reason, problem.Reason, StringComparison.Ordinal);
        Assert.NotEmpty(problem.Remedy);
        Assert.Equal(0, vault.TotalBytes);
    }

    [Fact]
    public async Task Put_Bombs_AreRefusedInBoundedMemoryAndTime()
    {
        (string Name, byte[] Bytes)[] bombs =
        [
            ("a gibibyte of zeros", Bomb(1024 * MiB)),
            ("many of them", Zip([.. Enumerable.Range(0, 50).Select(i => ($"{i}.bin", new byte[MiB]))])),
            ("nested, as 42.zip", Nested(levels: 5, width: 16)),
            ("a lying gibibyte", Changed(Bomb(1024 * MiB), directoryOffset: 24, value: 1000)),
        ];
        using FolderEvidenceVault vault = _folder.Open(_folder.Options with { MaxDocumentBytes = 25 * MiB });
        foreach ((string name, byte[] bytes) in bombs)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            long begun = Stopwatch.GetTimestamp();
            Problem problem = await RefusedAsync(vault, bytes);
            Assert.Equal((name, "unsafe-archive"), (name, problem.Code));
            Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 64 * MiB);
            Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, TimeSpan.FromSeconds(20));
        }

        Assert.Empty(_folder.Incoming);
    }

    [Fact]
    public async Task Put_ArchiveAtTheBounds_IsKept()
    {
        using FolderEvidenceVault vault = _folder.Open();
        byte[] incompressible = new byte[MaxDocumentBytes / 4];
        new Random(1).NextBytes(incompressible);
        await KeepAsync(vault, Zip([.. Enumerable.Range(0, 1000).Select(i => ($"{i}.txt", Text("a")))]));
        await KeepAsync(vault, Zip(("inner.zip", Zip(("a.bin", incompressible))), ("b.docx", Zip(("[Content_Types].xml", Text("<Types/>"))))));
        await KeepAsync(vault, Zip(("folder/", []), ("folder/zeros.bin", new byte[60_000])));
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] Named(string name) => Zip((name, Text("a")));

    // Zeros, deflated by the piece, so that the test itself stays small.
    private static byte[] Bomb(long size)
    {
        using MemoryStream bytes = new();
        using (ZipArchive archive = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream entry = archive.CreateEntry("zeros.bin", CompressionLevel.Optimal).Open();
            byte[] piece = new byte[MiB];
            for (long written = 0; written < size; written += piece.Length) entry.Write(piece);
        }

        return bytes.ToArray();
    }

    private static byte[] Nested(int levels, int width)
    {
        byte[] inner = Bomb(64 * MiB);
        for (int level = 0; level < levels; level++)
        {
            byte[] content = inner;
            inner = Zip([.. Enumerable.Range(0, width).Select(i => ($"lib {i}.zip", content))]);
        }

        return inner;
    }

    /// <summary>Writes a value into the first entry of the directory, and into its local header where an offset is given.</summary>
    private static byte[] Changed(byte[] archive, int directoryOffset, int value, int? localOffset = null)
    {
        int directory = BinaryPrimitives.ReadInt32LittleEndian(archive.AsSpan(archive.Length - 22 + 16));
        bool isSize = directoryOffset is 20 or 24;
        if (isSize) BinaryPrimitives.WriteInt32LittleEndian(archive.AsSpan(directory + directoryOffset), value);
        else BinaryPrimitives.WriteUInt16LittleEndian(archive.AsSpan(directory + directoryOffset), (ushort)value);
        if (localOffset is { } local) BinaryPrimitives.WriteUInt16LittleEndian(archive.AsSpan(local), (ushort)value);
        return archive;
    }

    // Two entries of the directory that share their data, as the bombs that need no nesting do.
    private static byte[] Overlapping()
    {
        byte[] archive = Zip(("a.txt", Text("abc")), ("a.txt", Text("abc")));
        int directory = BinaryPrimitives.ReadInt32LittleEndian(archive.AsSpan(archive.Length - 22 + 16));
        int second = directory + 46 + Encoding.UTF8.GetByteCount("a.txt");
        BinaryPrimitives.WriteInt32LittleEndian(archive.AsSpan(second + 42), 0);
        return archive;
    }

    private static byte[] Damaged()
    {
        byte[] archive = Zip(("a.txt", Text(new string('a', 3000) + new string('b', 3000))));
        archive.AsSpan(35, 6).Fill(0xFF);
        return archive;
    }
}

using System.Buffers.Binary;
using System.Text;

namespace Composite.Storage.Evidence;

/// <summary>An entry of an archive, as its directory declares it.</summary>
internal sealed record ZipEntry
{
    public required string Name { get; init; }

    /// <summary>0 stored, 8 deflated.</summary>
    public required int Method { get; init; }

    public required bool Encrypted { get; init; }

    /// <summary>True for a symbolic link.</summary>
    public required bool Link { get; init; }

    public required long CompressedBytes { get; init; }

    public required long DeclaredBytes { get; init; }

    /// <summary>Where its local header begins.</summary>
    public required long Offset { get; init; }

    /// <summary>Where its data begins; set once the local header was read.</summary>
    public long DataOffset { get; init; }
}

/// <summary>
/// Reads an archive's directory (APPNOTE 6.3) strictly and in bounded memory: one disk, no ZIP64, every byte where it belongs, and local
/// headers that say what the directory says. An archive on which two programs may disagree is none that anybody should rely on.
/// </summary>
internal static class ZipDirectory
{
    public const int MaxEntries = 1000;
    private const int MaxDirectoryBytes = 4 * 1024 * 1024;
    private const int EndBytes = 22;
    private const int MaxCommentBytes = ushort.MaxValue;
    private const int HeaderBytes = 46;
    private const int LocalHeaderBytes = 30;
    private const int UnixLink = 0xA000;
    private const int UnixKind = 0xF000;

    /// <summary>The entries in the order of their data, or why they can't be read; exactly one is null.</summary>
    public static (IReadOnlyList<ZipEntry>? Entries, string? Defect) Read(Stream archive)
    {
        byte[] tail = new byte[(int)Math.Min(archive.Length, EndBytes + MaxCommentBytes)];
        ReadAt(archive, archive.Length - tail.Length, tail);
        int end = EndOf(tail);
        if (end < 0) return (null, "It has no directory.");
        ReadOnlySpan<byte> record = tail.AsSpan(end);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(record[10..]);
        long size = BinaryPrimitives.ReadUInt32LittleEndian(record[12..]);
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(record[16..]);
        if (count > MaxEntries) return (null, $"It has more than {MaxEntries} entries.");
        if (BinaryPrimitives.ReadUInt32LittleEndian(record[4..]) != 0 || BinaryPrimitives.ReadUInt16LittleEndian(record[8..]) != count) return (null, "It is one of several parts.");
        if (offset + size != archive.Length - tail.Length + end || size > MaxDirectoryBytes) return (null, "Its directory is not where it says, or is ZIP64.");
        byte[] directory = new byte[size];
        ReadAt(archive, offset, directory);
        return ReadEntries(archive, directory, count, offset);
    }

    // The record whose comment ends with the file.
    private static int EndOf(ReadOnlySpan<byte> tail)
    {
        for (int i = tail.Length - EndBytes; i >= 0; i--)
        {
            if (tail[i..].StartsWith("PK\x05\x06"u8) && i + EndBytes + BinaryPrimitives.ReadUInt16LittleEndian(tail[(i + 20)..]) == tail.Length) return i;
        }

        return -1;
    }

    private static (IReadOnlyList<ZipEntry>? Entries, string? Defect) ReadEntries(Stream archive, ReadOnlySpan<byte> directory, int count, long directoryOffset)
    {
        List<ZipEntry> entries = [];
        while (entries.Count < count)
        {
            if (directory.Length < HeaderBytes || !directory.StartsWith("PK\x01\x02"u8)) return (null, "Its directory is damaged.");
            int name = BinaryPrimitives.ReadUInt16LittleEndian(directory[28..]);
            int rest = BinaryPrimitives.ReadUInt16LittleEndian(directory[30..]) + BinaryPrimitives.ReadUInt16LittleEndian(directory[32..]);
            if (directory.Length < HeaderBytes + name + rest) return (null, "Its directory is damaged.");
            entries.Add(Entry(directory, directory.Slice(HeaderBytes, name)));
            directory = directory[(HeaderBytes + name + rest)..];
        }

        if (directory.Length > 0) return (null, "Its directory has more entries than it says.");
        return Locate(archive, [.. entries.OrderBy(e => e.Offset)], directoryOffset);
    }

    private static ZipEntry Entry(ReadOnlySpan<byte> header, ReadOnlySpan<byte> name) => new()
    {
        Name = Encoding.Latin1.GetString(name),
        Method = BinaryPrimitives.ReadUInt16LittleEndian(header[10..]),
        Encrypted = IsEncrypted(BinaryPrimitives.ReadUInt16LittleEndian(header[8..])),
        Link = (BinaryPrimitives.ReadUInt32LittleEndian(header[38..]) >> 16 & UnixKind) == UnixLink,
        CompressedBytes = BinaryPrimitives.ReadUInt32LittleEndian(header[20..]),
        DeclaredBytes = BinaryPrimitives.ReadUInt32LittleEndian(header[24..]),
        Offset = BinaryPrimitives.ReadUInt32LittleEndian(header[42..]),
    };

    // Bit 0: encrypted; bit 6: strongly; bit 13: so that even the directory is masked.
    private static bool IsEncrypted(int flags) => (flags & ((1 << 0) | (1 << 6) | (1 << 13))) != 0;

    // Entries must follow each other: bombs whose entries share data overlap.
    private static (IReadOnlyList<ZipEntry>? Entries, string? Defect) Locate(Stream archive, ZipEntry[] entries, long directoryOffset)
    {
        byte[] header = new byte[LocalHeaderBytes];
        long free = 0;
        for (int i = 0; i < entries.Length; i++)
        {
            ZipEntry entry = entries[i];
            if (entry.Offset < free || entry.Offset + LocalHeaderBytes > directoryOffset) return (null, "Its entries overlap, or lie outside.");
            ReadAt(archive, entry.Offset, header);
            int nameBytes = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(26));
            long data = entry.Offset + LocalHeaderBytes + nameBytes + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(28));
            if (data + entry.CompressedBytes > directoryOffset) return (null, "Its entries overlap, or lie outside.");
            byte[] name = new byte[nameBytes];
            ReadAt(archive, entry.Offset + LocalHeaderBytes, name);
            if (!header.AsSpan().StartsWith("PK\x03\x04"u8) || Encoding.Latin1.GetString(name) != entry.Name || BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(8)) != entry.Method
                || IsEncrypted(BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(6))) != entry.Encrypted) return (null, "Its entries are not what its directory says.");
            entries[i] = entry with { DataOffset = data };
            free = data + entry.CompressedBytes;
        }

        return (entries, null);
    }

    private static void ReadAt(Stream archive, long offset, byte[] into)
    {
        archive.Position = offset;
        archive.ReadExactly(into);
    }
}

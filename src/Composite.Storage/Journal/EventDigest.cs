using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Composite.Storage;

/// <summary>The canonical bytes of an event, and their SHA-256: each event's hash covers the previous event's hash and all of its own content.</summary>
/// <remarks>
/// The encoding: the previous hash (32 bytes, zeros before the first event); position, version and recording time in UTC ticks
/// (8 bytes each, big-endian); then stream, type, subject, actor and payload, each as a 4-byte big-endian length and its bytes.
/// A missing subject has length -1. Every part has a length, so no two different events have the same bytes.
/// The buffer is used again and again: one thread at a time.
/// </remarks>
internal sealed class EventDigest : IDisposable
{
    public const int HashBytes = SHA256.HashSizeInBytes;

    // One for all events: to begin it anew is cheaper than to make another.
    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _buffer = new byte[4096];
    private int _length;

    /// <summary>The bytes of a part that was added since <see cref="Start"/>.</summary>
    public ReadOnlySpan<byte> this[Range part] => _buffer.AsSpan(part);

    public void Start(ReadOnlySpan<byte> previousHash, long position, long version, long recordedAtTicks)
    {
        previousHash.CopyTo(_buffer);
        BinaryPrimitives.WriteInt64BigEndian(_buffer.AsSpan(HashBytes), position);
        BinaryPrimitives.WriteInt64BigEndian(_buffer.AsSpan(HashBytes + sizeof(long)), version);
        BinaryPrimitives.WriteInt64BigEndian(_buffer.AsSpan(HashBytes + (2 * sizeof(long))), recordedAtTicks);
        _length = HashBytes + (3 * sizeof(long));
    }

    /// <summary>Adds a text and says where its UTF-8 stands.</summary>
    public Range Add(string text)
    {
        MakeRoom(Encoding.UTF8.GetMaxByteCount(text.Length));
        var start = _length + sizeof(int);
        var written = Encoding.UTF8.GetBytes(text, _buffer.AsSpan(start));
        return Close(start, written);
    }

    /// <summary>Adds bytes and says where they stand.</summary>
    public Range Add(ReadOnlySpan<byte> bytes)
    {
        MakeRoom(bytes.Length);
        var start = _length + sizeof(int);
        bytes.CopyTo(_buffer.AsSpan(start));
        return Close(start, bytes.Length);
    }

    public void AddAbsent()
    {
        MakeRoom(0);
        BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(_length), -1);
        _length += sizeof(int);
    }

    public void Finish(Span<byte> hash)
    {
        _sha256.AppendData(_buffer.AsSpan(0, _length));
        _sha256.GetHashAndReset(hash);
    }

    public void Dispose() => _sha256.Dispose();

    private Range Close(int start, int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(start - sizeof(int)), length);
        _length = start + length;
        return start.._length;
    }

    private void MakeRoom(int bytes)
    {
        var needed = _length + sizeof(int) + bytes;
        if (needed > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(needed, 2 * _buffer.Length));
        }
    }
}

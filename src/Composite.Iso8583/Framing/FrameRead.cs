namespace Composite.Iso8583.Framing;

/// <summary>How a read of a frame ended.</summary>
public enum FrameStatus
{
    /// <summary>A whole frame. An empty payload is a keep-alive of some hosts.</summary>
    Frame,

    /// <summary>The other side closed between two frames.</summary>
    End,

    /// <summary>The length is not a number, or is less than what it must count. The stream cannot be followed any further.</summary>
    BadLength,

    /// <summary>The message is longer than the bound. The stream cannot be followed any further.</summary>
    TooLong,

    /// <summary>The other side closed within a frame.</summary>
    Truncated,
}

/// <summary>What a read gave. After anything but <see cref="FrameStatus.Frame"/> the connection is to be closed.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Header">The fixed header's bytes; valid until the next read.</param>
/// <param name="Payload">The message's bytes; valid until the next read.</param>
/// <param name="DeclaredBytes">What the length said, for a refusal; -1 when it was no number.</param>
public readonly record struct FrameRead(FrameStatus Status, ReadOnlyMemory<byte> Header, ReadOnlyMemory<byte> Payload, int DeclaredBytes);

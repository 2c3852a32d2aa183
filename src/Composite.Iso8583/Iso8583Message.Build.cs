using System.Runtime.CompilerServices;
using Composite.Iso8583.Encoding;
using Composite.Iso8583.Fields;
using Composite.Iso8583.Masking;
using Composite.Iso8583.Tlv;

namespace Composite.Iso8583;

// Setting fields. Every stored value is valid; what is not becomes the refusal.
public sealed partial class Iso8583Message
{
    private const int MaxNumberDigits = 18;
    private const ulong MaxNumber = 999_999_999_999_999_999;

    /// <summary>Sets a field's content: ASCII characters, or bytes for kind B. A short value of a padded field is padded.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The spec lacks this field.</exception>
    public Iso8583Message Set(int field, ReadOnlySpan<byte> content)
    {
        FieldCodec codec = Codec(field);
        if (!Accepts(field, codec, content.Length))
            return this;
        if (!codec.Characters.Allows(content, content.Length))
            return RefuseCharacter(field, codec, codec.Characters.FirstInvalid(content));
        if (codec.IsTlv && TlvCheck.Find(content) is { } fault)
            return RefuseTlv(field, fault, content);
        Span<byte> slot = Store(field, codec, content.Length);
        bool hasLetterSeparator = codec.IsPackedTrack && content.Contains((byte)'D');
        content.CopyTo(Unpadded(slot, codec, content.Length));
        Complete(slot, codec, content.Length, hasLetterSeparator);
        return this;
    }

    /// <summary>Sets a text field. A short value of a padded field is padded.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The spec lacks this field.</exception>
    public Iso8583Message Set(int field, ReadOnlySpan<char> text)
    {
        FieldCodec codec = Codec(field);
        if (codec.Kind == FieldKind.B)
            return Refuse(field, ErrorReason.BadCharacter, 0, "holds bytes, not text");
        if (!Accepts(field, codec, text.Length))
            return this;
        Span<byte> slot = Store(field, codec, text.Length);
        if (!codec.Characters.TryNarrow(text, Unpadded(slot, codec, text.Length)))
            return RefuseCharacter(field, codec, codec.Characters.FirstInvalid(text));
        Complete(slot, codec, text.Length, codec.IsPackedTrack && text.Contains('D'));
        return this;
    }

    /// <summary>Sets a field of digits (kind N) to a number, 0 to 999,999,999,999,999,999. Amounts are in minor units.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The spec lacks this field.</exception>
    public Iso8583Message Set(int field, long number)
    {
        FieldCodec codec = Codec(field);
        if (codec.Kind != FieldKind.N || (ulong)number > MaxNumber)
            return Refuse(field, ErrorReason.OutOfRange, 0, "cannot hold this number");
        int digits = Math.Max(CountDigits((ulong)number), codec.MinLength);
        if (Accepts(field, codec, digits))
            Digits.WriteAscii(Store(field, codec, digits), (ulong)number);
        return this;
    }

    /// <summary>Takes a field out; nothing happens when it is absent.</summary>
    public Iso8583Message Remove(int field)
    {
        if (Has(field))
            Unmark(field);
        return this;
    }

    private static int CountDigits(ulong number)
    {
        int digits = 1;
        for (; number >= 10; number /= 10)
            digits++;
        return digits;
    }

    private FieldCodec Codec(int field) =>
        (uint)field <= 128 && _codecs[field] is { } codec ? codec : throw UnknownField(field);

    private ArgumentOutOfRangeException UnknownField(int field) => new(nameof(field), field, $"{Spec.Name} has no such field.");

    private bool Accepts(int field, FieldCodec codec, int length)
    {
        if (length > codec.MaxLength || length < codec.MinValueLength)
            return RefuseLength(field, codec, length, fits: false);
        return TryReserve(field, codec.IsFixed ? codec.MaxLength : length) || RefuseLength(field, codec, length, fits: true);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool RefuseLength(int field, FieldCodec codec, int length, bool fits)
    {
        if (fits)
            Refuse(field, ErrorReason.MessageTooLong, 0, $"makes the message longer than {Spec.MaxMessageBytes} bytes");
        else if (length > codec.MaxLength)
            Refuse(field, ErrorReason.TooLong, 0, $"has {length}, more than {codec.MaxLength}");
        else
            Refuse(field, ErrorReason.TooShort, 0, $"has {length}, fewer than {codec.MinLength}");
        return false;
    }

    /// <summary>Finds the field's place and marks it as present. <see cref="Accepts"/> has made room.</summary>
    private Span<byte> Store(int field, FieldCodec codec, int length)
    {
        int total = codec.IsFixed ? codec.MaxLength : length;
        int offset = _used;
        if (IsPresent(field) && _slots[field].Length >= total)
            offset = _slots[field].Offset;
        else
            _used += total;
        _slots[field] = new Slot(offset, total);
        Mark(field);
        return _content.AsSpan(offset, total);
    }

    private static Span<byte> Unpadded(Span<byte> slot, FieldCodec codec, int length) =>
        codec.Kind == FieldKind.N ? slot[(slot.Length - length)..] : slot[..length];

    // Pads, and gives a track its separator. After the value is in place: the value may come from the very bytes that the padding overwrites.
    private static void Complete(Span<byte> slot, FieldCodec codec, int length, bool hasLetterSeparator)
    {
        if (hasLetterSeparator)
            slot.Replace((byte)'D', (byte)'=');
        if (length == slot.Length)
            return;
        if (codec.Kind == FieldKind.N)
            slot[..(slot.Length - length)].Fill((byte)'0');
        else
            slot[length..].Fill((byte)' ');
    }

    /// <summary>Makes room at the end. A message that grew by replacing values is put together anew before it is refused.</summary>
    private bool TryReserve(int field, int length) => length <= _content.Length - Bcd.Room - _used || TryMakeRoom(field, length);

    private bool TryMakeRoom(int field, int length)
    {
        Unmark(field);
        if (LiveBytes() + length > MaxContentBytes)
            return false;
        Rebuild(Math.Min(Math.Max(_content.Length * 2, _used + length), MaxContentBytes));
        return true;
    }

    // Content may be up to twice as long as its bytes on the wire (packed digits), and never more.
    private int MaxContentBytes => Spec.MaxMessageBytes * 2;

    private int LiveBytes()
    {
        int live = 0;
        foreach (int field in Present)
            live += _slots[field].Length;
        return live;
    }

    private void Rebuild(int capacity)
    {
        byte[] fresh = new byte[capacity + Bcd.Room];
        int used = 0;
        foreach (int field in Present)
        {
            ReadOnlySpan<byte> content = Content(field);
            content.CopyTo(fresh.AsSpan(used));
            _slots[field] = new Slot(used, content.Length);
            used += content.Length;
        }

        _content = fresh;
        _used = used;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Iso8583Message Refuse(int field, ErrorReason reason, int at, string detail)
    {
        Refusal ??= new Iso8583Error(reason, $"DE{field}", at, detail, string.Empty);
        return this;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Iso8583Message RefuseCharacter(int field, FieldCodec codec, int at)
    {
        Unmark(field);
        return Refuse(field, ErrorReason.BadCharacter, at, $"has a character at position {at} that {codec.Kind} does not allow");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Iso8583Message RefuseTlv(int field, TlvFault fault, ReadOnlySpan<byte> content)
    {
        Refusal ??= TlvError(field, fault, 0, content);
        return this;
    }

    private static Iso8583Error TlvError(int field, TlvFault fault, int offset, ReadOnlySpan<byte> content) => new(
        fault.Reason,
        fault.Path.Length == 0 ? $"DE{field}" : $"DE{field}/{fault.Path}",
        offset + fault.Offset,
        fault.Detail,
        ByteShape.Of(content[fault.Offset..]));
}

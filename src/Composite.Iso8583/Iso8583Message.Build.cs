using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using Composite.Iso8583.Encoding;
using Composite.Iso8583.Fields;
using Composite.Iso8583.Masking;
using Composite.Iso8583.Tlv;

namespace Composite.Iso8583;

// Setting fields. Every stored value is valid; what is not becomes the refusal.
public sealed partial class Iso8583Message
{
    private const int MaxNumberDigits = 18;

    /// <summary>Sets a field's content: ASCII characters, or bytes for kind B. A short value of a padded field is padded.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The spec lacks this field.</exception>
    public Iso8583Message Set(int field, ReadOnlySpan<byte> content)
    {
        FieldCodec codec = Codec(field);
        if (!Accepts(field, codec, content.Length))
            return this;
        Span<byte> slot = Store(field, codec, content.Length);
        content.CopyTo(Unpadded(slot, codec, content.Length));
        Pad(slot, codec, content.Length);
        Check(field, codec, slot);
        return this;
    }

    /// <summary>Sets a text field. A short value of a padded field is padded.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The spec lacks this field.</exception>
    public Iso8583Message Set(int field, ReadOnlySpan<char> text)
    {
        FieldCodec codec = Codec(field);
        if (codec.Kind == FieldKind.B)
            return Refuse(field, ErrorReason.BadCharacter, 0, "holds bytes, not text", default);
        if (!Accepts(field, codec, text.Length))
            return this;
        Span<byte> slot = Store(field, codec, text.Length);
        if (Ascii.FromUtf16(text, Unpadded(slot, codec, text.Length), out int written) != OperationStatus.Done)
        {
            _present = _present.Without(field);
            return Refuse(field, ErrorReason.BadCharacter, written, $"has a character outside ASCII at position {written}", default);
        }

        Pad(slot, codec, text.Length);
        Check(field, codec, slot);
        return this;
    }

    /// <summary>Sets a field of digits (kind N) to a number, 0 to 999,999,999,999,999,999. Amounts are in minor units.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The spec lacks this field.</exception>
    public Iso8583Message Set(int field, long number)
    {
        FieldCodec codec = Codec(field);
        int digits = number < 0 ? 0 : CountDigits((ulong)number);
        if (codec.Kind != FieldKind.N || number < 0 || digits > MaxNumberDigits)
            return Refuse(field, ErrorReason.OutOfRange, 0, "cannot hold this number", default);
        digits = Math.Max(digits, codec.MinLength);
        if (!Accepts(field, codec, digits))
            return this;
        Span<byte> value = Store(field, codec, digits);
        for (int i = value.Length - 1; i >= 0; i--)
        {
            (number, long digit) = Math.DivRem(number, 10);
            value[i] = (byte)('0' + digit);
        }

        return this;
    }

    /// <summary>Takes a field out; nothing happens when it is absent.</summary>
    public Iso8583Message Remove(int field)
    {
        if (Has(field))
            _present = _present.Without(field);
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
        if (length > codec.MaxLength)
            Refuse(field, ErrorReason.TooLong, 0, $"has {length}, more than {codec.MaxLength}", default);
        else if (length < codec.MinLength && codec.Spec.Padding == FieldPadding.None)
            Refuse(field, ErrorReason.TooShort, 0, $"has {length}, fewer than {codec.MinLength}", default);
        else if (!TryReserve(field, codec.IsFixed ? codec.MaxLength : length))
            Refuse(field, ErrorReason.MessageTooLong, 0, $"makes the message longer than {Spec.MaxMessageBytes} bytes", default);
        else
            return true;
        return false;
    }

    /// <summary>Finds the field's place and marks it as present. <see cref="Accepts"/> has made room.</summary>
    private Span<byte> Store(int field, FieldCodec codec, int length)
    {
        int total = codec.IsFixed ? codec.MaxLength : length;
        int offset = _used;
        if (_present.Contains(field) && _slots[field].Length >= total)
            offset = _slots[field].Offset;
        else
            _used += total;
        _slots[field] = new Slot(offset, total);
        _present = _present.With(field);
        return _content.AsSpan(offset, total);
    }

    private static Span<byte> Unpadded(Span<byte> slot, FieldCodec codec, int length) =>
        codec.Kind == FieldKind.N ? slot[(slot.Length - length)..] : slot[..length];

    // After the value is in place: the value may come from the very bytes that the padding overwrites.
    private static void Pad(Span<byte> slot, FieldCodec codec, int length)
    {
        if (length == slot.Length)
            return;
        if (codec.Kind == FieldKind.N)
            slot[..(slot.Length - length)].Fill((byte)'0');
        else
            slot[length..].Fill((byte)' ');
    }

    private void Check(int field, FieldCodec codec, ReadOnlySpan<byte> content)
    {
        int invalid = Charset.FirstInvalid(codec.Kind, content);
        if (invalid >= 0)
        {
            _present = _present.Without(field);
            Refuse(field, ErrorReason.BadCharacter, invalid, $"has a character at position {invalid} that {codec.Kind} does not allow", content);
        }
        else if (codec.IsTlv && TlvCheck.Find(content) is { } fault)
        {
            _present = _present.Without(field);
            Refusal ??= TlvError(field, fault, 0, content);
        }
    }

    /// <summary>Makes room at the end. A message that grew by replacing values is put together anew before it is refused.</summary>
    private bool TryReserve(int field, int length)
    {
        if (length <= _content.Length - _used)
            return true;
        _present = _present.Without(field);
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
        foreach (int field in _present)
            live += _slots[field].Length;
        return live;
    }

    private void Rebuild(int capacity)
    {
        byte[] fresh = new byte[capacity];
        int used = 0;
        foreach (int field in _present)
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
    private Iso8583Message Refuse(int field, ErrorReason reason, int at, string detail, ReadOnlySpan<byte> content)
    {
        Refusal ??= new Iso8583Error(reason, $"DE{field}", at, detail, content.IsEmpty ? string.Empty : ByteShape.Of(content[at..]));
        return this;
    }

    private static Iso8583Error TlvError(int field, TlvFault fault, int offset, ReadOnlySpan<byte> content) => new(
        fault.Reason,
        fault.Path.Length == 0 ? $"DE{field}" : $"DE{field}/{fault.Path}",
        offset + fault.Offset,
        fault.Detail,
        ByteShape.Of(content[fault.Offset..]));
}

using Composite.Iso8583.Encoding;
using Composite.Iso8583.Fields;
using Composite.Iso8583.Specs;

namespace Composite.Iso8583;

/// <summary>One message, to be built or parsed, and then used again. Not safe for use by two threads at a time.</summary>
/// <remarks>
/// <para>It owns its bytes: after <see cref="TryParse"/> the received buffer may be reused. Once warm, neither building nor parsing allocates.</para>
/// <para>
/// What it holds is always valid. A value that its field does not allow is not stored: the first such refusal is kept in
/// <see cref="Refusal"/> and makes <see cref="TryWrite(Span{byte}, out int, out Iso8583Error?)"/> fail, so that a chain of <c>Set</c> needs one check at its end.
/// </para>
/// </remarks>
public sealed partial class Iso8583Message
{
    private const int InitialBytes = 1024;

    private readonly FieldCodec?[] _codecs;
    private readonly Slot[] _slots = new Slot[129];
    private ulong _primary;
    private ulong _secondary;

    // Behind the content there are always Bcd.Room bytes more.
    private byte[] _content = new byte[InitialBytes];
    private int _used;

    public Iso8583Message(Iso8583Spec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        Spec = spec;
        _codecs = spec.Codecs;
    }

    public Iso8583Spec Spec { get; }

    /// <summary>The type; <c>default</c> in a cleared message.</summary>
    public Mti Mti { get; private set; }

    /// <summary>The fields that the message carries, without the bitmaps' own.</summary>
    public FieldSet Present => new(_primary, _secondary);

    /// <summary>The first value that a <c>Set</c> refused since the message was begun; null when none was.</summary>
    public Iso8583Error? Refusal { get; private set; }

    /// <summary>Starts a new message of a type, dropping what was here.</summary>
    public Iso8583Message Begin(Mti mti)
    {
        Clear();
        Mti = mti;
        return this;
    }

    /// <summary>Drops all fields, the type and the refusal.</summary>
    public void Clear()
    {
        Mti = default;
        _primary = 0;
        _secondary = 0;
        _used = 0;
        Refusal = null;
    }

    /// <summary>As <see cref="Clear"/>, and overwrites the bytes: for messages that go back to a pool.</summary>
    public void Wipe()
    {
        Clear();
        Array.Clear(_content);
    }

    public bool Has(int field) => field is >= 2 and <= 128 && IsPresent(field);

    /// <summary>The field's content: characters as ASCII (unpacked, with a fixed field's padding) or bytes. Empty when absent. Valid until the message changes.</summary>
    public ReadOnlySpan<byte> Get(int field) => Has(field) ? Content(field) : default;

    /// <summary>As <see cref="Get"/>, telling an absent field from an empty one.</summary>
    public bool TryGet(int field, out ReadOnlySpan<byte> content)
    {
        content = Get(field);
        return Has(field);
    }

    /// <summary>The number in a field of digits; false when absent, not kind N, or more than 18 digits.</summary>
    public bool TryGetNumber(int field, out long number)
    {
        number = 0;
        if (!Has(field) || _codecs[field]!.Kind != FieldKind.N)
            return false;
        ReadOnlySpan<byte> digits = Content(field).TrimStart((byte)'0');
        if (digits.Length > MaxNumberDigits)
            return false;
        foreach (byte digit in digits)
            number = (number * 10) + digit - '0';
        return true;
    }

    /// <summary>The field as text, without a fixed text field's trailing blanks; bytes as hexadecimal; null when absent.</summary>
    public string? GetText(int field)
    {
        if (!Has(field))
            return null;
        FieldSpec spec = _codecs[field]!.Spec;
        ReadOnlySpan<byte> content = Content(field);
        if (spec.Kind == FieldKind.B)
            return Convert.ToHexString(content);
        return System.Text.Encoding.ASCII.GetString(spec.Padding == FieldPadding.TrailingSpaces ? content.TrimEnd((byte)' ') : content);
    }

    private ReadOnlySpan<byte> Content(int field)
    {
        Slot slot = _slots[field];
        return _content.AsSpan(slot.Offset, slot.Length);
    }

    private bool IsPresent(int field) => ((field <= 64 ? _primary : _secondary) & Bit(field)) != 0;

    private void Mark(int field)
    {
        if (field <= 64)
            _primary |= Bit(field);
        else
            _secondary |= Bit(field);
    }

    private void Unmark(int field)
    {
        if (field <= 64)
            _primary &= ~Bit(field);
        else
            _secondary &= ~Bit(field);
    }

    // Field 1 and field 65 are the highest bits of their bitmaps.
    private static ulong Bit(int field) => 1UL << ((64 - field) & 63);

    private readonly record struct Slot(int Offset, int Length);
}

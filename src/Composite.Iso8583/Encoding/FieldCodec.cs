using System.Buffers;
using System.Runtime.CompilerServices;
using Composite.Iso8583.Fields;

namespace Composite.Iso8583.Encoding;

/// <summary>A field's spec, unfolded into what reading and writing need at every message.</summary>
internal sealed class FieldCodec
{
    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789ABCDEFabcdef"u8);

    private readonly FieldEncoding _encoding;
    private readonly DigitEncoding _lengthEncoding;
    private readonly BcdAlignment _alignment;
    private readonly bool _countsHexDigits;

    // A body's bytes are the content's length, doubled (hexadecimal digits) or halved and rounded up (packed digits).
    private readonly int _doublings;
    private readonly int _halvings;

    public FieldCodec(FieldSpec spec)
    {
        Spec = spec;
        Kind = spec.Kind;
        IsFixed = spec.Form == LengthForm.Fixed;
        MaxLength = spec.MaxLength;
        MinLength = IsFixed ? spec.MaxLength : spec.MinLength;
        MinValueLength = spec.Padding == FieldPadding.None ? MinLength : 0;
        IsTlv = spec.Content == FieldContent.BerTlv;
        IsVerbatim = spec.Encoding is FieldEncoding.Ascii or FieldEncoding.Binary;
        IsPackedTrack = spec.Kind == FieldKind.Z && spec.Encoding == FieldEncoding.Bcd;
        _encoding = spec.Encoding;
        _lengthEncoding = spec.LengthEncoding;
        _alignment = spec.Alignment;
        _countsHexDigits = spec.LengthUnit == LengthUnit.HexDigits;
        _doublings = spec.Encoding == FieldEncoding.HexAscii ? 1 : 0;
        _halvings = spec.Encoding == FieldEncoding.Bcd ? 1 : 0;
        Characters = CharacterSet.Of(spec.Kind);
        PrefixBytes = IsFixed ? 0 : Digits.EncodedLength((int)spec.Form, spec.LengthEncoding);
    }

    public FieldSpec Spec { get; }

    public FieldKind Kind { get; }

    public bool IsFixed { get; }

    public bool IsTlv { get; }

    /// <summary>True when the wire carries the content's bytes as they are.</summary>
    public bool IsVerbatim { get; }

    /// <summary>True when a separator <c>D</c> is kept as <c>=</c>, for which the half-byte D stands.</summary>
    public bool IsPackedTrack { get; }

    public CharacterSet Characters { get; }

    /// <summary>Bytes of the length prefix; 0 for a fixed field.</summary>
    public int PrefixBytes { get; }

    public int MinLength { get; }

    public int MaxLength { get; }

    /// <summary>Fewest characters or bytes that a value may have before it is padded.</summary>
    public int MinValueLength { get; }

    /// <summary>Bytes on the wire for content of this length, without the prefix.</summary>
    public int BodyLength(int contentLength) => ((contentLength << _doublings) + _halvings) >> _halvings;

    /// <summary>Bytes on the wire for content of this length, prefix included.</summary>
    public int EncodedLength(int contentLength) => PrefixBytes + BodyLength(contentLength);

    /// <summary>The content's length by the prefix of the variable field that starts at the first byte; -1 when <see cref="FindFault"/> has an objection.</summary>
    public int Measure(ReadOnlySpan<byte> rest)
    {
        int declared = rest.Length < PrefixBytes ? -1 : Digits.Read(rest[..PrefixBytes], _lengthEncoding);
        if (_countsHexDigits)
            declared = (declared & 1) != 0 ? -1 : declared >> 1;
        return (uint)(declared - MinLength) <= (uint)(MaxLength - MinLength) ? declared : -1;
    }

    /// <summary>Decodes a measured body that is not <see cref="IsVerbatim"/>.</summary>
    /// <param name="body">The body, and <see cref="Bcd.Room"/> bytes behind it.</param>
    /// <param name="content">To be filled, with <see cref="Bcd.Room"/> bytes behind.</param>
    /// <param name="length">The content's length.</param>
    /// <returns>Where the content starts in <paramref name="content"/>; negative when <see cref="FindFault"/> has an objection.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Decode(ReadOnlySpan<byte> body, Span<byte> content, int length)
    {
        return _encoding == FieldEncoding.Bcd
            ? Bcd.Unpack(body, content, length, Kind, _alignment)
            : DecodeHex(body[..BodyLength(length)], content);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int DecodeHex(ReadOnlySpan<byte> body, Span<byte> content) =>
        Convert.FromHexString(body, content, out _, out _) == OperationStatus.Done ? 0 : -1;

    /// <summary>Writes prefix and body of checked content.</summary>
    /// <param name="content">The content, and <see cref="Bcd.Room"/> bytes behind it.</param>
    /// <param name="length">The content's length.</param>
    /// <param name="destination">Exactly <see cref="EncodedLength"/> bytes.</param>
    public void Encode(ReadOnlySpan<byte> content, int length, Span<byte> destination)
    {
        if (PrefixBytes != 0)
        {
            Digits.Write(destination[..PrefixBytes], _countsHexDigits ? length * 2 : length, _lengthEncoding);
            destination = destination[PrefixBytes..];
        }

        if (IsVerbatim)
            content[..length].CopyTo(destination);
        else if (_encoding == FieldEncoding.Bcd)
            Bcd.Pack(content, length, destination, _alignment);
        else
            _ = Convert.TryToHexString(content[..length], destination, out _);
    }

    /// <summary>What is wrong with the field that starts at the first byte and could not be read; <c>default</c> when it could.</summary>
    public FieldFault FindFault(ReadOnlySpan<byte> rest)
    {
        int length = MaxLength;
        if (!IsFixed && FindPrefixFault(rest, out length) is { IsFault: true } fault)
            return fault;
        int bodyLength = BodyLength(length);
        if (bodyLength > rest.Length - PrefixBytes)
            return new FieldFault(ErrorReason.Truncated, PrefixBytes, rest.Length - PrefixBytes);
        (ErrorReason reason, int at) = FindBodyFault(rest.Slice(PrefixBytes, bodyLength), length);
        return at < 0 ? default : new FieldFault(reason, PrefixBytes + at, 0);
    }

    private FieldFault FindPrefixFault(ReadOnlySpan<byte> rest, out int length)
    {
        length = 0;
        if (rest.Length < PrefixBytes)
            return new FieldFault(ErrorReason.Truncated, 0, rest.Length);
        int declared = Digits.Read(rest[..PrefixBytes], _lengthEncoding);
        if (declared < 0 || (_countsHexDigits && (declared & 1) != 0))
            return new FieldFault(ErrorReason.BadLength, 0, declared);
        length = _countsHexDigits ? declared >> 1 : declared;
        if (length > MaxLength)
            return new FieldFault(ErrorReason.TooLong, 0, length);
        return length < MinLength ? new FieldFault(ErrorReason.TooShort, 0, length) : default;
    }

    private (ErrorReason Reason, int At) FindBodyFault(ReadOnlySpan<byte> body, int length) => _encoding switch
    {
        FieldEncoding.Bcd => Bcd.FindFault(body, length, Kind, _alignment),
        FieldEncoding.HexAscii => (ErrorReason.BadCharacter, body.IndexOfAnyExcept(HexDigits)),
        _ => (ErrorReason.BadCharacter, Characters.FirstInvalid(body)),
    };
}

/// <summary>What is wrong with a field, before it becomes an error with a path; <c>default</c> is nothing.</summary>
/// <param name="Reason">Meaningful when <paramref name="IsFault"/>.</param>
/// <param name="At">Offset from the field's first byte.</param>
/// <param name="Actual">The length or byte that was found.</param>
/// <param name="IsFault">False for <c>default</c>.</param>
internal readonly record struct FieldFault(ErrorReason Reason, int At, int Actual, bool IsFault = true);

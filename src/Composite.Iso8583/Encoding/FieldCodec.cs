using System.Buffers;
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
    private readonly int _prefixBytes;

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
        FixedBodyLength = BodyLength(spec.MaxLength);
        _prefixBytes = IsFixed ? 0 : Digits.EncodedLength((int)spec.Form, spec.LengthEncoding);
    }

    public FieldSpec Spec { get; }

    public FieldKind Kind { get; }

    public bool IsFixed { get; }

    public bool IsTlv { get; }

    /// <summary>True when the wire carries the content's bytes as they are.</summary>
    public bool IsVerbatim { get; }

    /// <summary>True when a separator <c>D</c> is kept as <c>=</c>, for which the half-byte D stands.</summary>
    public bool IsPackedTrack { get; }

    /// <summary>Bytes on the wire of a fixed field.</summary>
    public int FixedBodyLength { get; }

    public int MinLength { get; }

    public int MaxLength { get; }

    /// <summary>Fewest characters or bytes that a value may have before it is padded.</summary>
    public int MinValueLength { get; }

    /// <summary>Bytes on the wire for content of this length, prefix included.</summary>
    public int EncodedLength(int contentLength) => _prefixBytes + BodyLength(contentLength);

    /// <summary>Reads the length prefix of the variable field that starts at the first byte.</summary>
    public FieldFault Measure(ReadOnlySpan<byte> rest, out int contentLength, out int bodyStart, out int bodyLength)
    {
        contentLength = 0;
        bodyLength = 0;
        bodyStart = _prefixBytes;
        if (rest.Length < _prefixBytes)
            return new FieldFault(ErrorReason.Truncated, 0, rest.Length);
        int declared = Digits.Read(rest[.._prefixBytes], _lengthEncoding);
        if (declared < 0 || (_countsHexDigits && (declared & 1) != 0))
            return new FieldFault(ErrorReason.BadLength, 0, declared);
        contentLength = _countsHexDigits ? declared >> 1 : declared;
        if (contentLength > MaxLength)
            return new FieldFault(ErrorReason.TooLong, 0, contentLength);
        if (contentLength < MinLength)
            return new FieldFault(ErrorReason.TooShort, 0, contentLength);
        bodyLength = BodyLength(contentLength);
        return default;
    }

    /// <summary>Decodes a measured body that is not <see cref="IsVerbatim"/>; the destination has the content's length.</summary>
    public FieldFault Decode(ReadOnlySpan<byte> body, Span<byte> content)
    {
        if (_encoding == FieldEncoding.Bcd)
        {
            return Bcd.TryUnpack(body, content, Kind, _alignment, out ErrorReason reason, out int at)
                ? default
                : new FieldFault(reason, at, 0);
        }

        return Convert.FromHexString(body, content, out _, out _) == OperationStatus.Done
            ? default
            : new FieldFault(ErrorReason.BadCharacter, body.IndexOfAnyExcept(HexDigits), 0);
    }

    /// <summary>Writes prefix and body of checked content; the destination has <see cref="EncodedLength"/> bytes.</summary>
    public void Encode(ReadOnlySpan<byte> content, Span<byte> destination)
    {
        if (_prefixBytes != 0)
        {
            Digits.Write(destination[.._prefixBytes], _countsHexDigits ? content.Length * 2 : content.Length, _lengthEncoding);
            destination = destination[_prefixBytes..];
        }

        if (IsVerbatim)
            content.CopyTo(destination);
        else if (_encoding == FieldEncoding.Bcd)
            Bcd.Pack(content, destination, _alignment);
        else
            _ = Convert.TryToHexString(content, destination, out _);
    }

    private int BodyLength(int contentLength) => _encoding switch
    {
        FieldEncoding.Bcd => Bcd.PackedLength(contentLength),
        FieldEncoding.HexAscii => contentLength * 2,
        _ => contentLength,
    };
}

/// <summary>What is wrong with a field, before it becomes an error with a path; <c>default</c> is nothing.</summary>
/// <param name="Reason">Meaningful when <paramref name="IsFault"/>.</param>
/// <param name="At">Offset from the field's first byte, or from its body's for a body fault.</param>
/// <param name="Actual">The length or byte that was found.</param>
/// <param name="IsFault">False for <c>default</c>.</param>
internal readonly record struct FieldFault(ErrorReason Reason, int At, int Actual, bool IsFault = true);

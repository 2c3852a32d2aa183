using Composite.Iso8583.Fields;

namespace Composite.Iso8583.Specs;

/// <summary>ISO 8583:1987 in three dresses, each the start of hosts' dialects. None requires fields: hosts differ in that.</summary>
public static class Iso8583Specs
{
    /// <summary>All ASCII: hexadecimal bitmaps; DE52, 55, 64, 96 and 128 as hexadecimal digits, which DE55's prefix counts.</summary>
    public static Iso8583Spec Ascii1987 { get; } = Iso8583Spec.Create(new SpecDefinition
    {
        Name = "ISO 8583:1987 ASCII",
        BitmapEncoding = BitmapEncoding.HexAscii,
        Fields = [.. Standard1987.Fields.Select(InHex)],
    });

    /// <summary>Text and digits in ASCII; bitmaps and DE52, 55, 64, 96 and 128 in binary.</summary>
    public static Iso8583Spec Binary1987 { get; } = Iso8583Spec.Create(new SpecDefinition
    {
        Name = "ISO 8583:1987 binary",
        Fields = Standard1987.Fields,
    });

    /// <summary>As <see cref="Binary1987"/>, with type, lengths, numbers and tracks packed two digits to a byte; tracks are filled up with F.</summary>
    public static Iso8583Spec Packed1987 { get; } = Iso8583Spec.Create(new SpecDefinition
    {
        Name = "ISO 8583:1987 packed",
        MtiEncoding = DigitEncoding.Bcd,
        Fields = [.. Standard1987.Fields.Select(Packed)],
    });

    private static FieldSpec InHex(FieldSpec field) => field switch
    {
        { Kind: not FieldKind.B } => field,
        { Form: LengthForm.Fixed } => field with { Encoding = FieldEncoding.HexAscii },
        _ => field with { Encoding = FieldEncoding.HexAscii, LengthUnit = LengthUnit.HexDigits, MaxLength = field.MaxLength / 2 },
    };

    private static FieldSpec Packed(FieldSpec field) => field.Kind switch
    {
        FieldKind.N => field with { Encoding = FieldEncoding.Bcd, LengthEncoding = DigitEncoding.Bcd },
        FieldKind.Z => field with { Encoding = FieldEncoding.Bcd, LengthEncoding = DigitEncoding.Bcd, Alignment = BcdAlignment.TrailingF },
        _ => field with { LengthEncoding = DigitEncoding.Bcd },
    };
}

using Composite.Iso8583.Fields;
using Composite.Iso8583.Masking;

namespace Composite.Iso8583.Specs;

/// <summary>ISO 8583:1987 in three dresses, each the start of hosts' dialects. None requires fields: hosts differ in that.</summary>
public static class Iso8583Specs
{
    /// <summary>All ASCII: hexadecimal bitmaps; DE52, 64, 96 and 128 as hexadecimal digits.</summary>
    /// <remarks>DE55 is text here, as the standard of 1987 reserved it: real hosts use it so. For chip data add <see cref="HexIccData"/>.</remarks>
    public static Iso8583Spec Ascii1987 { get; } = Iso8583Spec.Create(new SpecDefinition
    {
        Name = "ISO 8583:1987 ASCII",
        BitmapEncoding = BitmapEncoding.HexAscii,
        Fields = [.. Standard1987.Fields.Select(InHex)],
    }.With(FieldSpec.Variable(DataElement.IccData, "Reserved, ISO", FieldKind.ANS, LengthForm.LLL, 999)));

    /// <summary>Chip data as hexadecimal digits, which the prefix counts: up to 499 bytes of BER-TLV. For dialects of <see cref="Ascii1987"/>.</summary>
    public static FieldSpec HexIccData { get; } = FieldSpec.Variable(DataElement.IccData, "ICC data", FieldKind.B, LengthForm.LLL, 499, MaskingRule.Emv) with
    {
        Encoding = FieldEncoding.HexAscii,
        LengthUnit = LengthUnit.HexDigits,
        Content = FieldContent.BerTlv,
    };

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

    private static FieldSpec InHex(FieldSpec field) =>
        field.Kind == FieldKind.B ? field with { Encoding = FieldEncoding.HexAscii } : field;

    private static FieldSpec Packed(FieldSpec field) => field.Kind switch
    {
        FieldKind.N => field with { Encoding = FieldEncoding.Bcd, LengthEncoding = DigitEncoding.Bcd },
        FieldKind.Z => field with { Encoding = FieldEncoding.Bcd, LengthEncoding = DigitEncoding.Bcd, Alignment = BcdAlignment.TrailingF },
        _ => field with { LengthEncoding = DigitEncoding.Bcd },
    };
}

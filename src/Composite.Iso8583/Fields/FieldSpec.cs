using Composite.Iso8583.Masking;

namespace Composite.Iso8583.Fields;

/// <summary>How one data element travels, is checked and is shown. Plain data: <see cref="Specs.Iso8583Spec"/> validates it.</summary>
public sealed record FieldSpec
{
    /// <summary>2 to 128 without 65.</summary>
    public required int Number { get; init; }

    /// <summary>For people; not empty.</summary>
    public required string Name { get; init; }

    public required FieldKind Kind { get; init; }

    /// <summary>Most characters, digits or bytes; the exact length of a fixed field.</summary>
    public required int MaxLength { get; init; }

    /// <summary>Fewest characters, digits or bytes of a variable field; ignored for a fixed one. Default 0.</summary>
    public int MinLength { get; init; }

    public LengthForm Form { get; init; } = LengthForm.Fixed;

    public FieldEncoding Encoding { get; init; } = FieldEncoding.Ascii;

    public DigitEncoding LengthEncoding { get; init; } = DigitEncoding.Ascii;

    public LengthUnit LengthUnit { get; init; } = LengthUnit.Content;

    public FieldPadding Padding { get; init; } = FieldPadding.None;

    public BcdAlignment Alignment { get; init; } = BcdAlignment.LeadingZero;

    public FieldContent Content { get; init; } = FieldContent.Plain;

    /// <summary>How the field is shown. Default: not at all, only its length.</summary>
    public MaskingRule Masking { get; init; } = MaskingRule.Full;

    /// <summary>A field of exactly <paramref name="length"/>; short numbers get leading zeros, short text trailing blanks.</summary>
    public static FieldSpec Fixed(int number, string name, FieldKind kind, int length, MaskingRule masking = MaskingRule.Full) => new()
    {
        Number = number,
        Name = name,
        Kind = kind,
        MaxLength = length,
        Encoding = kind == FieldKind.B ? FieldEncoding.Binary : FieldEncoding.Ascii,
        Masking = masking,
        Padding = kind switch
        {
            FieldKind.N => FieldPadding.LeadingZeros,
            FieldKind.A or FieldKind.AN or FieldKind.ANS => FieldPadding.TrailingSpaces,
            _ => FieldPadding.None,
        },
    };

    /// <summary>A field of up to <paramref name="maxLength"/> behind a length prefix.</summary>
    public static FieldSpec Variable(int number, string name, FieldKind kind, LengthForm form, int maxLength, MaskingRule masking = MaskingRule.Full) => new()
    {
        Number = number,
        Name = name,
        Kind = kind,
        Form = form,
        MaxLength = maxLength,
        Encoding = kind == FieldKind.B ? FieldEncoding.Binary : FieldEncoding.Ascii,
        Masking = masking,
    };
}

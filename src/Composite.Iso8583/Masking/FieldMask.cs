using System.Text;
using Composite.Iso8583.Fields;
using Composite.Iso8583.Tlv;

namespace Composite.Iso8583.Masking;

/// <summary>Turns a field's content into what may be shown.</summary>
public static class FieldMask
{
    /// <summary>Most bytes of one value that are shown.</summary>
    public const int MaxShownBytes = 128;

    /// <summary>Fewest digits for which showing ten leaves enough hidden.</summary>
    public const int MinPanDigits = 13;

    private const int ShownFirst = 6;
    private const int ShownLast = 4;

    public static string Show(FieldSpec spec, ReadOnlySpan<byte> content) => spec.Masking switch
    {
        MaskingRule.None when spec.Kind == FieldKind.B => Hex(content),
        MaskingRule.None => Text(content),
        MaskingRule.Pan when spec.Kind != FieldKind.B => Pan(content),
        MaskingRule.Emv => Emv(content),
        _ => Hidden(content.Length),
    };

    /// <summary>First six and last four of at least <see cref="MinPanDigits"/> digits; otherwise all hidden.</summary>
    public static string Pan(ReadOnlySpan<byte> digits) => digits.Length < MinPanDigits || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9')
        ? Hidden(digits.Length)
        : Text(digits[..ShownFirst]) + new string('*', digits.Length - ShownFirst - ShownLast) + Text(digits[^ShownLast..]);

    internal static string Hidden(int length) => $"****({length})";

    private static string Text(ReadOnlySpan<byte> content) => content.Length <= MaxShownBytes
        ? System.Text.Encoding.ASCII.GetString(content)
        : $"{System.Text.Encoding.ASCII.GetString(content[..MaxShownBytes])}…({content.Length})";

    private static string Hex(ReadOnlySpan<byte> content) => content.Length <= MaxShownBytes
        ? Convert.ToHexString(content)
        : $"{Convert.ToHexString(content[..MaxShownBytes])}…({content.Length})";

    private static string Emv(ReadOnlySpan<byte> content)
    {
        // What does not parse may be anything, so nothing of it is shown.
        if (TlvCheck.Find(content) is not null)
            return Hidden(content.Length);
        var shown = new StringBuilder();
        AppendElements(shown, content);
        return shown.ToString();
    }

    private static void AppendElements(StringBuilder shown, ReadOnlySpan<byte> content)
    {
        var reader = new TlvReader(content);
        bool first = true;
        while (reader.TryRead(out TlvElement element))
        {
            if (!first)
                shown.Append(' ');
            first = false;
            shown.Append(element.Tag).Append('=');
            if (EmvData.IsSensitive(element.Tag))
            {
                shown.Append(Hidden(element.Value.Length));
            }
            else if (element.Tag.IsConstructed)
            {
                shown.Append('{');
                AppendElements(shown, element.Value);
                shown.Append('}');
            }
            else
            {
                shown.Append(Hex(element.Value));
            }
        }
    }
}

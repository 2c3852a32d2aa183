using System.Globalization;
using System.Text;
using Composite.Iso8583.Masking;

namespace Composite.Iso8583;

// Showing the message. The masked form is the only one that text comes in.
public sealed partial class Iso8583Message
{
    /// <summary>The type and all fields as they may be shown, in ascending order.</summary>
    public IReadOnlyList<MaskedField> ToMasked()
    {
        var fields = new List<MaskedField>(Present.Count + 1) { new(0, "Message type", Mti.ToString()) };
        foreach (int field in Present)
            fields.Add(new MaskedField(field, _codecs[field]!.Spec.Name, FieldMask.Show(_codecs[field]!.Spec, Content(field))));
        return fields;
    }

    /// <summary>The type, then a line per field, masked.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Mti.ToString());
        foreach (MaskedField field in ToMasked().Skip(1))
            text.Append(CultureInfo.InvariantCulture, $"\nDE{field.Number:000} {field.Name}: {field.Value}");
        return text.ToString();
    }
}

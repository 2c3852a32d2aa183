using System.Globalization;
using Composite.Iso8583;
using Composite.Iso8583.Masking;
using Composite.Iso8583.Specs;

namespace Composite.Acquirers.Adapters;

/// <summary>Shows messages for a payment's timeline, a line per field: <c>DE39 Response code: 00</c>.</summary>
/// <remarks>On the payment's path, so the part of each line that never changes is made once per spec.</remarks>
internal sealed class MaskedLines
{
    private readonly string?[] _starts = new string?[129];

    public MaskedLines(Iso8583Spec spec)
    {
        foreach (int field in spec.Fields)
            _starts[field] = string.Create(CultureInfo.InvariantCulture, $"DE{field} {spec.Find(field)!.Name}: ");
    }

    public IReadOnlyList<string> Of(Iso8583Message message)
    {
        string[] lines = new string[message.Present.Count + 1];
        lines[0] = string.Concat("MTI: ", message.Mti.ToString());
        int next = 1;
        foreach (int field in message.Present)
            lines[next++] = string.Concat(_starts[field], FieldMask.Show(message.Spec.Find(field)!, message.Get(field)));
        return lines;
    }
}

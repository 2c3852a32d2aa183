using Composite.Acquirers.Dialects;
using Composite.Domain.Ports;

namespace Composite.Acquirers.Adapters;

/// <summary>Writes name, city and country into the columns of DE43, in the ASCII that the line carries.</summary>
internal static class AcceptorText
{
    private const int Unmapped = '?';

    // Base letters of U+00C0 to U+00FF (Latin-1 supplement), so that Café reads as Cafe on the receipt.
    private const string Latin1 = "AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo-ouuuuyty";

    /// <summary>Fills the columns; what is longer than its column is cut, what is shorter is followed by blanks.</summary>
    public static ReadOnlySpan<byte> Write(Span<byte> destination, AcceptorLayout layout, CardAcceptor acceptor)
    {
        Span<byte> text = destination[..(layout.Name + layout.City + layout.Country)];
        Column(text[..layout.Name], acceptor.Name);
        Column(text.Slice(layout.Name, layout.City), acceptor.City);
        Column(text[(layout.Name + layout.City)..], acceptor.Country);
        return text;
    }

    private static void Column(Span<byte> column, string value)
    {
        column.Fill((byte)' ');
        for (int i = 0; i < Math.Min(column.Length, value.Length); i++)
            column[i] = (byte)Fold(value[i]);
    }

    private static int Fold(char letter) => letter switch
    {
        >= ' ' and <= '~' => letter,
        >= '\u00C0' and <= '\u00FF' => Latin1[letter - '\u00C0'],
        _ => Unmapped,
    };
}

namespace Composite.Domain.Evidence;

/// <summary>
/// Looks for card numbers in a text that arrives piece by piece, in memory of fixed size: 13 to 19 digits together, digits grouped as cards
/// print them (4-4-4-4, 4-6-5 and the like) within longer rows of numbers, and a whole row of 13 to 19 digits with single spaces or hyphens.
/// </summary>
/// <remarks>A tripwire, not a proof. Digits that touch a hexadecimal letter belong to a digest or an id and are passed over.</remarks>
public sealed class CardNumberScan
{
    private const int MaxGroups = 5;
    private static readonly int[][] Printed = [[4, 4, 4, 4], [4, 4, 4, 1], [4, 4, 4, 4, 1], [4, 4, 4, 4, 2], [4, 4, 4, 4, 3], [4, 6, 5], [4, 6, 4]];

    // The last groups of the row: their digits, one row of MaxDigits each, and their lengths. A longer group counts as too long.
    private readonly byte[] _digits = new byte[MaxGroups * CardNumbers.MaxDigits];
    private readonly int[] _lengths = new int[MaxGroups];
    private readonly byte[] _joined = new byte[MaxGroups * CardNumbers.MaxDigits];
    private int _groups;
    private bool _whole = true;
    private bool _clean = true;
    private bool _inGroup;
    private bool _separated;
    private byte _last;

    /// <summary>True once a card number was seen.</summary>
    public bool Found { get; private set; }

    /// <summary>Takes the next piece of the text.</summary>
    public void Add(ReadOnlySpan<byte> piece)
    {
        foreach (byte value in piece)
        {
            if (Found) return;
            Take(value);
        }
    }

    /// <summary>Says that the text ends.</summary>
    public void End() => Take((byte)'\n');

    private void Take(byte value)
    {
        if (value is >= (byte)'0' and <= (byte)'9') TakeDigit((byte)(value - '0'));
        else if (_inGroup) EndGroup(value);
        else if (_groups > 0) EndRow();
        _last = value;
    }

    private void TakeDigit(byte digit)
    {
        if (!_inGroup) BeginGroup();
        int length = _lengths[_groups - 1]++;
        if (length < CardNumbers.MaxDigits) _digits[((_groups - 1) * CardNumbers.MaxDigits) + length] = digit;
    }

    private void BeginGroup()
    {
        if (!_separated) (_groups, _whole, _clean) = (0, true, !char.IsAsciiHexDigit((char)_last));
        if (_groups == MaxGroups)
        {
            Array.Copy(_digits, CardNumbers.MaxDigits, _digits, 0, (MaxGroups - 1) * CardNumbers.MaxDigits);
            Array.Copy(_lengths, 1, _lengths, 0, MaxGroups - 1);
            (_groups, _whole) = (MaxGroups - 1, false);
        }

        _lengths[_groups++] = 0;
        (_inGroup, _separated) = (true, false);
    }

    private void EndGroup(byte next)
    {
        _inGroup = false;
        if (char.IsAsciiHexDigit((char)next))
        {
            // The digits before it are no group of a card number; what follows begins anew.
            (_groups, _separated) = (0, false);
            return;
        }

        if (_clean) Found = IsCardNumber(1) || Printed.Any(EndsWith);
        _clean |= _groups > 1;
        _separated = next is (byte)' ' or (byte)'-';
        if (!_separated) EndRow();
    }

    private void EndRow()
    {
        if (_whole && _clean && _groups > 1) Found |= IsCardNumber(_groups);
        (_groups, _separated) = (0, false);
    }

    private bool EndsWith(int[] shape)
    {
        if (_groups < shape.Length) return false;
        for (int i = 0; i < shape.Length; i++)
        {
            if (_lengths[_groups - shape.Length + i] != shape[i]) return false;
        }

        return IsCardNumber(shape.Length);
    }

    // The last so many groups together.
    private bool IsCardNumber(int groups)
    {
        int count = 0;
        for (int i = _groups - groups; i < _groups; i++)
        {
            if (_lengths[i] > CardNumbers.MaxDigits) return false;
            _digits.AsSpan(i * CardNumbers.MaxDigits, _lengths[i]).CopyTo(_joined.AsSpan(count));
            count += _lengths[i];
        }

        return CardNumbers.IsCardNumber(_joined.AsSpan(0, count));
    }
}

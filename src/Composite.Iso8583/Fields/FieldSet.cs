using System.Numerics;
using System.Runtime.CompilerServices;

namespace Composite.Iso8583.Fields;

/// <summary>A set of field numbers, 1 to 128, in the order of the message's bitmaps.</summary>
/// <param name="Primary">Fields 1 to 64; field 1 is the highest bit.</param>
/// <param name="Secondary">Fields 65 to 128; field 65 is the highest bit.</param>
public readonly record struct FieldSet(ulong Primary, ulong Secondary)
{
    public static FieldSet Empty => default;

    public int Count => BitOperations.PopCount(Primary) + BitOperations.PopCount(Secondary);

    public bool IsEmpty => (Primary | Secondary) == 0;

    /// <exception cref="ArgumentOutOfRangeException">A number is not 1 to 128.</exception>
    public static FieldSet Of(params ReadOnlySpan<int> numbers)
    {
        FieldSet set = default;
        foreach (int number in numbers)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(number, 128);
            set = set.With(number);
        }

        return set;
    }

    public bool Contains(int number) => number <= 64 ? (Primary & Bit(number)) != 0 : (Secondary & Bit(number)) != 0;

    public FieldSet With(int number) =>
        number <= 64 ? this with { Primary = Primary | Bit(number) } : this with { Secondary = Secondary | Bit(number) };

    public FieldSet Without(int number) =>
        number <= 64 ? this with { Primary = Primary & ~Bit(number) } : this with { Secondary = Secondary & ~Bit(number) };

    /// <summary>What is here and not in <paramref name="other"/>.</summary>
    public FieldSet Except(FieldSet other) => new(Primary & ~other.Primary, Secondary & ~other.Secondary);

    public FieldSet Union(FieldSet other) => new(Primary | other.Primary, Secondary | other.Secondary);

    /// <summary>Ascending, without allocating.</summary>
    public Enumerator GetEnumerator() => new(this);

    public override string ToString()
    {
        var numbers = new List<int>(Count);
        foreach (int number in this)
            numbers.Add(number);
        return string.Join(',', numbers);
    }

    private static ulong Bit(int number) => 1UL << ((64 - number) & 63);

    /// <summary>Walks the set from its lowest number.</summary>
    public struct Enumerator
    {
        private ulong _primary;
        private ulong _secondary;

        internal Enumerator(FieldSet set) => (_primary, _secondary) = (set.Primary, set.Secondary);

        public int Current { get; private set; }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool MoveNext()
        {
            if (_primary != 0)
            {
                int zeros = BitOperations.LeadingZeroCount(_primary);
                _primary &= ~(1UL << (63 - zeros));
                Current = zeros + 1;
                return true;
            }

            if (_secondary == 0)
                return false;
            int behind = BitOperations.LeadingZeroCount(_secondary);
            _secondary &= ~(1UL << (63 - behind));
            Current = behind + 65;
            return true;
        }
    }
}

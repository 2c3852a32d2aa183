using System.Diagnostics.CodeAnalysis;

namespace Composite.Iso8583;

/// <summary>The message type indicator: four digits, one each for version, class, function and origin.</summary>
/// <remarks>Source: ISO 8583:1987 and :1993, message type identifier. <c>default</c> is 0000, which no message may carry.</remarks>
public readonly record struct Mti
{
    private const int MaxClass = 8;
    private const int MaxFunction = 7;
    private const int MaxOrigin = 5;

    private readonly ushort _value;

    private Mti(int value) => _value = (ushort)value;

    public static Mti AuthorizationRequest { get; } = new(100);

    public static Mti FinancialRequest { get; } = new(200);

    public static Mti FinancialAdvice { get; } = new(220);

    public static Mti ReversalRequest { get; } = new(400);

    public static Mti ReversalAdvice { get; } = new(420);

    public static Mti ReconciliationRequest { get; } = new(500);

    public static Mti NetworkManagementRequest { get; } = new(800);

    /// <summary>The four digits as a number: 0210 is 210.</summary>
    public int Value => _value;

    /// <summary>0 for ISO 8583:1987, 1 for 1993, 2 for 2003, 9 private.</summary>
    public int Version => _value / 1000;

    public MessageClass Class => (MessageClass)(_value / 100 % 10);

    public MessageFunction Function => (MessageFunction)(_value / 10 % 10);

    public MessageOrigin Origin => (MessageOrigin)(_value % 10);

    /// <summary>True when class, function and origin are ones that the standard defines.</summary>
    public bool IsDefined => _value / 100 % 10 is >= 1 and <= MaxClass && _value / 10 % 10 <= MaxFunction && _value % 10 <= MaxOrigin;

    public bool IsRepeat => (_value & 1) != 0;

    /// <summary>True for the sender's statement of a fact (xx2x), false for its response (xx3x).</summary>
    public bool IsAdvice => Function == MessageFunction.Advice;

    public bool IsResponse => ((int)Function & 1) != 0;

    /// <summary>The answer to this message: 0200 → 0210, 0421 → 0430. A repeat's answer is that of its original.</summary>
    /// <exception cref="InvalidOperationException">This already is a response.</exception>
    public Mti ResponseOf() => IsResponse
        ? throw new InvalidOperationException($"{this} is a response and has none itself.")
        : new Mti((_value & ~1) + 10);

    /// <summary>The same message marked as sent again: 0400 → 0401; a repeat stays as it is.</summary>
    public Mti RepeatOf() => new(_value | 1);

    /// <summary>The message without the repeat mark: 0401 → 0400.</summary>
    public Mti OriginalOf() => new(_value & ~1);

    /// <summary>Reads four digits; null unless they form a defined indicator.</summary>
    public static bool TryFrom(int value, out Mti mti)
    {
        mti = value is >= 0 and <= 9999 ? new Mti(value) : default;
        return mti.IsDefined;
    }

    /// <summary>Reads text of exactly four digits, such as <c>0200</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Mti mti)
    {
        mti = default;
        return text is { Length: 4 } && !text.AsSpan().ContainsAnyExceptInRange('0', '9')
            && TryFrom(((text[0] - '0') * 1000) + ((text[1] - '0') * 100) + ((text[2] - '0') * 10) + text[3] - '0', out mti);
    }

    /// <exception cref="FormatException">The text is not a defined indicator of four digits.</exception>
    public static Mti Parse(string text) =>
        TryParse(text, out Mti mti) ? mti : throw new FormatException("A message type indicator has four digits, such as 0200.");

    /// <summary>The four digits.</summary>
    public override string ToString() => string.Create(4, _value, static (digits, value) =>
    {
        for (int i = 3; i >= 0; i--, value /= 10)
            digits[i] = (char)('0' + (value % 10));
    });
}

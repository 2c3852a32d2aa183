using System.Text.RegularExpressions;

namespace Composite.Domain;

/// <summary>
/// Collects every problem of a command before it is refused, so that the sender mends them in one go.
/// Values come as a caller sent them: null, empty and oversized ones are problems, never exceptions.
/// </summary>
public sealed partial class Problems
{
    /// <summary>A value with so many digits or more may hold a card number (ISO/IEC 7812: 12 to 19 digits) and is not shown.</summary>
    private const int LeastCardNumberDigits = 12;
    private const int MostCardNumberDigits = 19;

    private const int MaxShownLength = 24;

    private readonly List<Problem> _problems = [];

    public bool Any => _problems.Count > 0;

    /// <summary>The events when there is no problem, otherwise the problems.</summary>
    public Decision Or(params IEvent[] events) => Any ? new Decision.Rejected(_problems) : new Decision.Accepted(events);

    public Problems Add(string code, string field, string reason, string remedy)
    {
        _problems.Add(new Problem(code, field, reason, remedy));
        return this;
    }

    public Problems Add(Problem problem)
    {
        _problems.Add(problem);
        return this;
    }

    public Problems Require(bool holds, string code, string field, string reason, string remedy) =>
        holds ? this : Add(code, field, reason, remedy);

    /// <summary>An id that people choose: 2 to 64 of a-z, 0-9 and '-', starting with a letter or digit, and no card number.</summary>
    public Problems Slug(string field, string? value) => Require(
        IsSlug(value), "invalid-id", field,
        $"'{Shown(value)}' is not an id.", "Use 2 to 64 of a-z, 0-9 and '-', starting with a letter or digit.");

    /// <summary>Text that people read: not blank, no control characters, at most <paramref name="maxLength"/> characters.</summary>
    public Problems Text(string field, string? value, int maxLength = 200) => Require(
        !string.IsNullOrWhiteSpace(value) && value.Length <= maxLength && !value.Any(char.IsControl), "invalid-text", field,
        string.IsNullOrWhiteSpace(value) ? "It is empty." : "It is too long or has control characters.",
        $"Give 1 to {maxLength} printable characters.");

    /// <summary>Text of several lines: not blank, no control characters besides line ends and tabs, at most <paramref name="maxLength"/> characters.</summary>
    public Problems Notes(string field, string? value, int maxLength = 2000) => Require(
        !string.IsNullOrWhiteSpace(value) && value.Length <= maxLength && !value.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')), "invalid-text", field,
        string.IsNullOrWhiteSpace(value) ? "It is empty." : "It is too long or has control characters.",
        $"Give 1 to {maxLength} characters, or leave it out.");

    public Problems Pattern(string field, string? value, Regex pattern, string remedy) => Require(
        value is not null && pattern.IsMatch(value), "invalid-format", field, $"'{Shown(value)}' does not have the expected form.", remedy);

    /// <summary>A value of an enumeration that is defined: JSON lets any number in.</summary>
    public Problems Defined<T>(string field, T value)
        where T : struct, Enum => Require(
        Enum.IsDefined(value), "unknown-value", field, $"'{value}' is not one of the known values.", "Give one of: " + string.Join(", ", Enum.GetNames<T>()) + ".");

    public Problems InOrder(string firstField, DateOnly first, string secondField, DateOnly second) => Require(
        first < second, "date-order", secondField, $"{second:O} is not after {firstField} {first:O}.", $"Give a {secondField} after {firstField}.");

    /// <summary>A list with <paramref name="least"/> to <paramref name="most"/> items, none of them null.</summary>
    /// <returns>The items to look at one by one; none when the list itself is a problem.</returns>
    public IReadOnlyList<T> Items<T>(string field, IReadOnlyList<T>? items, int least, int most)
    {
        if (items is null || items.Count < least || items.Count > most)
        {
            Add("count", field, items is null ? "It is missing." : $"It has {items.Count} items.", $"Give {least} to {most}.");
            return [];
        }

        if (!items.Any(item => item is null)) return items;
        Add("missing", field, "One of its items is missing.", "Give a value for every item.");
        return [];
    }

    /// <summary>True for an id as <see cref="Slug"/> says; false for what reads like a card number, so that none becomes an id by mistake.</summary>
    public static bool IsSlug(string? value) => value is not null && SlugPattern().IsMatch(value)
        && !(value.Length is >= LeastCardNumberDigits and <= 2 * MostCardNumberDigits && value.All(c => c == '-' || char.IsAsciiDigit(c))
            && value.Count(char.IsAsciiDigit) is >= LeastCardNumberDigits and <= MostCardNumberDigits);

    /// <summary>A refused value as far as it may be repeated: it may be anything, card data included, however it is grouped.</summary>
    public static string Shown(string? value) => value switch
    {
        null => "(missing)",
        { Length: > MaxShownLength } => "(not shown)",
        _ when value.Any(char.IsControl) || value.Count(char.IsDigit) >= LeastCardNumberDigits || DigitRun().IsMatch(value) => "(not shown)",
        _ => value,
    };

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{1,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex SlugPattern();

    [GeneratedRegex("[0-9]{8,}", RegexOptions.CultureInvariant)]
    private static partial Regex DigitRun();
}

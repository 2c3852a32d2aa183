using System.Text.RegularExpressions;

namespace Composite.Domain;

/// <summary>Collects every problem of a command before it is refused, so that the sender mends them in one go.</summary>
public sealed partial class Problems
{
    private readonly List<Problem> _problems = [];

    public bool Any => _problems.Count > 0;

    /// <summary>The events when there is no problem, otherwise the problems.</summary>
    public Decision Or(params IEvent[] events) => Any ? new Decision.Rejected(_problems) : new Decision.Accepted(events);

    public Problems Add(string code, string field, string reason, string remedy)
    {
        _problems.Add(new Problem(code, field, reason, remedy));
        return this;
    }

    public Problems Require(bool holds, string code, string field, string reason, string remedy) =>
        holds ? this : Add(code, field, reason, remedy);

    /// <summary>An id that people choose: 2 to 64 of a-z, 0-9 and '-', starting with a letter or digit.</summary>
    public Problems Slug(string field, string? value) => Require(
        value is not null && SlugPattern().IsMatch(value), "invalid-id", field,
        $"'{Shown(value)}' is not an id.", "Use 2 to 64 of a-z, 0-9 and '-', starting with a letter or digit.");

    /// <summary>Text that people read: not blank, no control characters, at most <paramref name="maxLength"/> characters.</summary>
    public Problems Text(string field, string? value, int maxLength = 200) => Require(
        !string.IsNullOrWhiteSpace(value) && value.Length <= maxLength && !value.Any(char.IsControl), "invalid-text", field,
        string.IsNullOrWhiteSpace(value) ? "It is empty." : "It is too long or has control characters.",
        $"Give 1 to {maxLength} printable characters.");

    public Problems Pattern(string field, string? value, Regex pattern, string remedy) => Require(
        value is not null && pattern.IsMatch(value), "invalid-format", field, $"'{Shown(value)}' does not have the expected form.", remedy);

    public Problems InOrder(string firstField, DateOnly first, string secondField, DateOnly second) => Require(
        first < second, "date-order", secondField, $"{second:O} is not after {firstField} {first:O}.", $"Give a {secondField} after {firstField}.");

    public static bool IsSlug(string? value) => value is not null && SlugPattern().IsMatch(value);

    // A refused value is shown only in part: it may be anything, card data included.
    private static string Shown(string? value) => value is null ? "(missing)" : value.Length <= 24 && !DigitRun().IsMatch(value) ? value : "(not shown)";

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{1,63}$", RegexOptions.CultureInvariant)]
    private static partial Regex SlugPattern();

    [GeneratedRegex("[0-9]{8,}", RegexOptions.CultureInvariant)]
    private static partial Regex DigitRun();
}

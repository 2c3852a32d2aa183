using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Composite.Acquirers.Dialects;

/// <summary>The dialects that acquirers' profiles may name. Only sound dialects get in.</summary>
public sealed class DialectRegistry
{
    private readonly FrozenDictionary<string, Dialect> _byName;

    /// <exception cref="ArgumentException">Dialects have problems; the message lists all of them.</exception>
    public DialectRegistry(params IReadOnlyList<Dialect> dialects)
    {
        ArgumentNullException.ThrowIfNull(dialects);
        List<string> problems = [.. dialects.SelectMany(dialect => DialectValidation.Problems(dialect).Select(problem => $"{dialect.Name}: {problem}"))];
        problems.AddRange(dialects.GroupBy(dialect => dialect.Name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => $"{group.Key}: is there more than once"));
        if (problems.Count > 0)
            throw new ArgumentException($"The dialects have problems: {string.Join("; ", problems)}.", nameof(dialects));
        _byName = dialects.ToFrozenDictionary(dialect => dialect.Name, StringComparer.Ordinal);
        Names = [.. _byName.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>The dialects that come with Composite.</summary>
    public static DialectRegistry Standard { get; } = new(Iso87Dialects.Ascii, Iso87Dialects.Binary);

    /// <summary>In alphabetical order.</summary>
    public IReadOnlyList<string> Names { get; }

    public bool TryGet(string name, [NotNullWhen(true)] out Dialect? dialect) => _byName.TryGetValue(name, out dialect);
}

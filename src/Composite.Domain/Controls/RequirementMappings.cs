using System.Text.RegularExpressions;
using Composite.Domain.Components;

namespace Composite.Domain.Controls;

/// <summary>
/// Decides imports of requirement ids. Composite ships none: the text and numbers of the standard's solution domain are licensed, and only
/// a user with a licence brings them.
/// </summary>
public static partial class RequirementMappings
{
    public const int MaxSets = 20;
    public const int MaxImports = 1000;
    public const int MaxRequirements = 200;

    public static Decision Import(ControlBook book, string mappingSet, string sourceEdition, IReadOnlyList<RequirementMappingEntry> entries, string person)
    {
        ArgumentNullException.ThrowIfNull(book);
        RequirementMappingImported? last = book.Mappings.FindLast(m => m.Value.MappingSet == mappingSet)?.Value;
        Problems problems = new Problems().Slug("mappingSet", mappingSet).Text("sourceEdition", sourceEdition, 100).Text("importedBy", person)
            .Require(book.Mappings.Count < MaxImports, "count", "mappingSet", $"{MaxImports} mappings were imported.", "Keep the one that is in force.")
            .Require(last is not null || book.MappingsAt(AsOf.Now(ListingBook.AllThatIsKnown)).Count < MaxSets, "count", "mappingSet", $"{MaxSets} mapping sets exist.", "Replace one of them.");
        IReadOnlyList<RequirementMappingEntry> given = problems.Items("entries", entries, 1, ControlCatalogue.Controls.Count);
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int i = 0; i < given.Count; i++) CheckEntry(problems, given[i], $"entries[{i}]", seen);
        if (problems.Any) return problems.Or();
        return last is not null && last.SourceEdition == sourceEdition && SaysTheSame(last.Entries, given)
            ? Decision.Accept()
            : Decision.Accept(new RequirementMappingImported(mappingSet, sourceEdition, given, person));
    }

    private static void CheckEntry(Problems problems, RequirementMappingEntry entry, string path, HashSet<string> seen)
    {
        problems
            .Require(ControlCatalogue.Find(entry.ControlId) is not null, "unknown-control", $"{path}.controlId", $"'{Problems.Shown(entry.ControlId)}' is not a control.", "List the controls.")
            .Require(entry.ControlId is null || seen.Add(entry.ControlId), "duplicate", $"{path}.controlId", $"'{Problems.Shown(entry.ControlId)}' is named twice.", "Name each control once, with all its requirements.");
        foreach (string requirement in problems.Items($"{path}.requirementIds", entry.RequirementIds, 1, MaxRequirements))
        {
            problems.Pattern($"{path}.requirementIds", requirement, RequirementPattern(), "Give the requirement's id alone: letters, digits, spaces and . - / ( ), beginning with a letter or digit, at most 40 characters.");
        }
    }

    private static bool SaysTheSame(IReadOnlyList<RequirementMappingEntry> a, IReadOnlyList<RequirementMappingEntry> b) =>
        a.Count == b.Count && a.Zip(b).All(pair => pair.First.ControlId == pair.Second.ControlId && pair.First.RequirementIds.SequenceEqual(pair.Second.RequirementIds));

    // Begins with a letter or digit, so that no cell of an export is taken for a formula.
    [GeneratedRegex(@"^[0-9A-Za-z][0-9A-Za-z .\-/()]{0,39}\z", RegexOptions.CultureInvariant)]
    private static partial Regex RequirementPattern();
}

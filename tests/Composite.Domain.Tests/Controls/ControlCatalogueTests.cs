using System.Text.RegularExpressions;
using Composite.Domain.Controls;
using Composite.Domain.Staff;
using Xunit;

namespace Composite.Domain.Tests.Controls;

/// <summary>The catalogue is data: what every control must have, and what none may have.</summary>
public sealed partial class ControlCatalogueTests
{
    /// <summary>The only requirement numbers of the MPoC standard that are public; each goes with its version.</summary>
    private static readonly string[] PublicNumbers = ["1A-1.3", "1A-5", "1B-2.4", "1E-1.6", "2A-1.5", "4A-2.5"];

    [Fact]
    public void Controls_Ids_AreOursUniqueAndInOrderWithinTheirGroup()
    {
        Assert.InRange(ControlCatalogue.Controls.Count, 30, 60);
        Assert.All(ControlCatalogue.Controls, c => Assert.Matches("^SOL-[A-Z]{3}-[0-9]{2}$", c.Id));
        Assert.Equal(ControlCatalogue.Controls.Count, ControlCatalogue.Controls.Select(c => c.Id).Distinct().Count());
        foreach (IGrouping<ControlGroup, Control> group in ControlCatalogue.Controls.GroupBy(c => c.Group))
        {
            Assert.Single(group.Select(c => c.Id[..7]).Distinct());
            Assert.Equal(group.Select(c => c.Id).Order(StringComparer.Ordinal), group.Select(c => c.Id));
        }

        Assert.Equal(Enum.GetValues<ControlGroup>(), ControlCatalogue.Controls.Select(c => c.Group).Distinct().Order());
    }

    [Fact]
    public void Controls_Always_SayWhatWhyAndWho() => Assert.All(ControlCatalogue.Controls, c =>
    {
        Assert.All([c.Title, c.Statement, c.Why], text => Assert.False(string.IsNullOrWhiteSpace(text), c.Id));
        Assert.All([c.Statement, c.Why], text => Assert.EndsWith(".", text, StringComparison.Ordinal));
        Assert.InRange(c.CycleDays, 1, 366);
        Assert.True(Enum.TryParse<StaffRole>(c.Owner, ignoreCase: true, out _), $"{c.Id}: {c.Owner} is no role.");
        Assert.True(Problems.IsSlug(c.Owner));
    });

    [Fact]
    public void Controls_Checks_FitTheirKind()
    {
        Assert.All(ControlCatalogue.Controls, c =>
        {
            Assert.Equal(c.Check.Kind == ControlCheckKind.Automatic, c.Check.Evaluator is not null);
            Assert.Equal(c.Check.Kind == ControlCheckKind.Evidence, c.Check.EvidenceTypes.Count > 0);
        });
        Assert.Equal(ControlAssessments.EvaluatorKeys.Order(), ControlCatalogue.Controls.Select(c => c.Check.Evaluator).OfType<string>().Order());
    }

    /// <summary>What is ours is never presented as PCI's, and of PCI's only what is public is cited, with its version.</summary>
    [Fact]
    public void Controls_Origin_NamesItsSourceAndNoLicensedNumber() => Assert.All(ControlCatalogue.Controls, c =>
    {
        Assert.Equal(c.Origin == ControlOrigin.PciPublic, c.Source is not null);
        string texts = string.Join(' ', c.Title, c.Statement, c.Why);
        Assert.DoesNotContain("PCI requires", texts, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(Number().Matches(texts));
        foreach (Match number in Number().Matches(c.Source ?? string.Empty))
        {
            Assert.Contains(number.Value, PublicNumbers);
            Assert.Contains("v1.0 and v1.0.1", c.Source!, StringComparison.Ordinal);
        }
    });

    // The form of a requirement's number: a digit, a letter, a hyphen and a number.
    [GeneratedRegex(@"\b[1-5][A-Z]-[0-9][0-9.]*")]
    private static partial Regex Number();
}

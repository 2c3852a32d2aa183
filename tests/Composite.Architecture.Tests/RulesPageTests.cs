using System.Reflection;
using Composite.Domain.Rules;
using Xunit;

namespace Composite.Architecture.Tests;

/// <summary>The page that explains the rules names every rule, and no other.</summary>
public sealed class RulesPageTests
{
    [Fact]
    public void RulesPage_Codes_AreThoseOfTheGate()
    {
        string[] codes = [.. typeof(RuleCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!)];

        string[] onPage = [.. File.ReadLines(Path.Combine(Repository.Root, "docs", "rules.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('`')[1])];

        Assert.Equal(codes.Order(), onPage.Order());
    }
}

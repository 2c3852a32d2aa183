using System.Xml.Linq;
using Xunit;

namespace Composite.Architecture.Tests;

/// <summary>Dependencies point one way: what each project may reference stands here, and nowhere else.</summary>
public sealed class DependencyTests
{
    public static TheoryData<string, string[]> Allowed => new()
    {
        { "Composite.Domain", [] },
        { "Composite.Iso8583", [] },
        { "Composite.Contracts", [] },
        { "Composite.Grains", ["Composite.Domain", "Composite.Contracts"] },
        { "Composite.Storage", ["Composite.Domain"] },
        { "Composite.Attestation", ["Composite.Domain"] },
        { "Composite.Acquirers", ["Composite.Domain", "Composite.Iso8583"] },
        { "Composite.Exchange", ["Composite.Domain"] },
        {
            "Composite.Host",
            ["Composite.Domain", "Composite.Iso8583", "Composite.Contracts", "Composite.Grains", "Composite.Storage", "Composite.Acquirers", "Composite.Attestation", "Composite.Exchange"]
        },
        { "Composite.Sandbox", ["Composite.Host"] },
        { "Composite.Cli", [] },
    };

    [Theory]
    [MemberData(nameof(Allowed))]
    public void ProjectReferences_OfEachProject_AreAmongTheAllowed(string project, string[] allowed)
    {
        XDocument file = XDocument.Load(Path.Combine(Repository.Root, "src", project, project + ".csproj"));

        string[] referenced = [.. file.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')))];

        Assert.Subset(allowed.ToHashSet(), referenced.ToHashSet());
    }

    [Fact]
    public void ProjectReferences_OfNewProjects_AreDeclaredHere()
    {
        string[] projects = [.. Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Select(d => Path.GetFileName(d)!)];

        Assert.Equal(Allowed.Select(row => (string)row[0]).Order(), projects.Order());
    }

    [Theory]
    [InlineData("Composite.Domain")]
    [InlineData("Composite.Iso8583")]
    public void PackageReferences_OfPureProjects_AreNone(string project)
    {
        XDocument file = XDocument.Load(Path.Combine(Repository.Root, "src", project, project + ".csproj"));

        Assert.Empty(file.Descendants("PackageReference"));
    }
}

using ArchUnitNET.Loader;
using ArchUnitNET.xUnit;
using Xunit;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Composite.Architecture.Tests;

/// <summary>The domain decides and does nothing else; grains reach the outside only through ports.</summary>
public sealed class PurityTests
{
    private static readonly ArchUnitNET.Domain.Architecture Everything = new ArchLoader().LoadAssembliesIncludingDependencies(
        typeof(Domain.Problem).Assembly, typeof(Grains.GrainsHosting).Assembly, typeof(Iso8583.Iso8583Message).Assembly).Build();

    [Theory]
    [InlineData(@"^System\.IO\.(File|FileInfo|Directory|DirectoryInfo|FileStream|StreamReader|StreamWriter)$")]
    [InlineData(@"^System\.Net\..*")]
    [InlineData(@"^System\.Threading\.(Timer|Thread|PeriodicTimer)$")]
    [InlineData(@"^System\.(TimeProvider|Random|Console|Environment)$")]
    [InlineData(@"^System\.Security\.Cryptography\.RandomNumberGenerator$")]
    [InlineData(@"^Microsoft\..*")]
    [InlineData(@"^Orleans\..*")]
    public void Domain_Types_DoNotTouch(string forbidden) =>
        Types().That().ResideInAssembly(typeof(Domain.Problem).Assembly).Should().NotDependOnAny(Types(true).That().HaveFullNameMatching(forbidden))
            .Because("time is an argument, and everything else comes through a port").WithoutRequiringPositiveResults().Check(Everything);

    [Theory]
    [InlineData(@"^System\.Net\..*")]
    [InlineData(@"^System\.Data\..*")]
    [InlineData(@"^System\.IO\.(File|Directory|FileStream)$")]
    [InlineData(@"^Microsoft\.Data\..*")]
    [InlineData(@"^Microsoft\.AspNetCore\..*")]
    public void Grains_Types_DoNotTouch(string forbidden) =>
        Types().That().ResideInAssembly(typeof(Grains.GrainsHosting).Assembly).Should().NotDependOnAny(Types(true).That().HaveFullNameMatching(forbidden))
            .Because("grains touch no SQL, socket or HTTP").WithoutRequiringPositiveResults().Check(Everything);
}

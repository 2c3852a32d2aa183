using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;

namespace Composite.Contracts.Tests;

/// <summary>Names and numbers on the wire are given, not derived: renaming a type or moving a member must change no byte.</summary>
public sealed partial class DeclarationTests
{
    [Fact]
    public void Types_ThatAreNoGrains_AreAllSerialised() =>
        Assert.Empty(WireTypes.Written.Except(WireTypes.Grains).Except(WireTypes.Serialised).Select(t => t.FullName));

    [Fact]
    public void Types_OnTheWire_HaveAnAliasOfTheirOwn()
    {
        Assert.All(WireTypes.Grains.Concat(WireTypes.Serialised), t => Assert.Matches(KebabCase(), WireTypes.AliasOf(t) ?? $"{t.Name} has no alias"));
        Assert.Empty(WireTypes.Grains.Concat(WireTypes.Serialised).GroupBy(WireTypes.AliasOf).Where(g => g.Count() > 1).Select(g => g.Key));
    }

    [Fact]
    public void Methods_OfGrains_HaveAnAliasOfTheirOwn()
    {
        Assert.NotEmpty(WireTypes.Grains);
        Assert.All(WireTypes.Grains, grain =>
        {
            MethodInfo[] methods = grain.GetMethods();
            Assert.All(methods, m => Assert.Matches(KebabCase(), WireTypes.AliasOf(m) ?? $"{grain.Name}.{m.Name} has no alias"));
            Assert.Equal(methods.Length, methods.Select(WireTypes.AliasOf).Distinct().Count());
            Assert.All(methods, m => Assert.Equal(typeof(CancellationToken), m.GetParameters()[^1].ParameterType));
        });
    }

    [Fact]
    public void Records_Always_AreImmutableAndSealedOrAbstract() => Assert.All(WireTypes.Records, t =>
    {
        Assert.True(t.IsDefined(typeof(ImmutableAttribute), inherit: false), $"{t.Name} is not [Immutable].");
        Assert.True(t.IsSealed || t.IsAbstract, $"{t.Name} is neither sealed nor abstract.");
    });

    [Fact]
    public void Members_OfEachRecord_AreNumberedFromZeroWithoutGaps() => Assert.All(WireTypes.Records, t =>
    {
        uint[] ids = [.. WireTypes.Members(t).Select(m => m.Id).Order()];
        Assert.Equal(Enumerable.Range(0, ids.Length).Select(i => (uint)i), ids);
    });

    /// <summary>A member without a number is silently left behind.</summary>
    [Fact]
    public void Members_ThatCanBeSet_AreNumbered() => Assert.All(WireTypes.Records, t =>
        Assert.Empty(t.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
            .Where(p => p.CanWrite && !p.IsDefined(typeof(IdAttribute))).Select(p => $"{t.Name}.{p.Name}")));

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex KebabCase();
}

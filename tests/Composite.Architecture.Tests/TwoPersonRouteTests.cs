using Xunit;

namespace Composite.Architecture.Tests;

/// <summary>
/// Approvals have one way in: the deciders that ask the two-person rule, behind the endpoints that name the caller. No import, seed or other
/// route reaches the grains or makes the events.
/// </summary>
public sealed class TwoPersonRouteTests
{
    [Theory]
    [InlineData("GetGrain<IPolicyGrain>", "PolicyApi.cs")]
    [InlineData("GetGrain<IWaiverGrain>", "WaiverApi.cs")]
    [InlineData("new PolicyChangeApproved(", "PolicyDecider.cs")]
    [InlineData("new WaiverApproved(", "WaiverDecider.cs")]
    [InlineData("new PolicyChangeProposed(", "PolicyDecider.cs")]
    [InlineData("new WaiverProposed(", "WaiverDecider.cs")]
    [InlineData("new ControlExemptionProposed(", "ControlExemptions.cs")]
    [InlineData("new ControlExemptionApproved(", "ControlExemptions.cs")]
    [InlineData("new PolicyApproved(", null)]
    [InlineData("new PolicyProposed(", null)]
    public void Approvals_HaveOneWayIn(string words, string? file) => Assert.Equal(
        file is null ? [] : [file],
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && File.ReadAllText(path).Contains(words, StringComparison.Ordinal))
            .Select(Path.GetFileName));
}

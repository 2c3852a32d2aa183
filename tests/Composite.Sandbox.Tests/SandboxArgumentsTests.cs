namespace Composite.Sandbox.Tests;

public sealed class SandboxArgumentsTests
{
    [Fact]
    public void Parse_Nothing_RunsUntilStoppedInATemporaryFolder() => Assert.Equal((new SandboxArguments(false, null, false, false), null), SandboxArguments.Parse([]));

    [Fact]
    public void Parse_EveryOption_IsTaken() =>
        Assert.Equal((new SandboxArguments(true, "/nowhere/at/all", true, true), null), SandboxArguments.Parse(["--once", "--data", "/nowhere/at/all", "--keep", "--help"]));

    [Fact]
    public void Parse_Seed_IsTakenWithItsSize() => Assert.Equal(
        (new SandboxArguments(false, null, false, false) { Seed = "/nowhere/at/all", Scale = 0.25, Variation = 7 }, null),
        SandboxArguments.Parse(["--seed", "/nowhere/at/all", "--scale", "0.25", "--variation", "7"]));

    [Theory]
    [InlineData("--twice")]
    [InlineData("--data")]
    [InlineData("--data", "")]
    [InlineData("--seed")]
    [InlineData("--scale", "2")]
    [InlineData("--scale", "NaN")]
    [InlineData("--variation", "-1")]
    [InlineData("--seed", "/nowhere/at/all", "--once")]
    public void Parse_Unknown_SaysWhat(params string[] args)
    {
        (SandboxArguments? arguments, string? problem) = SandboxArguments.Parse(args);

        Assert.Null(arguments);
        Assert.Contains(args[0], problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_OnceInAFolderWithSomethingInIt_IsRefused()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("composite-arguments-");
        try
        {
            Assert.Null(SandboxArguments.Parse(["--once", "--data", folder.FullName]).Problem);
            File.WriteAllText(Path.Combine(folder.FullName, "journal.db"), "x");
            Assert.NotNull(SandboxArguments.Parse(["--once", "--data", folder.FullName]).Problem);
            Assert.Null(SandboxArguments.Parse(["--data", folder.FullName]).Problem);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

using System.Text.Json;

namespace Composite.Sandbox.Tests.Scenarios;

[Collection(SandboxProcess.Collection)]
public sealed class OnceRunTests
{
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Once_AsAUserRunsIt_PassesEveryScenarioAndBalances()
    {
        using SandboxProcess sandbox = new("--once");
        using CancellationTokenSource timeout = new(AtMost);

        string output = await sandbox.Output.ReadToEndAsync(timeout.Token);
        await sandbox.ExitedAsync(timeout.Token);

        Assert.True(sandbox.ExitCode == 0, output + sandbox.Errors);
        using JsonDocument summary = JsonDocument.Parse(output.TrimEnd().Split('\n')[^1]);
        int Number(string name) => summary.RootElement.GetProperty(name).GetInt32();
        Assert.True(Number("scenarios") >= 20);
        Assert.Equal(Number("scenarios"), Number("passed"));
        Assert.Equal((0, 0, 0), (Number("failed"), Number("unknown"), Number("leaks")));
        Assert.True(summary.RootElement.GetProperty("ledgerBalanced").GetBoolean());
        Assert.All(["approved", "declined", "refused", "reversed"], name => Assert.True(Number(name) > 0, name));
    }
}

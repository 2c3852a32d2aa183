using System.Diagnostics;
using System.Globalization;
using Composite.Sandbox.Hosting;

namespace Composite.Sandbox.Tests;

[Collection(SandboxProcess.Collection)]
public sealed class OpenSessionTests
{
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Open_AskedToEnd_StopsTheHostAndRemovesItsFolder()
    {
        using CancellationTokenSource timeout = new(AtMost);
        using SandboxProcess sandbox = new();
        string guide = await GuideAsync(sandbox, timeout.Token);
        using var host = Process.GetProcessById(HostOf(sandbox));
        string credential = guide.Split('\n').Single(line => line.StartsWith("credential", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        Assert.True(File.Exists(credential));

        PoliteEnd.Ask(sandbox.Id);
        await sandbox.ExitedAsync(timeout.Token);
        await host.WaitForExitAsync(timeout.Token);

        Assert.Equal(0, sandbox.ExitCode);
        Assert.False(Directory.Exists(Path.GetDirectoryName(credential)));
        Assert.Contains("First payment approved", guide, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_Killed_TakesTheHostWithIt()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("composite-session-");
        using CancellationTokenSource timeout = new(AtMost);
        using (SandboxProcess sandbox = new("--data", folder.FullName))
        {
            await GuideAsync(sandbox, timeout.Token);
            using var host = Process.GetProcessById(HostOf(sandbox));

            sandbox.Kill();

            await host.WaitForExitAsync(timeout.Token);
        }

        // What the killed one set up is taken up again.
        using (SandboxProcess again = new("--data", folder.FullName))
            Assert.Contains("First payment approved", await GuideAsync(again, timeout.Token), StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    private static async Task<string> GuideAsync(SandboxProcess sandbox, CancellationToken cancellationToken)
    {
        List<string> lines = [];
        while (await sandbox.Output.ReadLineAsync(cancellationToken) is { } line)
        {
            lines.Add(line);
            if (line.StartsWith("Ctrl-C", StringComparison.Ordinal))
                return string.Join('\n', lines);
        }

        throw new InvalidOperationException($"The sandbox ended:\n{string.Join('\n', lines)}\n{sandbox.Errors}");
    }

    // Linux lists a process's children by the thread that started each.
    private static int HostOf(SandboxProcess sandbox) => int.Parse(
        string.Concat(Directory.GetDirectories($"/proc/{sandbox.Id}/task").Select(thread => File.ReadAllText(Path.Combine(thread, "children")))), CultureInfo.InvariantCulture);
}

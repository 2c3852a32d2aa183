using System.Diagnostics;
using System.Globalization;
using Composite.Domain.Ports;
using Xunit;

namespace Composite.Storage.Tests;

/// <summary>A real process, appending with many callers, is killed (SIGKILL) at an unplanned moment: every acknowledged append is there.</summary>
public sealed class CrashTests : IDisposable
{
    private const int Rounds = 4;
    private const int Callers = 24;

    private readonly JournalDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Kill_UnderLoad_LosesNoAcknowledgedAppend()
    {
        var random = new Random(20260101);
        var acknowledged = new Dictionary<string, long>();
        for (var round = 0; round < Rounds; round++)
        {
            await RunAndKillAsync(round, random.Next(1, 2000), acknowledged);
            await AssertHoldsAsync(acknowledged);
        }

        Assert.True(acknowledged.Count > Rounds, "The victims hardly acknowledged anything.");
    }

    [Fact]
    public async Task Open_AnotherProcessHoldsIt_IsLocked()
    {
        using var holder = Start(round: 0);
        try
        {
            Assert.NotNull(await holder.StandardOutput.ReadLineAsync());

            var fault = await Assert.ThrowsAsync<JournalUnavailableException>(async () => await _directory.OpenAsync());

            Assert.Equal(JournalFault.Locked, fault.Fault);
        }
        finally
        {
            holder.Kill();
            await holder.WaitForExitAsync();
        }
    }

    private async Task RunAndKillAsync(int round, int acknowledgements, Dictionary<string, long> acknowledged)
    {
        using var victim = Start(round);
        try
        {
            for (var i = 0; i < acknowledgements; i++)
            {
                Note(await victim.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The victim ended by itself."), acknowledged);
            }
        }
        finally
        {
            victim.Kill();
        }

        // What it printed before it died was acknowledged too; only the last line may be cut off.
        var rest = (await victim.StandardOutput.ReadToEndAsync()).Split('\n');
        foreach (var line in rest[..^1])
        {
            Note(line, acknowledged);
        }

        await victim.WaitForExitAsync();
    }

    private async Task AssertHoldsAsync(Dictionary<string, long> acknowledged)
    {
        await using var journal = await _directory.OpenAsync();
        foreach (var (stream, version) in acknowledged)
        {
            Assert.Equal(version, (await journal.ReadStreamAsync(stream, version - 1, 1, CancellationToken.None))[0].Version);
        }

        Assert.Empty((await journal.VerifyAsync(null, CancellationToken.None)).Problems);
    }

    private Process Start(int round)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Composite.Storage.Crash.dll");
        string[] arguments = [program, _directory.Path, Callers.ToString(CultureInfo.InvariantCulture), round.ToString(CultureInfo.InvariantCulture)];
        return Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
    }

    private static void Note(string line, Dictionary<string, long> acknowledged)
    {
        var parts = line.Split(' ');
        var version = long.Parse(parts[1], CultureInfo.InvariantCulture);
        acknowledged[parts[0]] = Math.Max(version, acknowledged.GetValueOrDefault(parts[0]));
    }
}

using System.Diagnostics;
using System.Runtime.InteropServices;
using Composite.Sandbox.Hosting;
using Composite.Sandbox.Scenarios;
using Composite.Sandbox.Seeding.DataSet;

namespace Composite.Sandbox;

/// <summary>The command line: from arguments to an exit code.</summary>
internal static class SandboxCommand
{
    private const int WrongArguments = 2;
    private const int NotStarted = 3;

    public static async Task<int> RunAsync(string[] args)
    {
        DateTimeOffset startedAt = StartedAt();
        (SandboxArguments? arguments, string? problem) = SandboxArguments.Parse(args);
        if (arguments is null)
        {
            await Console.Error.WriteLineAsync($"{problem}\n\n{SandboxArguments.Usage}");
            return WrongArguments;
        }

        if (arguments.Help)
        {
            await Console.Out.WriteLineAsync(SandboxArguments.Usage);
            return 0;
        }

        using CancellationTokenSource stopping = new();
        using PosixSignalRegistration interrupt = StopOn(PosixSignal.SIGINT, stopping);
        using PosixSignalRegistration terminate = StopOn(PosixSignal.SIGTERM, stopping);
        if (arguments.Seed is { } seeded) return await SeedAsync(seeded, arguments, stopping.Token);
        string root = arguments.Data ?? Directory.CreateTempSubdirectory("composite-sandbox-").FullName;
        try
        {
            SandboxFolder folder = new(root);
            return arguments.Once
                ? await OnceRun.RunAsync(folder, TimeProvider.System, startedAt, Console.Out, stopping.Token)
                : await OpenSession.RunAsync(folder, TimeProvider.System, startedAt, Console.Out, stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return arguments.Once ? NotStarted : 0;
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException or IOException or UnauthorizedAccessException or HttpRequestException or Staff.StaffRefusedException)
        {
            await Console.Error.WriteLineAsync($"The sandbox could not start: {e.Message}");
            return NotStarted;
        }
        finally
        {
            if (arguments is { Data: null, Keep: false })
                Directory.Delete(root, recursive: true);
            else
                await Console.Error.WriteLineAsync($"Kept: {root}");
        }
    }

    private static async Task<int> SeedAsync(string folder, SandboxArguments arguments, CancellationToken cancellationToken)
    {
        try
        {
            DataSetPlan plan = new(arguments.Scale, arguments.Variation, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));
            await SeedCommand.RunAsync(folder, plan, TimeProvider.System, Console.Out, !Console.IsOutputRedirected, cancellationToken);
            return 0;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or UnauthorizedAccessException or Domain.Ports.JournalUnavailableException)
        {
            await Console.Error.WriteLineAsync($"The data set is not whole: {e.Message}");
            return NotStarted;
        }
    }

    private static DateTimeOffset StartedAt()
    {
        using var self = Process.GetCurrentProcess();
        return self.StartTime;
    }

    private static PosixSignalRegistration StopOn(PosixSignal signal, CancellationTokenSource stopping) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        stopping.Cancel();
    });
}

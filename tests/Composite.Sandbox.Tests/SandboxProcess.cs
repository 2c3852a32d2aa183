using System.Diagnostics;
using System.Text;

namespace Composite.Sandbox.Tests;

/// <summary>The built sandbox, started as a user starts it.</summary>
internal sealed class SandboxProcess : IDisposable
{
    /// <summary>Tests that start processes run by themselves: each of them wants the whole machine.</summary>
    public const string Collection = "Processes";

    private readonly Process _process;
    private readonly StringBuilder _errors = new();

    public SandboxProcess(params string[] args)
    {
        ProcessStartInfo start = new(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Composite.Sandbox.exe" : "Composite.Sandbox"))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string arg in args)
            start.ArgumentList.Add(arg);
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) => _errors.AppendLine(line.Data);
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public int ExitCode => _process.ExitCode;

    public string Errors => _errors.ToString();

    public StreamReader Output => _process.StandardOutput;

    public Task ExitedAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    public void Kill() => _process.Kill();

    /// <summary>Ends it with everything that it started, if a test left it running.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}

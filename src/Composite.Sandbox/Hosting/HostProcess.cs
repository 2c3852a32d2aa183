using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Composite.Sandbox.Hosting;

/// <summary>What the Host says when it is ready.</summary>
/// <param name="Url">Where the API is.</param>
/// <param name="Certificate">The file with the certificate to pin.</param>
/// <param name="BootstrapSecret">Of a first start only.</param>
internal sealed record HostReady(Uri Url, string Certificate, string? BootstrapSecret);

/// <summary>The Host as a process of its own: it can be killed for real.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly HostOutput _output;
    private readonly TimeProvider _time;
    private bool _ended;

    private HostProcess(Process process, HostOutput output, TimeProvider time)
    {
        _process = process;
        _output = output;
        _time = time;
    }

    public bool HasExited => _ended || _process.HasExited;

    /// <summary>Resident memory now, in MiB.</summary>
    public int WorkingSetMb
    {
        get
        {
            _process.Refresh();
            return (int)(_process.WorkingSet64 / (1024 * 1024));
        }
    }

    /// <summary>Processor time that it used so far, in seconds.</summary>
    public double ProcessorSeconds
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime.TotalSeconds;
        }
    }

    /// <summary>Starts the executable that runs now once more, as the Host.</summary>
    /// <param name="data">The Host's data folder.</param>
    /// <param name="port">TCP port; 0 takes a free one.</param>
    /// <param name="output">Takes everything that the Host prints.</param>
    /// <param name="time">Bounds the waits.</param>
    public static HostProcess Start(string data, int port, HostOutput output, TimeProvider time)
    {
        string executable = Environment.ProcessPath ?? throw new InvalidOperationException("The process does not know its executable.");
        ProcessStartInfo start = new(executable)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };

        // Started as "dotnet Composite.Sandbox.dll", the executable is dotnet.
        if (Path.GetFileNameWithoutExtension(executable).Equals("dotnet", StringComparison.OrdinalIgnoreCase))
            start.ArgumentList.Add(typeof(HostProcess).Assembly.Location);
        foreach (string argument in (string[])[HostChild.Argument, "--data", data, "--port", port.ToString(CultureInfo.InvariantCulture), "--ready-json"])
            start.ArgumentList.Add(argument);
        Process process = Process.Start(start) ?? throw new InvalidOperationException("The Host could not be started.");
        process.ErrorDataReceived += (_, line) => output.TakeLog(line.Data);
        process.BeginErrorReadLine();
        return new HostProcess(process, output, time);
    }

    /// <summary>Waits until the Host is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended instead; the message has what it said.</exception>
    /// <exception cref="TimeoutException">It was not ready within a minute.</exception>
    public async Task<HostReady> ReadyAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = new(StartTimeout, _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            while (await _process.StandardOutput.ReadLineAsync(either.Token) is { } line)
            {
                _output.TakeAnnouncement(line);
                if (line.StartsWith('{'))
                    return JsonSerializer.Deserialize<HostReady>(line, WireJson.Options) ?? throw new InvalidOperationException("The Host's ready line is empty.");
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The Host was not ready within {StartTimeout.TotalSeconds} s. It said:\n{_output.Tail}");
        }

        await _process.WaitForExitAsync(cancellationToken);
        throw new InvalidOperationException($"The Host ended with exit code {_process.ExitCode} before it was ready. It said:\n{_output.Tail}");
    }

    /// <summary>SIGKILL: nothing in the Host gets to run any more.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Lets the Host end by itself; kills it when it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_ended)
            return;
        if (!_process.HasExited && PoliteEnd.IsSupported)
            PoliteEnd.Ask(_process.Id);
        using CancellationTokenSource timeout = new(PoliteEnd.IsSupported ? StopTimeout : TimeSpan.Zero, _time);
        try
        {
            await _process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            await KillAsync();
        }

        _process.Dispose();
        _ended = true;
    }
}

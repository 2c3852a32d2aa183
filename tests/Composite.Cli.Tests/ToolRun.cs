using Composite.Cli.Commands;
using Composite.Cli.Screens;
using Microsoft.Extensions.Time.Testing;

namespace Composite.Cli.Tests;

/// <summary>Runs the tool in this process, in surroundings of its own, and keeps what it wrote.</summary>
internal sealed class ToolRun : IDisposable
{
    private readonly StringWriter _output = new() { NewLine = "\n" };
    private readonly StringWriter _error = new() { NewLine = "\n" };
    private readonly Queue<ConsoleKeyInfo> _keys = new();

    public ToolRun() => Directory.CreateDirectory(Folder);

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public string Input { get; set; } = string.Empty;

    /// <summary>Columns of the terminal, or null when there is none.</summary>
    public int? Terminal { get; set; }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 7, 31, 12, 0, 0, TimeSpan.Zero));

    public string Output => _output.ToString();

    public string Error => _error.ToString();

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), $"composite-cli-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}");

    public string ConnectionFile => Path.Combine(Folder, "composite", "connection.json");

    /// <summary>A run with the server's address, fingerprint and credential in the environment.</summary>
    public static ToolRun Against(StaffApiServer server)
    {
        ToolRun run = new();
        run.Variables["COMPOSITE_URL"] = server.Url;
        run.Variables["COMPOSITE_CERTIFICATE"] = server.Fingerprint;
        run.Variables["COMPOSITE_CREDENTIAL"] = StaffApiServer.Credential;
        return run;
    }

    public void Type(string text)
    {
        foreach (char c in text)
        {
            ConsoleKey key = c switch { '\r' => ConsoleKey.Enter, '\b' => ConsoleKey.Backspace, _ => ConsoleKey.None };
            _keys.Enqueue(new ConsoleKeyInfo(c, key, false, false, false));
        }
    }

    public Task<ExitCode> RunAsync(params string[] arguments) => RunAsync(arguments, CancellationToken.None);

    public async Task<ExitCode> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        Variables["XDG_CONFIG_HOME"] = Folder;
        return (ExitCode)await OperatorTool.RunAsync(arguments, Surroundings(), cancellationToken);
    }

    public Surroundings Surroundings() => new()
    {
        Output = _output,
        Error = _error,
        Input = new StringReader(Input),
        OutputIsTerminal = Terminal is not null,
        ErrorIsTerminal = Terminal is not null,
        InputIsTerminal = _keys.Count > 0,
        Width = Terminal ?? 80,
        Environment = Variables.GetValueOrDefault,
        ReadKey = _keys.Dequeue,
        Clock = Clock,
    };

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

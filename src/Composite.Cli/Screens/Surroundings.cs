namespace Composite.Cli.Screens;

/// <summary>What the tool finds around it: its streams, the terminal, the environment and the clock. A test gives its own.</summary>
internal sealed record Surroundings
{
    /// <summary>Narrowest and widest line that a terminal is taken to have.</summary>
    public const int MinWidth = 40;

    /// <inheritdoc cref="MinWidth"/>
    public const int MaxWidth = 400;

    public required TextWriter Output { get; init; }

    public required TextWriter Error { get; init; }

    public required TextReader Input { get; init; }

    public required bool OutputIsTerminal { get; init; }

    public required bool ErrorIsTerminal { get; init; }

    public required bool InputIsTerminal { get; init; }

    /// <summary>Columns of the terminal; without meaning when there is none.</summary>
    public required int Width { get; init; }

    /// <summary>Reads an environment variable; null when it is not set.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>Reads a key without showing it; called only when the input is a terminal.</summary>
    public required Func<ConsoleKeyInfo> ReadKey { get; init; }

    public required TimeProvider Clock { get; init; }

    public static Surroundings OfProcess() => new()
    {
        Output = Console.Out,
        Error = Console.Error,
        Input = Console.In,
        OutputIsTerminal = !Console.IsOutputRedirected,
        ErrorIsTerminal = !Console.IsErrorRedirected,
        InputIsTerminal = !Console.IsInputRedirected,
        Width = Math.Clamp(TerminalWidth(), MinWidth, MaxWidth),
        Environment = System.Environment.GetEnvironmentVariable,
        ReadKey = () => Console.ReadKey(intercept: true),
        Clock = TimeProvider.System,
    };

    private static int TerminalWidth()
    {
        const int usualWidth = 80;
        try
        {
            return Console.IsOutputRedirected || Console.WindowWidth <= 0 ? usualWidth : Console.WindowWidth;
        }
        catch (IOException)
        {
            return usualWidth;
        }
    }
}

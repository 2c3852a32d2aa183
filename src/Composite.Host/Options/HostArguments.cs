namespace Composite.Host.Options;

/// <summary>The command line: what it may hold, and what it says about itself.</summary>
internal static class HostArguments
{
    private const string ReadyJson = "--ready-json";

    /// <summary>What the framework reads from the command line and is of use here.</summary>
    private static readonly string[] Framework = ["--environment", "--contentRoot", "--applicationName"];

    /// <summary>Says nothing; the framework passes it when it hosts the program for a test.</summary>
    private const string EmptySection = $"--{InstallationOptions.Section}=";

    /// <summary>Short names, and the options that they stand for.</summary>
    public static IDictionary<string, string> Switches { get; } = new Dictionary<string, string>
    {
        ["--data"] = $"{InstallationOptions.Section}:{nameof(InstallationOptions.Data)}",
        [ReadyJson] = $"{InstallationOptions.Section}:{nameof(InstallationOptions.ReadyJson)}",
        ["--address"] = $"{HttpsOptions.Section}:{nameof(HttpsOptions.Address)}",
        ["--port"] = $"{HttpsOptions.Section}:{nameof(HttpsOptions.Port)}",
    };

    public static string Usage { get; } = """
        Composite: the back-end of a composite MPoC solution.

          Composite.Host [--data FOLDER] [--address IP] [--port NUMBER] [--ready-json] [--Composite:SECTION:OPTION VALUE]...

          --data FOLDER     where the journal, the evidence and the keys are kept; ./data when left out, made when missing
          --address IP      where the API listens; 127.0.0.1 when left out
          --port NUMBER     7443 when left out; 0 takes a free one
          --ready-json      says on standard output, as one line of JSON, when the process is ready
          --help            prints this

        Every option can be given by its whole name, too (--Composite:Limits:RequestTimeout 00:00:20), in the environment
        (Composite__Limits__RequestTimeout) or in appsettings.json; docs/operating.md lists them, with exit codes.
        The first start prints a bootstrap secret, for 'composite bootstrap'. SIGTERM or Ctrl-C ends the process.
        """;

    public static bool AskForHelp(IEnumerable<string> args) => args.Any(a => a is "--help" or "-h" or "-?");

    /// <summary>The arguments as the configuration's provider takes them: it would pass over a switch without a value.</summary>
    public static string[] ForConfiguration(IEnumerable<string> args) => [.. args.Select(a => a == ReadyJson ? ReadyJson + "=true" : a)];

    /// <summary>What is wrong with the arguments' form: a misspelled option must not leave a default in force.</summary>
    public static IEnumerable<string> Errors(IReadOnlyList<string> args)
    {
        for (int i = 0; i < args.Count; i++)
        {
            string name = args[i].Split('=')[0];
            bool isName = name.StartsWith("--", StringComparison.Ordinal);
            bool isKnown = isName && (Switches.ContainsKey(name) || Framework.Contains(name) || name.Contains(':', StringComparison.Ordinal) || args[i] == EmptySection);
            if (!isKnown) yield return $"{name}: there is no such option. --help lists them.";
            if (!isName || args[i] == ReadyJson || name.Length < args[i].Length) continue;
            i++;
            if (isKnown && i == args.Count) yield return $"{name}: no value is given. Put it behind the name.";
        }
    }
}

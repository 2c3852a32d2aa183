using System.Globalization;

namespace Composite.Sandbox;

/// <summary>What the sandbox was told to do.</summary>
/// <param name="Once">Run the scenarios and end, instead of running until Ctrl-C.</param>
/// <param name="Data">The folder to work in; null takes one in the system's folder for temporary files.</param>
/// <param name="Keep">Leave a temporary folder behind.</param>
/// <param name="Help">Only say what there is.</param>
internal sealed record SandboxArguments(bool Once, string? Data, bool Keep, bool Help)
{
    /// <summary>The folder to make a large data set in, or null.</summary>
    public string? Seed { get; init; }

    /// <summary>Its size: 1 for a million devices.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Another number makes another data set of that size.</summary>
    public ulong Variation { get; init; } = 1;

    public const string Usage = """
        The sandbox runs Composite with two simulated acquirers, a simulated A&M service and simulated devices.

          dotnet run -c Release --project src/Composite.Sandbox                    sets a sample solution up and runs until Ctrl-C
          dotnet run -c Release --project src/Composite.Sandbox -- --once          runs every scenario, prints what came of it, ends

          dotnet run -c Release --project src/Composite.Sandbox -- --seed DIR      makes a large made-up data set that a Host can be started on, ends

          --scale N    how large: 1 (the default) for a million devices, down to 0.01
          --variation N  another number makes another data set; the same makes the same one again on the same day
          --data DIR   keeps everything in DIR and takes up what is there; --once wants DIR empty
          --keep       leaves the temporary folder behind

        Exit codes: 0 all is well, 1 a scenario failed, 2 the arguments are wrong, 3 the sandbox could not start.
        """;

    /// <summary>The arguments, or what is wrong with them.</summary>
    public static (SandboxArguments? Arguments, string? Problem) Parse(ReadOnlySpan<string> args)
    {
        SandboxArguments parsed = new(false, null, false, false);
        for (int i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--once":
                    parsed = parsed with { Once = true };
                    break;
                case "--keep":
                    parsed = parsed with { Keep = true };
                    break;
                case "--help" or "-h" or "-?":
                    parsed = parsed with { Help = true };
                    break;
                case "--data" when i + 1 < args.Length && args[i + 1].Length > 0:
                    parsed = parsed with { Data = args[++i] };
                    break;
                case "--data":
                    return (null, "--data wants a folder.");
                case "--seed" when i + 1 < args.Length && args[i + 1].Length > 0:
                    parsed = parsed with { Seed = args[++i] };
                    break;
                case "--seed":
                    return (null, "--seed wants a folder.");
                case "--scale" when i + 1 < args.Length && double.TryParse(args[i + 1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double scale) && scale is >= 0.01 and <= 1:
                    parsed = parsed with { Scale = scale };
                    i++;
                    break;
                case "--scale":
                    return (null, "--scale wants a number from 0.01 to 1.");
                case "--variation" when i + 1 < args.Length && ulong.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out ulong variation):
                    parsed = parsed with { Variation = variation };
                    i++;
                    break;
                case "--variation":
                    return (null, "--variation wants a whole number.");
                default:
                    return (null, $"'{args[i]}' is not known.");
            }
        }

        if (parsed.Seed is not null && (parsed.Once || parsed.Data is not null)) return (null, "--seed goes with --scale and --variation alone.");
        return parsed is { Once: true, Data: { } folder } && Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()
            ? (null, $"--once wants an empty folder, and {folder} is not.")
            : (parsed, null);
    }
}

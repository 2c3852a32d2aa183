using System.Text.Json;
using System.Text.Json.Nodes;
using Composite.Cli.Answers;

namespace Composite.Cli.Commands;

/// <summary>Reads a file of JSON that the operator names.</summary>
internal static class JsonFile
{
    /// <summary>Largest file that is read: what the API takes as a body.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>Reads it.</summary>
    /// <param name="option">The option that named it, for the failure.</param>
    /// <param name="path">The file.</param>
    public static Outcome<JsonNode> Read(string option, string path)
    {
        try
        {
            FileInfo file = new(path);
            if (file.Length > MaxBytes) return new Failure(ExitCode.Usage, option, $"{path} is larger than {MaxBytes / 1024} KiB.", "Give a smaller file.");
            return JsonNode.Parse(File.ReadAllText(path)) is { } node ? node : new Failure(ExitCode.Usage, option, $"{path} holds no JSON value.", "Give a file with JSON.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new Failure(ExitCode.Usage, option, $"{path} can't be read: {e.Message.TrimEnd('.')}.", "Give a file that can be read.");
        }
        catch (JsonException e)
        {
            return new Failure(ExitCode.Usage, option, $"{path} is not JSON (line {e.LineNumber + 1}).", "Give a file with JSON.");
        }
    }
}

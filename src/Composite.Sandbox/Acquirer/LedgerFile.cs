using System.Text.Json;
using System.Text.Json.Serialization;

namespace Composite.Sandbox.Acquirer;

/// <summary>What a line of the ledger states.</summary>
internal enum LedgerLineKind
{
    Entered,
    Undecryptable,
    Duplicate,
    Reversed,
    RepeatedReversal,
    UnmatchedReversal,
}

/// <summary>One fact of the ledger, in the order in which it happened.</summary>
internal sealed record LedgerLine(LedgerLineKind Kind, LedgerKey Key, LedgerEntry? Entry);

/// <summary>The ledger on disk: a JSON object a line, appended, so that it can be read whatever killed the process.</summary>
internal sealed class LedgerFile : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    private readonly StreamWriter _writer;

    public LedgerFile(string path) =>
        _writer = new StreamWriter(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };

    /// <summary>The lines of a file; none when there is no file. A broken last line, which a kill leaves, is passed over.</summary>
    /// <exception cref="InvalidDataException">A line before the last is not a ledger line.</exception>
    public static IReadOnlyList<LedgerLine> Read(string path)
    {
        if (!File.Exists(path))
            return [];
        string[] texts = File.ReadAllLines(path);
        List<LedgerLine> lines = new(texts.Length);
        for (int i = 0; i < texts.Length; i++)
        {
            try
            {
                lines.Add(JsonSerializer.Deserialize<LedgerLine>(texts[i], Json) ?? throw new JsonException("A line is null."));
            }
            catch (JsonException broken) when (i < texts.Length - 1)
            {
                throw new InvalidDataException($"Line {i + 1} of {path} is not a ledger line.", broken);
            }
            catch (JsonException)
            {
                return lines;
            }
        }

        return lines;
    }

    public void Append(LedgerLine line) => _writer.WriteLine(JsonSerializer.Serialize(line, Json));

    public void Dispose() => _writer.Dispose();
}

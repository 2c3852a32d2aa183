using System.Text;

namespace Composite.Sandbox.Hosting;

/// <summary>Everything that the Host printed, kept for the sweep; its log also goes to a file. Safe for many threads.</summary>
internal sealed class HostOutput : IDisposable
{
    /// <summary>Characters that are kept in memory, if nothing else is said. The log's file has them all.</summary>
    public const int MaxCharacters = 16 * 1024 * 1024;

    private const int TailLength = 4000;

    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();
    private readonly StreamWriter _file;
    private readonly int _capacity;

    /// <param name="path">Where the log goes.</param>
    /// <param name="capacity">Most characters that are kept in memory.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public HostOutput(string path, int capacity = MaxCharacters)
    {
        _capacity = capacity;
        _file = new StreamWriter(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
    }

    /// <summary>False once a line did not fit.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>The last that was said.</summary>
    public string Tail
    {
        get
        {
            lock (_gate)
                return _text.ToString(Math.Max(0, _text.Length - TailLength), Math.Min(_text.Length, TailLength));
        }
    }

    /// <summary>A line of the log; null at its end.</summary>
    public void TakeLog(string? line)
    {
        if (line is null)
            return;
        lock (_gate)
        {
            Keep(line);
            _file.WriteLine(line);
        }
    }

    /// <summary>A line for the parent, which may hold the bootstrap secret and so does not go to the file.</summary>
    public void TakeAnnouncement(string line)
    {
        lock (_gate)
            Keep(line);
    }

    public byte[] ToBytes()
    {
        lock (_gate)
            return Encoding.UTF8.GetBytes(_text.ToString());
    }

    public void Dispose() => _file.Dispose();

    private void Keep(string line)
    {
        if (_text.Length + line.Length <= _capacity)
            _text.AppendLine(line);
        else
            IsComplete = false;
    }
}

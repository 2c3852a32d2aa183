using System.Text.Encodings.Web;
using System.Text.Json;

namespace Composite.Exchange.Json;

/// <summary>Writes one JSON document to a stream as it comes, indented, within bounded memory. What is null or empty is left out.</summary>
internal sealed class JsonOut : IAsyncDisposable
{
    private const int FlushBytes = 64 * 1024;

    // Nothing here goes into a page as it is: 'é' and '+' need no escape. Control characters are still escaped.
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Utf8JsonWriter _writer;

    public JsonOut(Stream stream) => _writer = new Utf8JsonWriter(stream, Options);

    public void Text(string name, string? value)
    {
        if (value is not null) _writer.WriteString(name, value);
    }

    public void Text(string name, DateTimeOffset instant) => _writer.WriteString(name, Words.Of(instant));

    public void Number(string name, long value) => _writer.WriteNumber(name, value);

    public void Flag(string name, bool value) => _writer.WriteBoolean(name, value);

    public void Object(string name, Action write)
    {
        _writer.WriteStartObject(name);
        write();
        _writer.WriteEndObject();
    }

    /// <summary>As <see cref="Object"/>, for what is written across waits; <see cref="EndObject"/> closes it.</summary>
    public void StartObject(string name) => _writer.WriteStartObject(name);

    public void EndObject() => _writer.WriteEndObject();

    /// <summary><see cref="EndArray"/> closes it; <see cref="Start"/> and <see cref="EndObject"/> write an item.</summary>
    public void StartArray(string name) => _writer.WriteStartArray(name);

    public void EndArray() => _writer.WriteEndArray();

    public void Objects<T>(string name, IEnumerable<T> items, Action<T> write)
    {
        bool open = false;
        foreach (T item in items)
        {
            if (!open) _writer.WriteStartArray(name);
            open = true;
            WriteItem(item, write);
        }

        if (open) _writer.WriteEndArray();
    }

    public void Texts(string name, IEnumerable<string> items)
    {
        bool open = false;
        foreach (string item in items)
        {
            if (!open) _writer.WriteStartArray(name);
            open = true;
            _writer.WriteStringValue(item);
        }

        if (open) _writer.WriteEndArray();
    }

    /// <summary>As <see cref="Objects{T}"/>, handing on what is written between the items.</summary>
    public async ValueTask ObjectsAsync<T>(string name, IEnumerable<T> items, Action<T> write, CancellationToken cancellationToken)
    {
        bool open = false;
        foreach (T item in items)
        {
            if (!open) _writer.WriteStartArray(name);
            open = true;
            WriteItem(item, write);
            if (_writer.BytesPending > FlushBytes) await _writer.FlushAsync(cancellationToken);
        }

        if (open) _writer.WriteEndArray();
    }

    /// <summary>As it is: an event's payload.</summary>
    public void Raw(string name, ReadOnlySpan<byte> json)
    {
        _writer.WritePropertyName(name);
        _writer.WriteRawValue(json, skipInputValidation: false);
    }

    public void Start() => _writer.WriteStartObject();

    public async ValueTask EndAsync(CancellationToken cancellationToken)
    {
        _writer.WriteEndObject();
        await _writer.FlushAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    private void WriteItem<T>(T item, Action<T> write)
    {
        _writer.WriteStartObject();
        write(item);
        _writer.WriteEndObject();
    }
}

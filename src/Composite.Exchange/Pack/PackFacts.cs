using System.Buffers;
using System.Text.Json;
using Composite.Domain.Ports;

namespace Composite.Exchange.Pack;

/// <summary>
/// The events behind the facts, as the journal holds them: who recorded what, when, at which position. One JSON object to a line,
/// stream by stream, up to the pack's position and known-at.
/// </summary>
internal sealed class PackFacts(PackSource source)
{
    private const int ReadPage = 1000;
    private readonly List<RecordedEvent> _decisions = [];

    /// <summary>Decisions that people took about policies, waivers and controls, in the order of the journal. There once the facts were written.</summary>
    public IReadOnlyList<RecordedEvent> Decisions => [.. _decisions.OrderBy(e => e.Position)];

    public async Task WriteAsync(Stream stream, CancellationToken cancellationToken)
    {
        ArrayBufferWriter<byte> buffer = new(64 * 1024);
        await using Utf8JsonWriter json = new(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        foreach (string name in PackStreams.Of(source))
        {
            await foreach (RecordedEvent recorded in ReadAsync(name, cancellationToken))
            {
                if (IsDecision(recorded.Type)) _decisions.Add(recorded);
                json.Reset(buffer);
                Write(json, recorded);
                buffer.Write("\n"u8);
                if (buffer.WrittenCount > 32 * 1024) await FlushAsync(buffer, stream, cancellationToken);
            }
        }

        await FlushAsync(buffer, stream, cancellationToken);
    }

    /// <summary>A stream's events up to the pack's position and known-at.</summary>
    private async IAsyncEnumerable<RecordedEvent> ReadAsync(string name, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long version = 0;
        while (true)
        {
            IReadOnlyList<RecordedEvent> page = await source.Journal.ReadStreamAsync(name, version, ReadPage, cancellationToken);
            foreach (RecordedEvent recorded in page)
            {
                version = recorded.Version;
                if (recorded.Position > source.Snapshot.Position) yield break;
                if (recorded.RecordedAt <= source.Snapshot.AsOf.KnownAt) yield return recorded;
            }

            if (page.Count < ReadPage) yield break;
        }
    }

    private static bool IsDecision(string type) => type.StartsWith("policy.", StringComparison.Ordinal) || type.StartsWith("waiver.", StringComparison.Ordinal)
        || type.StartsWith("control.exemption", StringComparison.Ordinal) || type.StartsWith("remediation.", StringComparison.Ordinal);

    private static void Write(Utf8JsonWriter json, RecordedEvent recorded)
    {
        json.WriteStartObject();
        json.WriteNumber("position", recorded.Position);
        json.WriteString("stream", recorded.Stream);
        json.WriteNumber("version", recorded.Version);
        json.WriteString("type", recorded.Type);
        json.WriteString("recordedAt", Words.Of(recorded.RecordedAt));
        json.WriteString("actor", recorded.Actor);
        json.WritePropertyName("data");
        json.WriteRawValue(recorded.Payload.Span);
        json.WriteEndObject();
        json.Flush();
    }

    private static async ValueTask FlushAsync(ArrayBufferWriter<byte> buffer, Stream stream, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(buffer.WrittenMemory, cancellationToken);
        buffer.ResetWrittenCount();
    }
}

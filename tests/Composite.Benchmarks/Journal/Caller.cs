using System.Globalization;
using Composite.Domain;
using Composite.Domain.Ports;

namespace Composite.Benchmarks.Journal;

/// <summary>A device that appends to its own stream: two events to a payment, as submitted and answered.</summary>
internal sealed class Caller
{
    private static readonly DateTimeOffset s_epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string _stream;
    private readonly string _actor;
    private readonly byte[] _payload;
    private long _version;

    public Caller(int index, int payloadBytes)
    {
        var device = Guid.CreateVersion7(s_epoch.AddMinutes(index));
        (_stream, _actor) = (Streams.Of(Streams.Payments, device.ToString()), $"device/{device}");
        _payload = new byte[payloadBytes];
        new Random(index).NextBytes(_payload);
    }

    public Append Next()
    {
        var recordedAt = s_epoch.AddMilliseconds(_version);
        var payment = (_version / 2).ToString("D36", CultureInfo.InvariantCulture);
        var newEvent = new NewEvent("payment.submitted.v1", _payload, payment, _actor);
        return new Append { Streams = [new StreamAppend(_stream, _version++, [newEvent])], RecordedAt = recordedAt };
    }
}

using System.Collections.Concurrent;
using Composite.Iso8583.Specs;

namespace Composite.Iso8583;

/// <summary>Keeps messages of one spec for reuse, wiped. Safe for many threads.</summary>
public sealed class Iso8583MessagePool
{
    /// <summary>Messages kept unless another number is given.</summary>
    public const int DefaultCapacity = 64;

    private readonly ConcurrentQueue<Iso8583Message> _idle = new();
    private readonly int _capacity;

    public Iso8583MessagePool(Iso8583Spec spec, int capacity = DefaultCapacity)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        Spec = spec;
        _capacity = capacity;
    }

    public Iso8583Spec Spec { get; }

    /// <summary>A cleared message: a kept one, or a new one when none is idle.</summary>
    public Iso8583Message Rent() => _idle.TryDequeue(out Iso8583Message? message) ? message : new Iso8583Message(Spec);

    /// <summary>Wipes a message and keeps it while fewer than the capacity are idle. The caller must not use it again.</summary>
    /// <exception cref="ArgumentException">The message is of another spec.</exception>
    public void Return(Iso8583Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.Spec != Spec)
            throw new ArgumentException("The message is of another spec than the pool.", nameof(message));
        message.Wipe();
        if (_idle.Count < _capacity)
            _idle.Enqueue(message);
    }
}

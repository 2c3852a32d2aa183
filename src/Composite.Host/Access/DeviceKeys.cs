using Composite.Attestation.Keys;
using Composite.Domain;
using Composite.Domain.Devices;
using Composite.Domain.Ports;
using Composite.Host.Options;
using Microsoft.Extensions.Options;

namespace Composite.Host.Access;

/// <summary>An enrolled device with the key that it signs with.</summary>
internal sealed record EnrolledDevice(DeviceState State, DeviceEnrolment Enrolment, P256PublicKey Key);

/// <summary>Finds the key that a device enrolled. Keeps the devices that were heard of last, up to <see cref="LimitOptions.CachedDevices"/>.</summary>
internal sealed class DeviceKeys(IJournal journal, IFacts facts, TimeProvider time, IOptions<LimitOptions> limits)
{
    private readonly Lock _sync = new();
    private readonly Dictionary<string, LinkedListNode<Followed>> _byId = new(StringComparer.Ordinal);
    private readonly LinkedList<Followed> _byUse = [];

    /// <summary>The device, or null when it is unknown or never enrolled. Its status is not judged here.</summary>
    public async ValueTask<EnrolledDevice?> FindAsync(string deviceId, CancellationToken cancellationToken)
    {
        if (Take(deviceId) is { } known) return await known.ReadAsync(cancellationToken);

        // Only an enrolled device gets a place: whoever makes ids up can't push the others out.
        Followed fresh = new(deviceId, new FollowedStream<DeviceState?>(Streams.Of(Streams.Device, deviceId), null, (state, @event, _) => DeviceState.Evolve(state, @event), journal, facts, time));
        EnrolledDevice? device = await fresh.ReadAsync(cancellationToken);
        if (device is null || !Keep(fresh)) fresh.Stream.Dispose();
        return device;
    }

    private Followed? Take(string deviceId)
    {
        lock (_sync)
        {
            if (!_byId.TryGetValue(deviceId, out LinkedListNode<Followed>? node)) return null;
            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value;
        }
    }

    private bool Keep(Followed fresh)
    {
        lock (_sync)
        {
            if (_byId.ContainsKey(fresh.DeviceId)) return false;
            _byId[fresh.DeviceId] = _byUse.AddFirst(fresh);
            if (_byId.Count <= limits.Value.CachedDevices) return true;
            Followed quietest = _byUse.Last!.Value;
            _byUse.RemoveLast();
            _byId.Remove(quietest.DeviceId);
            quietest.Stream.Dispose();
            return true;
        }
    }

    private sealed class Followed(string deviceId, FollowedStream<DeviceState?> stream)
    {
        private EnrolledDevice? _last;

        public string DeviceId => deviceId;

        public FollowedStream<DeviceState?> Stream => stream;

        public async ValueTask<EnrolledDevice?> ReadAsync(CancellationToken cancellationToken)
        {
            DeviceState? state = await stream.ReadAsync(cancellationToken);
            if (state?.Enrolment is not { } enrolment) return null;
            EnrolledDevice? last = _last;
            if (last is not null && ReferenceEquals(last.State, state)) return last;
            if (last is not null && last.Enrolment.KeyX == enrolment.KeyX && last.Enrolment.KeyY == enrolment.KeyY)
                return _last = new(state, enrolment, last.Key);
            return P256PublicKey.TryImport(enrolment.KeyX, enrolment.KeyY, out P256PublicKey? key, out _) ? _last = new(state, enrolment, key) : null;
        }
    }
}

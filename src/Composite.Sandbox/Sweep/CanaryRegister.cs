using System.Globalization;

namespace Composite.Sandbox.Sweep;

/// <summary>Every secret that the simulators used, so that the sweep can look for it. Safe for many threads.</summary>
/// <param name="capacity">Most secrets that are kept.</param>
public sealed class CanaryRegister(int capacity = CanaryRegister.MaxSecrets)
{
    /// <summary>Secrets that are kept, if nothing else is said.</summary>
    public const int MaxSecrets = 20_000;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<Canary> _canaries = [];
    private bool _full;

    /// <summary>Secrets registered.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _names.Count;
        }
    }

    /// <summary>False once a secret did not fit: then the sweep looks for less than was used.</summary>
    public bool IsComplete
    {
        get
        {
            lock (_gate)
                return !_full;
        }
    }

    public void AddPan(string pan)
    {
        ArgumentNullException.ThrowIfNull(pan);
        Add($"card number {pan[..6]}…{pan[^4..]}", name => CanaryForms.OfDigits(name, pan));
    }

    /// <summary>The track, and what follows the card number on it by itself.</summary>
    public void AddTrack2(string track2)
    {
        ArgumentNullException.ThrowIfNull(track2);
        string label = $"track 2 of {track2[..6]}…";
        Add(label, name => CanaryForms.OfDigits(name, track2));
        string rest = track2[(track2.IndexOf('D', StringComparison.Ordinal) + 1)..];
        if (rest.Length >= Canary.MinLength * 2)
            Add($"{label}, behind the card number", name => CanaryForms.OfDigits(name, rest));
    }

    /// <summary>The PIN (looked for by itself when it has as many digits as cannot turn up by chance) and its clear field in a format 4 block.</summary>
    public void AddPin(string pin)
    {
        ArgumentNullException.ThrowIfNull(pin);
        string length = pin.Length.ToString("X", CultureInfo.InvariantCulture);
        Add("PIN in a clear PIN block", name => CanaryForms.OfBytes(name, Convert.FromHexString($"4{length}{pin.PadRight(14, 'A')}")));
        if (pin.Length >= Canary.MinLength * 2)
            Add("PIN", name => CanaryForms.OfDigits(name, pin));
    }

    /// <param name="name">Which key: its kind and serial number.</param>
    /// <param name="key">Its bytes; kept as long as this register.</param>
    public void AddKey(string name, byte[] key) => Add(name, label => CanaryForms.OfBytes(label, key));

    /// <summary>Everything to look for.</summary>
    public IReadOnlyList<Canary> All()
    {
        lock (_gate)
            return [.. _canaries];
    }

    private void Add(string name, Func<string, IEnumerable<Canary>> forms)
    {
        lock (_gate)
        {
            if (_names.Contains(name))
                return;
            if (_names.Count >= capacity)
            {
                _full = true;
                return;
            }

            _names.Add(name);
            _canaries.AddRange(forms(name));
        }
    }
}

namespace Composite.Grains.Devices;

/// <summary>The nonces that a device used lately. Older requests are refused by their time, so older nonces may be forgotten.</summary>
internal sealed class NonceWindow(int capacity)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Queue<(string Nonce, DateTimeOffset ForgetAt)> _order = new();

    /// <summary>True when the nonce is new and was taken; false when it was used, or when so many came that none can be forgotten yet.</summary>
    public bool TryTake(string nonce, DateTimeOffset now, TimeSpan keepFor)
    {
        while (_order.TryPeek(out (string Nonce, DateTimeOffset ForgetAt) oldest) && oldest.ForgetAt <= now)
        {
            _order.Dequeue();
            _seen.Remove(oldest.Nonce);
        }

        if (_order.Count >= capacity || !_seen.Add(nonce)) return false;
        _order.Enqueue((nonce, now + keepFor));
        return true;
    }
}

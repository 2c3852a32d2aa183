namespace Composite.Storage;

/// <summary>The versions of the streams appended to lately, so that most appends need no look-up. Used by the writer's thread only.</summary>
/// <remarks>
/// Two generations in place of a linked list: a full young generation becomes the old one, and the old one is dropped.
/// At least the last half of the capacity is always remembered, and an access costs one hash look-up.
/// </remarks>
internal sealed class StreamHeads(int capacity)
{
    private Dictionary<string, long> _young = new(StringComparer.Ordinal);
    private Dictionary<string, long> _old = new(StringComparer.Ordinal);

    public int Count => _young.Count + _old.Count;

    public bool TryGet(string stream, out long version)
    {
        if (_young.TryGetValue(stream, out version))
        {
            return true;
        }

        if (!_old.Remove(stream, out version))
        {
            return false;
        }

        Set(stream, version);
        return true;
    }

    public void Set(string stream, long version)
    {
        if (_old.Count > 0)
        {
            _old.Remove(stream);
        }

        _young[stream] = version;
        if (_young.Count >= capacity / 2)
        {
            (_young, _old) = (_old, _young);
            _young.Clear();
        }
    }

    public void Clear()
    {
        _young.Clear();
        _old.Clear();
    }
}

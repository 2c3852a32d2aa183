namespace Composite.Domain.Inventory;

/// <summary>Versions as one asks for them: exact (<c>3.2.1</c>), or with a wildcard at the end (<c>3.2.x</c>), as on listings.</summary>
public static class VersionPattern
{
    public static bool Covers(string pattern, string version)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(version);
        if (string.Equals(pattern, version, StringComparison.Ordinal)) return true;
        int prefix = pattern.Length - 1;
        return pattern.EndsWith(".x", StringComparison.Ordinal) && version.Length > prefix
            && version.AsSpan().StartsWith(pattern.AsSpan(0, prefix), StringComparison.Ordinal) && char.IsAsciiDigit(version[prefix]);
    }
}

namespace Composite.Domain.Components;

/// <summary>Versions as a listing or a security issue names them: exact (<c>3.2.1</c>) or with a trailing wildcard (<c>3.2.x</c>).</summary>
public static class ListedVersions
{
    /// <summary>True when one of them is the whole version string, or ends in <c>.x</c> and is its prefix up to a number.</summary>
    public static bool Cover(IReadOnlyList<string> listed, string version)
    {
        ArgumentNullException.ThrowIfNull(listed);

        // By index: an enumerator of the interface would be allocated, for every payment.
        for (int i = 0; i < listed.Count; i++)
        {
            if (string.Equals(listed[i], version, StringComparison.Ordinal) || WildcardCovers(listed[i], version)) return true;
        }

        return false;
    }

    // "3.2.x" covers 3.2.1, neither 3.20.1 nor "3.2.".
    private static bool WildcardCovers(string listed, string? version)
    {
        int prefix = listed.Length - 1;
        return listed.EndsWith(".x", StringComparison.Ordinal) && version is not null && version.Length > prefix
            && version.AsSpan().StartsWith(listed.AsSpan(0, prefix), StringComparison.Ordinal) && char.IsAsciiDigit(version[prefix]);
    }
}

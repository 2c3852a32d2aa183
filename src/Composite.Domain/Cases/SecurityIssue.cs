using System.Text.RegularExpressions;
using Composite.Domain.Components;

namespace Composite.Domain.Cases;

/// <summary>A vulnerability in a component, as it is understood.</summary>
public sealed partial record SecurityIssue
{
    public const int MaxVersions = 100;
    private const int MaxDescriptionLength = 4000;

    public required string ComponentId { get; init; }

    /// <summary>Affected versions: exact (<c>3.2.1</c>) or with a trailing wildcard (<c>3.2.x</c>).</summary>
    public required IReadOnlyList<string> AffectedVersions { get; init; }

    public required Severity Severity { get; init; }

    public required string Title { get; init; }

    /// <summary>When the provider learnt of it: the clocks of notification run from here.</summary>
    public required DateTimeOffset DiscoveredAt { get; init; }

    /// <summary>Where it was learnt from: a vendor's notice, a test, a researcher.</summary>
    public required string Source { get; init; }

    public required string Description { get; init; }

    /// <summary>True when a version is affected.</summary>
    public bool Affects(string? version) => version is not null && ListedVersions.Cover(AffectedVersions, version);

    /// <summary>Equal in every fact, lists by content.</summary>
    public bool SaysTheSameAs(SecurityIssue other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with { AffectedVersions = other.AffectedVersions } == other && AffectedVersions.SequenceEqual(other.AffectedVersions);
    }

    /// <summary>Adds every defect to <paramref name="problems"/>.</summary>
    public void Check(Problems problems, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(problems);
        problems.Slug("componentId", ComponentId).Text("title", Title).Text("source", Source, 500).Text("description", Description, MaxDescriptionLength)
            .Require(DiscoveredAt != default, "missing", "discoveredAt", "It is missing.", "Give when the provider learnt of the issue.")
            .Require(DiscoveredAt <= now, "in-the-future", "discoveredAt", "It lies in the future.", "Give when the provider learnt of the issue.");
        foreach (string version in problems.Items("affectedVersions", AffectedVersions, 1, MaxVersions))
        {
            problems.Pattern("affectedVersions", version, VersionPattern(), "Give versions like 3.2.1, or 3.2.x for every 3.2 version.");
        }

        if (Severity is null)
        {
            problems.Add("missing", "severity", "It is missing.", "Give severity with cvssScore and words.");
            return;
        }

        problems.Text("severity.words", Severity.Words, 500)
            .Require(Severity.CvssScore is >= 0 and <= 10 && decimal.Round(Severity.CvssScore, 1) == Severity.CvssScore, "range", "severity.cvssScore",
                "It is not a CVSS score.", "Give 0.0 to 10.0, with one decimal place.");
    }

    [GeneratedRegex(@"^[0-9A-Za-z][0-9A-Za-z._+-]{0,39}\z", RegexOptions.CultureInvariant)]
    private static partial Regex VersionPattern();
}

/// <summary>How bad it is.</summary>
/// <param name="CvssScore">CVSS base score, 0.0 to 10.0.</param>
/// <param name="Words">What it means for the solution, in plain words.</param>
public sealed record Severity(decimal CvssScore, string Words)
{
    /// <summary>The score's qualitative rating (CVSS 3.1 and 4.0): none, low, medium, high, critical.</summary>
    public string Rating() => CvssScore switch { 0 => "none", < 4 => "low", < 7 => "medium", < 9 => "high", _ => "critical" };
}

using System.Reflection;

namespace Composite.Exchange;

/// <summary>Who made a document, as the documents say it.</summary>
public static class Generator
{
    public const string Name = "Composite";

    /// <summary>This build's version, three numbers.</summary>
    public static string Version { get; } = typeof(Generator).Assembly.GetCustomAttribute<AssemblyFileVersionAttribute>()?.Version is { } version
        ? System.Version.Parse(version).ToString(3)
        : "0.0.0";
}

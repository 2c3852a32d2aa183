namespace Composite.Architecture.Tests;

/// <summary>Where the source tree stands, found upwards from the test's own folder.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? folder) => folder switch
    {
        null => throw new InvalidOperationException("The tests run outside of the source tree."),
        _ when File.Exists(Path.Combine(folder.FullName, "Composite.sln")) => folder.FullName,
        _ => Find(folder.Parent),
    };
}

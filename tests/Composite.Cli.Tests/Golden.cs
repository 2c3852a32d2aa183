using System.Runtime.CompilerServices;
using Xunit;

namespace Composite.Cli.Tests;

/// <summary>Compares output with the files in the folder Golden. With COMPOSITE_GOLDEN=write the files are written anew, to be reviewed.</summary>
internal static class Golden
{
    public static void Verify(string name, string actual, [CallerFilePath] string caller = "")
    {
        if (Environment.GetEnvironmentVariable("COMPOSITE_GOLDEN") == "write")
        {
            File.WriteAllText(Path.Combine(Path.GetDirectoryName(caller)!, "Golden", name), actual);
            return;
        }

        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", name)), actual);
    }
}

using System.Runtime.CompilerServices;
using System.Text;
using Xunit;

namespace Composite.Exchange.Tests;

/// <summary>Files that were looked at once and hold from then on. <c>COMPOSITE_GOLDEN=write</c> writes them anew, to be looked at.</summary>
internal static class Golden
{
    public static void Check(string name, byte[] actual, [CallerFilePath] string test = "")
    {
        string folder = Path.Combine(Path.GetDirectoryName(test)!, "..", "Golden");

        // The build's own version stands in the documents.
        string text = Encoding.UTF8.GetString(actual).Replace(Generator.Version, "VERSION", StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("COMPOSITE_GOLDEN") == "write") File.WriteAllText(Path.Combine(folder, name), text);
        Assert.Equal(File.ReadAllText(Path.Combine(folder, name)), text);
    }
}

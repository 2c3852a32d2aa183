using System.Text;
using Composite.Domain.Solutions;
using Composite.Exchange.Import;

namespace Composite.Exchange.Tests.Import;

/// <summary>Listings files for tests.</summary>
internal static class Files
{
    public const string Header = "componentId,reference,standardVersion,laboratory,listedOn,expiresOn,checkpointDueOn,versions,entryModes,cvms,sdkType,dependencies,retrievedAt";

    /// <summary>The row that says what <see cref="World.Small"/> knows of the SDK.</summary>
    public const string Known = "sdk-tap,2025-00001.001,1.1,A Laboratory,2025-01-01,2028-01-01,2026-06-01,3.2.x; 3.1.0,contactless,none; onlinePin,isolating,2025-00002.001,2026-02-01T08:00:00Z";

    public const string New = "back-end,2026-00003.001,1.1,Another Laboratory,2026-01-01,2029-01-01,,1.x,,,,,2026-02-01T08:00:00Z";

    public static byte[] Csv(params string[] rows) => Encoding.UTF8.GetBytes(string.Join("\r\n", [Header, .. rows]) + "\r\n");

    public static ListingsFile Read(byte[] file, ImportFormat format = ImportFormat.Csv) =>
        ListingsFile.Read(file, format, text => text.Contains("4111111111111111", StringComparison.Ordinal));

    public static ImportPlan Plan(byte[] file, SolutionFacts facts, ImportFormat format = ImportFormat.Csv)
    {
        ListingsFile read = Read(file, format);
        Xunit.Assert.Empty(read.Problems);
        return ListingPlanner.Plan(read.Sha256, read.Rows, facts, World.Now);
    }
}

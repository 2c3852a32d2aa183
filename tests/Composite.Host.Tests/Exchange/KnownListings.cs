using Composite.Domain.Components;
using Composite.Domain.Solutions;

namespace Composite.Host.Tests.Exchange;

/// <summary>Facts with an SDK and its listing in a solution, and files about them.</summary>
internal static class KnownListings
{
    public const string Header = "componentId,reference,standardVersion,laboratory,listedOn,expiresOn,versions,retrievedAt\n";

    public const string New = "sdk,2026-00002.001,1.1,A Laboratory,2026-01-01,2029-01-01,4.x,2026-02-01T08:00:00Z\n";

    public const string Corrects = "sdk,2025-00001.001,1.1,A Laboratory,2025-01-01,2027-06-01,3.x,2026-02-01T08:00:00Z\n";

    public const string Same = "sdk,2025-00001.001,1.1,A Laboratory,2025-01-01,2028-01-01,3.x,2026-02-01T08:00:00Z\n";

    public const string Invalid = "sdk,2026-00003.001,1.1,=cmd,2026-01-01,,4.x,2026-02-01T08:00:00Z\n";

    public static SolutionFacts Facts()
    {
        DateTimeOffset at = Support.TestHost.Start.AddDays(-60);
        Listing listing = new()
        {
            Reference = "2025-00001.001",
            StandardVersion = "1.1",
            Laboratory = "A Laboratory",
            ListedOn = new DateOnly(2025, 1, 1),
            ExpiresOn = new DateOnly(2028, 1, 1),
            Versions = ["3.x"],
            RetrievedAt = at,
        };
        return SolutionFacts.Empty
            .Evolve("component/sdk", new ComponentRegistered("sdk", ComponentKind.MpocSoftware, "SDK", "Vendor"), 1, at)
            .Evolve("component/sdk", new ListingRecorded(listing), 2, at)
            .Evolve("solution/tap", new SolutionRegistered("tap", "Tap", "The Provider"), 3, at)
            .Evolve("solution/tap", new SolutionComposed(["sdk"]), 4, at);
    }
}

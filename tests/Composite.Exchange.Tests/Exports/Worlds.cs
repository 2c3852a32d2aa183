using Composite.Domain;
using Composite.Domain.Components;
using Composite.Domain.Controls;
using Composite.Domain.Solutions;
using Composite.Exchange.Snapshots;

namespace Composite.Exchange.Tests.Exports;

/// <summary>Worlds that exports must bear.</summary>
internal static class Worlds
{
    public const string OddText = "=cmd|' /C calc'!A0 \"quoted\", <script>&amp; é ü 漢字 \U0001F600 {{x}} \\ \u2028 ' ; ";

    /// <summary>Every kind of component, with odd characters, versions, listings in every status, attestations, dependencies, in one solution.</summary>
    public static World Rich()
    {
        World world = World.Small();
        List<string> ids = [.. world.Facts.Components.Keys.Order(StringComparer.Ordinal)];
        foreach (ComponentKind kind in Enum.GetValues<ComponentKind>())
        {
            string id = $"kind-{(int)kind}";
            ids.Add(id);
            world.Component(id, kind, $"{OddText}{kind}", OddText);
            world.Happened($"component/{id}", new ComponentVersionAdded(Version(kind, "1.0.0")));
            world.Happened($"component/{id}", new ComponentVersionAdded(Version(kind, "2.0+build_7-rc.1")));
            world.Happened($"component/{id}", new ComponentVersionWithdrawn("1.0.0", "Old"));
            if (kind is not ComponentKind.ProviderPart) world.Happened($"component/{id}", new ListingRecorded(Row(10 + (int)kind, kind)));
        }

        world.Happened("component/kind-0", new ListingRevoked("2025-00010.001", World.Now.AddDays(-3), "Withdrawn"));
        world.Happened("component/kind-1", new ListingRemediationChanged("2025-00011.001", true, World.Now.AddDays(-3), "Finding"));
        world.Happened("component/kind-4", new ComplianceRecorded(new(ComplianceStandard.PciPin, "3.1", OddText, new DateOnly(2025, 6, 1), new DateOnly(2026, 6, 1))));
        world.Happened("component/back-end", new ComplianceRecorded(new(ComplianceStandard.PciDss, "4.0.1", "An Assessor", new DateOnly(2024, 6, 1), new DateOnly(2025, 6, 1))));
        foreach (string solution in (string[])["tap", "tap-two"])
        {
            world.Happened($"solution/{solution}", new SolutionRegistered(solution, $"Tap {OddText}", "The Provider"));
            world.Happened($"solution/{solution}", new SolutionComposed(ids));
            world.Happened($"solution/{solution}", new ListingRecorded(World.Listing(solution == "tap" ? "2025-00090.001" : "2025-00091.001")));
            world.Happened($"solution/{solution}", new SolutionActivated("Go"));
        }

        return world;
    }

    public static AsOf Now => AsOf.Now(World.Now);

    public static InventorySnapshot Snapshot(World world, string? solutionId = null, AsOf? asOf = null) =>
        SnapshotBuilder.Build(world.Facts, asOf ?? Now, solutionId, ControlCounts.None) ?? throw new InvalidOperationException("There is no such solution.");

    /// <summary>As <see cref="Snapshot"/>, with devices and merchants.</summary>
    public static async Task<InventorySnapshot> CountedAsync(World world, string? solutionId = null, AsOf? asOf = null) =>
        await SnapshotCounting.CountAsync(Snapshot(world, solutionId, asOf), new WorldFleet(), WorldFleet.Day, CancellationToken.None);

    public static async Task<byte[]> BytesAsync(Func<InventorySnapshot, Stream, CancellationToken, Task> write, InventorySnapshot snapshot)
    {
        await using AsyncOnlyStream stream = new();
        await write(snapshot, stream, CancellationToken.None);
        return stream.Written;
    }

    private static Listing Row(int number, ComponentKind kind) => World.Listing($"2025-{number:00000}.001", "Lab " + OddText) with
    {
        SdkType = kind == ComponentKind.MpocSoftware ? SdkType.NonIsolating : null,
        Dependencies = ["2025-00002.001", "2099-99999.999"],
        ExpiresOn = kind switch
        {
            ComponentKind.Kernel => new DateOnly(2026, 2, 1),
            ComponentKind.ScrpReader => new DateOnly(2026, 4, 1),
            _ => new DateOnly(2028, 1, 1),
        },
        CheckpointDueOn = kind == ComponentKind.AttestationService ? new DateOnly(2025, 9, 1) : null,
        ListedOn = kind == ComponentKind.DecryptionService ? new DateOnly(2026, 5, 1) : new DateOnly(2025, 1, 1),
    };

    private static ComponentVersion Version(ComponentKind kind, string version) => new()
    {
        Version = version,
        CryptoExpiresOn = kind == ComponentKind.MpocSoftware ? new DateOnly(2027, 1, 1) : null,
        PackageName = kind == ComponentKind.MpocApplication ? "com.example.pos" : null,
        CertificateSha256s = kind == ComponentKind.MpocApplication ? [new string('a', 64), new string('b', 64)] : [],
    };
}

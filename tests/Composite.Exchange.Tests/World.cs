using Composite.Domain.Components;
using Composite.Domain.Solutions;

namespace Composite.Exchange.Tests;

/// <summary>A small made-up world: what is known, built by events as the journal would have them.</summary>
internal sealed class World
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private long _position;

    /// <summary>What happened, in order.</summary>
    public List<(long Position, string Stream, Domain.IEvent Event, DateTimeOffset RecordedAt)> History { get; } = [];

    public SolutionFacts Facts { get; private set; } = SolutionFacts.Empty;

    public static Listing Listing(string reference, string laboratory = "A Laboratory") => new()
    {
        Reference = reference,
        StandardVersion = "1.1",
        Laboratory = laboratory,
        ListedOn = new DateOnly(2025, 1, 1),
        ExpiresOn = new DateOnly(2028, 1, 1),
        CheckpointDueOn = new DateOnly(2026, 6, 1),
        Versions = ["3.2.x", "3.1.0"],
        EntryModes = [EntryMode.Contactless],
        Cvms = [Cvm.None, Cvm.OnlinePin],
        SdkType = SdkType.Isolating,
        Dependencies = ["2025-00002.001"],
        RetrievedAt = new DateTimeOffset(2026, 2, 1, 8, 0, 0, TimeSpan.Zero),
    };

    public World Happened(string stream, Domain.IEvent @event, DateTimeOffset? recordedAt = null)
    {
        DateTimeOffset at = recordedAt ?? Now.AddDays(-30);
        Facts = Facts.Evolve(stream, @event, ++_position, at);
        History.Add((_position, stream, @event, at));
        return this;
    }

    public World Component(string id, ComponentKind kind, string name = "A product", string vendor = "A Vendor") =>
        Happened($"component/{id}", new ComponentRegistered(id, kind, name, vendor));

    /// <summary>An SDK, an A&amp;M service and a back-end, the first two listed.</summary>
    public static World Small() => new World()
        .Component("sdk-tap", ComponentKind.MpocSoftware, "Tap SDK", "Vendor One")
        .Component("watch", ComponentKind.AttestationService, "Watch", "Vendor Two")
        .Component("back-end", ComponentKind.PaymentBackEnd, "Back-end", "The Provider")
        .Happened("component/sdk-tap", new ComponentVersionAdded(new ComponentVersion { Version = "3.2.1", CryptoExpiresOn = new DateOnly(2027, 1, 1) }))
        .Happened("component/sdk-tap", new ListingRecorded(Listing("2025-00001.001")))
        .Happened("component/watch", new ListingRecorded(Listing("2025-00002.001") with { SdkType = null, Dependencies = [] }));
}

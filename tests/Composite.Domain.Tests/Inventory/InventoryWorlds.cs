using System.Collections.Immutable;
using Composite.Domain.Components;
using Composite.Domain.Inventory;
using Composite.Domain.Solutions;
using Composite.Domain.Tests.Components;
using CsCheck;

namespace Composite.Domain.Tests.Inventory;

/// <summary>Random facts with a few components of several kinds in two solutions, and random questions.</summary>
internal static class InventoryWorlds
{
    private static readonly ComponentKind[] Kinds = [ComponentKind.MpocSoftware, ComponentKind.Kernel, ComponentKind.PaymentBackEnd, ComponentKind.AttestationService];

    public static readonly Gen<SolutionFacts> Facts = Gen.Select(ComponentHistories.Any.Array[0, 6], Gen.Select(ComponentHistories.Instant, ComponentHistories.Instant)).Select((histories, composed) => new SolutionFacts
    {
        Components = histories.Select((history, i) => ComponentHistories.Fold(history) with { Id = $"c{i}", Kind = Kinds[i % Kinds.Length] }).ToImmutableDictionary(c => c.Id),
        Solutions = ImmutableDictionary<string, SolutionState>.Empty.Add("s0", Solution("s0", ["c0", "c1"], composed.Item1)).Add("s1", Solution("s1", ["c1", "c3"], composed.Item2)),
    });

    public static readonly Gen<AsOf> Instants = Gen.Select(ComponentHistories.Instant, Gen.Frequency((1, Gen.Const(ListingBook.AllThatIsKnown)), (3, ComponentHistories.Instant))).Select((valid, known) => new AsOf(valid, known));

    private static readonly Gen<DateOnly?> Day = Maybe(ComponentHistories.Instant.Select(i => DateOnly.FromDateTime(i.UtcDateTime)));

    public static readonly Gen<InventoryFilter> Filter = Gen.Select(
        Gen.Select(Maybe(Gen.Int[0, 3].Select(i => Kinds[i])), Maybe(Gen.Enum<CertificationStatus>()), MaybeText("s0", "s1", "s9"), MaybeText("3.2.1", "3.2.x", "4.x")),
        Gen.Select(MaybeText(ComponentHistories.References[0], "x"), MaybeText("test laboratory"), MaybeText("C1", "name 2", "zzz")),
        Gen.Select(Day, Day, Day)).Select((a, b, days) => new InventoryFilter
        {
            Kind = a.Item1,
            Status = a.Item2,
            SolutionId = a.Item3,
            Version = a.Item4,
            Listing = b.Item1,
            Laboratory = b.Item2,
            Text = b.Item3,
            ExpiresBefore = days.Item1,
            ExpiresAfter = days.Item2,
            CryptoExpiresBefore = days.Item3,
        });

    public static readonly Gen<InventoryQuery> Query =
        Gen.Select(Gen.Enum<InventoryView>(), Filter, Gen.Enum<InventorySort>(), Instants).Select((view, filter, sort, asOf) => new InventoryQuery(view, filter, sort, asOf));

    public static SolutionState Solution(string id, IReadOnlyList<string> components, DateTimeOffset composedAt) => new()
    {
        Id = id,
        Name = id,
        Provider = "p",
        ComponentIds = components,
        Compositions = [new(components, composedAt)],
    };

    private static Gen<T?> Maybe<T>(Gen<T> gen) where T : struct => Gen.Frequency((3, Gen.Const((T?)null)), (1, gen.Select(v => (T?)v)));

    private static Gen<string?> MaybeText(params string[] texts) => Gen.Frequency((3, Gen.Const((string?)null)), (1, Gen.Int[0, texts.Length - 1].Select(i => (string?)texts[i])));
}

using Composite.Domain;

namespace Composite.Exchange.Pack;

/// <summary>The streams that a pack draws on beside those of its solutions and components.</summary>
internal static class PackStreams
{
    /// <summary>The one stream of what there is one of.</summary>
    public const string Main = "main";

    public static string Policy { get; } = Streams.Of(Streams.Policy, Main);

    public static IEnumerable<string> Shared(PackSource source) => [Policy];
}

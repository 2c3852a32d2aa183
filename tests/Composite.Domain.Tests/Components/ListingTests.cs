using System.Text;
using Composite.Domain.Components;
using Composite.Domain.Events;
using Composite.Domain.Ports;
using Composite.Domain.Tests.Rules;
using Xunit;

namespace Composite.Domain.Tests.Components;

public sealed class ListingTests
{
    private static readonly Listing Row = GateScenario.ListingOf("2025-00001.001", "2025-00003.001");

    [Theory]
    [InlineData("3.2.1", "3.2.1", true)]
    [InlineData("3.2.1", "3.2.10", false)]
    [InlineData("3.2.1", "3.2", false)]
    [InlineData("3.2.x", "3.2.1", true)]
    [InlineData("3.2.x", "3.2.1.5", true)]
    [InlineData("3.2.x", "3.20.1", false)]
    [InlineData("3.2.x", "3.2", false)]
    [InlineData("3.2.x", "3.2.", false)]
    [InlineData("3.2.x", "3.2.beta", false)]
    [InlineData("3.2.x", "13.2.1", false)]
    [InlineData("3.x", "3.20.1", true)]
    [InlineData("3.x", "30.1", false)]
    [InlineData("x", "3", false)]
    [InlineData("3.2.x", null, false)]
    [InlineData("3.2.X", "3.2.1", false)]
    public void Covers_ListedVersion_CoversOnlyWhatItNames(string listed, string? running, bool covered) =>
        Assert.Equal(covered, (Row with { Versions = ["0.0.0", listed] }).Covers(running!));

    [Fact]
    public void SaysTheSameAs_RowReadFromJson_ComparesByContent()
    {
        NewEvent encoded = EventCodec.Encode(new ListingRecorded(Row), "system");
        Listing read = ((ListingRecorded)EventCodec.Decode(new RecordedEvent(1, "component/a", 1, encoded.Type, encoded.Payload, null, "system", GateScenario.Noon))).Listing;
        Assert.True(Row.SaysTheSameAs(read) && read.SaysTheSameAs(Row));
        Assert.True(Row.SaysTheSameAs(read with { RetrievedAt = GateScenario.Noon }));
        Assert.Contains("3.2.x", Encoding.UTF8.GetString(encoded.Payload.Span), StringComparison.Ordinal);
    }

    public static TheoryData<string, Func<Listing, Listing>> Differences => new()
    {
        { "reference", l => l with { Reference = "2025-00001.002" } },
        { "expiry", l => l with { ExpiresOn = l.ExpiresOn.AddDays(1) } },
        { "checkpoint", l => l with { CheckpointDueOn = null } },
        { "versions", l => l with { Versions = ["3.3.x"] } },
        { "entry modes", l => l with { EntryModes = [] } },
        { "CVMs", l => l with { Cvms = [Cvm.None] } },
        { "dependencies", l => l with { Dependencies = [] } },
        { "SDK type", l => l with { SdkType = SdkType.NonIsolating } },
    };

    [Theory]
    [MemberData(nameof(Differences))]
    public void SaysTheSameAs_OneFactDiffers_IsFalse(string fact, Func<Listing, Listing> change) => Assert.False(Row.SaysTheSameAs(change(Row)), fact);
}

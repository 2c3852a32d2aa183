using System.Collections.Frozen;
using Composite.Acquirers.Dialects;
using Composite.Domain.Payments;
using Composite.Iso8583;
using Composite.Iso8583.Fields;

namespace Composite.Acquirers.Tests.Dialects;

public sealed class DialectRegistryTests
{
    public static TheoryData<string, Func<Dialect, Dialect>> Defects => new()
    {
        { "Name:", dialect => dialect with { Name = "ISO 87" } },
        { "Connections:", dialect => dialect with { Connections = 0 } },
        { "Connections:", dialect => dialect with { Connections = Dialect.MaxConnections + 1 } },
        { "Framing:", dialect => dialect with { Framing = dialect.Framing with { MaxMessageBytes = 0 } } },
        { "0210 is not a request", dialect => dialect with { Purchase = new MessageTypes(Mti.Parse("0210"), Mti.Parse("0210")) } },
        { "0400 is not a repeat", dialect => dialect with { Reversal = dialect.Reversal with { Repeat = Mti.Parse("0400") } } },
        { "same response", dialect => dialect with { Reversal = dialect.Reversal with { Response = Mti.Parse("0210") } } },
        { "DE35 is for clear account data", dialect => dialect with { Fields = dialect.Fields with { ProtectedData = DataElement.Track2 } } },
        { "DE200 is not in the spec", dialect => dialect with { Fields = dialect.Fields with { Rrn = 200 } } },
        { "DE41 is to carry", dialect => dialect with { Fields = dialect.Fields with { MerchantId = DataElement.TerminalId } } },
        { "must be bytes with BER-TLV", dialect => dialect with { Fields = dialect.Fields with { Emv = 60 } } },
        { "must have 42 digits", dialect => dialect with { Fields = dialect.Fields with { OriginalData = 95 } } },
        { "Acceptor:", dialect => dialect with { Acceptor = new AcceptorLayout(30, 13, 2) } },
        { "MatchFields: is empty", dialect => dialect with { MatchFields = [] } },
        { "MatchFields: DE32 is not a fixed field", dialect => dialect with { MatchFields = [DataElement.AcquirerId] } },
        { "EchoedFields: has more than", dialect => dialect with { EchoedFields = [43, 43, 43, 43] } },
        { "ApprovingCodes:", dialect => dialect with { ApprovingCodes = FrozenSet.Create("0") } },
        { "ReversalReasons: lacks Void", dialect => dialect with { ReversalReasons = dialect.ReversalReasons.Where(one => one.Key != ReversalReason.Void).ToFrozenDictionary() } },
        { "EntryModes: needs two digits for Contact", dialect => dialect with { EntryModes = dialect.EntryModes.Where(one => one.Value != "05").ToFrozenDictionary() } },
        { "SignOnCode: '1' is not 3 digits", dialect => dialect with { SignOnCode = "1" } },
        { "E1 is not a primitive BER tag", dialect => dialect with { ProtectedTags = dialect.ProtectedTags with { PinBlock = 0xE1 } } },
        { "a tag is there more than once", dialect => dialect with { ProtectedTags = dialect.ProtectedTags with { PinBlock = dialect.ProtectedTags.AccountData } } },
    };

    [Theory]
    [MemberData(nameof(Defects))]
    public void Registry_DialectWithADefect_IsRefusedByName(string named, Func<Dialect, Dialect> spoil) =>
        Assert.Contains(named, Assert.Throws<ArgumentException>(() => new DialectRegistry(spoil(Iso87Dialects.Ascii))).Message, StringComparison.Ordinal);

    [Fact]
    public void Registry_SeveralDefects_AreAllNamedAtOnce()
    {
        Dialect bad = Iso87Dialects.Ascii with { SignOnCode = "1", EchoCode = "2" };

        string message = Assert.Throws<ArgumentException>(() => new DialectRegistry(bad, Iso87Dialects.Binary, Iso87Dialects.Binary)).Message;

        Assert.All(new[] { "iso87-ascii: SignOnCode", "iso87-ascii: EchoCode", "iso87-binary: is there more than once" }, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Fact]
    public void Standard_HasTheTwoDialects() => Assert.Equal(["iso87-ascii", "iso87-binary"], DialectRegistry.Standard.Names);
}

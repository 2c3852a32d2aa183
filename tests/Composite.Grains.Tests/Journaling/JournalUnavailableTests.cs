using Composite.Domain.Ports;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Xunit;

namespace Composite.Grains.Tests.Journaling;

/// <summary>A caller on another silo must know a journal's refusal from a bug.</summary>
public sealed class JournalUnavailableTests
{
    // The exception's name, which is why it must not move; then the surrogate's two members.
    private const string GoldenBytes =
        "3001118e05ef87436f6d706f736974652e446f6d61696e2e506f7274732e4a6f75726e616c556e617661696c61626c65457863657074696f6e2c436f6d706f736974652e446f6d61696e"
        + "000d411541736b20616761696e2ee0";

    [Theory]
    [InlineData(JournalFault.Full)]
    [InlineData(JournalFault.Overloaded)]
    [InlineData(JournalFault.Unavailable)]
    public void Exception_ToAnotherSilo_KeepsFaultAndMessage(JournalFault fault)
    {
        Serializer serializer = new ServiceCollection().AddSerializer().BuildServiceProvider().GetRequiredService<Serializer>();
        byte[] bytes = serializer.SerializeToArray<Exception>(new JournalUnavailableException(fault, "Free space.", new IOException("not told")));
        JournalUnavailableException read = Assert.IsType<JournalUnavailableException>(serializer.Deserialize<Exception>(bytes));
        Assert.Equal((fault, "Free space.", (Exception?)null), (read.Fault, read.Message, read.InnerException));
    }

    [Fact]
    public void Exception_ToAnotherSilo_HasTheGoldenBytes()
    {
        Serializer serializer = new ServiceCollection().AddSerializer().BuildServiceProvider().GetRequiredService<Serializer>();
        Assert.Equal(GoldenBytes, Convert.ToHexStringLower(serializer.SerializeToArray<Exception>(new JournalUnavailableException(JournalFault.Overloaded, "Ask again."))));
    }
}

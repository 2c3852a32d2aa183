using Composite.Domain.Ports;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Xunit;

namespace Composite.Grains.Tests.Journaling;

/// <summary>A caller on another silo must know a journal's refusal from a bug.</summary>
public sealed class JournalUnavailableTests
{
    private const string GoldenBytes = "300194d18393ec6a6f75726e616c2d756e617661696c61626c65";

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

using Composite.Iso8583.Fields;
using Composite.Iso8583.Specs;
using Xunit;

namespace Composite.Iso8583.Tests;

public sealed class Iso8583MessagePoolTests
{
    [Fact]
    public void Rent_AfterReturn_GivesTheSameMessageWiped()
    {
        var pool = new Iso8583MessagePool(Iso8583Specs.Binary1987);
        Iso8583Message message = pool.Rent().Begin(Mti.FinancialRequest).Set(DataElement.Pan, "4111111111111111");
        pool.Return(message);

        Assert.Same(message, pool.Rent());
        Assert.True(message.Present.IsEmpty);
        Assert.Equal(default, message.Mti);
    }

    [Fact]
    public void Return_BeyondTheCapacity_IsNotKept()
    {
        var pool = new Iso8583MessagePool(Iso8583Specs.Binary1987, capacity: 1);
        Iso8583Message first = pool.Rent();
        Iso8583Message second = pool.Rent();
        pool.Return(first);
        pool.Return(second);

        Assert.Same(first, pool.Rent());
        Assert.NotSame(second, pool.Rent());
    }

    [Fact]
    public void Return_MessageOfAnotherSpec_Throws() =>
        Assert.Throws<ArgumentException>(() => new Iso8583MessagePool(Iso8583Specs.Binary1987).Return(new Iso8583Message(Iso8583Specs.Ascii1987)));
}

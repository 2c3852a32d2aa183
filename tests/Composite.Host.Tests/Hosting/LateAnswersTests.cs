using Composite.Contracts.Devices;
using Composite.Contracts.Payments;
using Composite.Domain.Payments;
using Composite.Domain.Ports;
using Composite.Host.Hosting;
using Moq;
using Xunit;

namespace Composite.Host.Tests.Hosting;

public sealed class LateAnswersTests
{
    [Fact]
    public async Task RecordAsync_LateAnswer_GoesToItsDeviceWithBothMessages()
    {
        Mock<IDeviceGrain> device = new();
        Mock<IGrainFactory> grains = new();
        grains.Setup(g => g.GetGrain<IDeviceGrain>("d1", null)).Returns(device.Object);
        AcquirerExchange exchange = new(["DE11: 000001"], ["DE39: 00"]);
        await new LateAnswers(grains.Object).RecordAsync(new LateAnswer("bank", "d1", "p1", true, "00", "123456", exchange), CancellationToken.None);
        device.Verify(d => d.RecordLateAnswerAsync(
            It.Is<LateAnswerInfo>(a => a.AcquirerId == "bank" && a.PaymentId == "p1" && a.Approved && a.ResponseCode == "00" && a.AuthorizationCode == "123456"
                && a.RequestFields == exchange.Request && a.ResponseFields == exchange.Response),
            It.IsAny<CancellationToken>()), Times.Once);
    }
}

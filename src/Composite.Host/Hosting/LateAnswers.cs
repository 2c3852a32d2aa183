using Composite.Contracts.Devices;
using Composite.Contracts.Payments;
using Composite.Domain.Ports;

namespace Composite.Host.Hosting;

/// <summary>Hands an acquirer's late answer to the device that it concerns.</summary>
internal sealed class LateAnswers(IGrainFactory grains) : ILateAnswers
{
    public async ValueTask RecordAsync(LateAnswer answer, CancellationToken cancellationToken) => await grains.GetGrain<IDeviceGrain>(answer.DeviceId).RecordLateAnswerAsync(
        new LateAnswerInfo(
            answer.AcquirerId, answer.PaymentId, answer.Approved, answer.ResponseCode, answer.AuthorizationCode, answer.Exchange.Request, answer.Exchange.Response),
        cancellationToken);
}

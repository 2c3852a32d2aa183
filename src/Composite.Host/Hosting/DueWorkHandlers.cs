using Composite.Contracts.Devices;
using Composite.Contracts.Notices;
using Composite.Contracts.Webhooks;
using Composite.Domain;
using Composite.Domain.Notices;
using Composite.Domain.Payments;
using Composite.Domain.Ports;
using Composite.Domain.Webhooks;

namespace Composite.Host.Hosting;

/// <summary>Does due work of some kinds. What it throws leaves the row to its lease.</summary>
internal interface IDueWorkHandler
{
    /// <summary>What the kinds begin with that it does.</summary>
    string KindPrefix { get; }

    Task RunAsync(DueWork work, CancellationToken cancellationToken);
}

/// <summary>Deadlines and reversals of payments: the device's grain does them.</summary>
internal sealed class PaymentWork(IGrainFactory grains) : IDueWorkHandler
{
    public string KindPrefix => "payment.";

    public Task RunAsync(DueWork work, CancellationToken cancellationToken)
    {
        (string deviceId, string paymentId) = PaymentDueWork.Parse(work);
        return grains.GetGrain<IDeviceGrain>(deviceId).RunDueAsync(work.Kind, paymentId, work.Attempt, cancellationToken);
    }
}

/// <summary>Messages to webhooks: the webhook's grain sends them.</summary>
internal sealed class DeliveryWork(IGrainFactory grains) : IDueWorkHandler
{
    public string KindPrefix => DeliveryDueWork.Kind;

    public Task RunAsync(DueWork work, CancellationToken cancellationToken)
    {
        (string webhookId, string noticeId) = DeliveryDueWork.Parse(work);
        return grains.GetGrain<IWebhookGrain>(webhookId).DeliverAsync(noticeId, work.Attempt, cancellationToken);
    }
}

/// <summary>The planning of notices.</summary>
internal sealed class PlanningWork(IGrainFactory grains) : IDueWorkHandler
{
    public string KindPrefix => PlanningDueWork.Kind;

    public Task RunAsync(DueWork work, CancellationToken cancellationToken) => grains.GetGrain<INoticesGrain>(Streams.Only).PlanAsync(cancellationToken);
}

using Composite.Contracts.Payments;
using Composite.Domain;
using Composite.Domain.Payments;
using Composite.Domain.Ports;
using Composite.Grains.Tests.Installation;
using Xunit;

namespace Composite.Grains.Tests.Devices;

/// <summary>What tests of a device's grain share.</summary>
[Collection(InstallationCollection.Name)]
public abstract class DeviceTests(InstallationFixture installation)
{
    /// <summary>Far longer than anything here takes; a test that waits so long has failed.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    protected InstallationFixture Installation => installation;

    protected TestSilo First => installation.First;

    protected TestSilo Second => installation.Second;

    protected ManualClock Clock => installation.Clock;

    protected static string PaymentsOf(TestDevice device) => Streams.Of(Streams.Payments, device.Id);

    protected ScriptedLinks.Line Line(TestDevice device) => First.Links.Of(device.Id);

    protected async Task<IReadOnlyList<string>> EventNamesAsync(TestDevice device, string paymentId) =>
        [.. (await installation.EventsAsync(device, paymentId)).Select(e => e.GetType().Name)];

    /// <summary>A payment that got no answer and must be reversed.</summary>
    protected async Task<SubmitPayment> TimedOutAsync(TestDevice device)
    {
        SubmitPayment payment = device.Purchase();
        Line(device).Purchase = _ => Task.FromResult(ScriptedLinks.NoAnswer);
        Assert.Equal(PaymentOutcome.Unknown, (await First.PayAsync(device, payment)).Outcome);
        return payment;
    }

    protected async Task<SubmitPayment> ApprovedAsync(TestDevice device)
    {
        SubmitPayment payment = device.Purchase();
        Assert.Equal(PaymentOutcome.Approved, (await First.PayAsync(device, payment)).Outcome);
        return payment;
    }

    /// <summary>Waits until the journal is asked to append to the device's payments an event of one kind, and holds it until the returned action is called.</summary>
    protected static (Task Reached, Action Release) HoldAppend<TEvent>(TestSilo silo, TestDevice device) where TEvent : IPaymentEvent
    {
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        silo.Journal.OnAppend(PaymentsOf(device), async (append, next) =>
        {
            if (Has<TEvent>(append))
            {
                reached.TrySetResult();
                await release.Task;
            }

            return await next();
        });
        return (reached.Task.WaitAsync(Patience), () => release.TrySetResult());
    }

    protected static bool Has<TEvent>(Append append) where TEvent : IPaymentEvent =>
        append.Streams[0].Events.Any(e => e.Type == EventNameOf<TEvent>());

    private static string EventNameOf<TEvent>() where TEvent : IPaymentEvent => typeof(TEvent).Name switch
    {
        nameof(PaymentSubmitted) => "payment.submitted.v1",
        nameof(PaymentApproved) => "payment.approved.v1",
        nameof(ReversalDue) => "payment.reversal-due.v1",
        nameof(ReversalAcknowledged) => "payment.reversal-acknowledged.v1",
        string other => throw new NotSupportedException(other),
    };
}

using Composite.Contracts.Payments;
using Composite.Domain;
using Composite.Domain.Components;
using Composite.Domain.Devices;
using Composite.Domain.Merchants;
using Composite.Domain.Payments;
using Composite.Domain.Policies;
using Composite.Domain.Rules;
using Composite.Grains.Tests.Installation;
using Xunit;

namespace Composite.Grains.Tests.Devices;

/// <summary>A decision rests on facts of now, or is a refusal.</summary>
public sealed class FreshFactsTests(InstallationFixture installation) : DeviceTests(installation)
{
    [Fact]
    public async Task Pay_MerchantSuspendedByAnotherSilo_IsRefusedOnceTheFactsHaveIt()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        await ApprovedAsync(device);
        await Installation.WriteAsync(Streams.Merchant, device.MerchantId, new MerchantSuspended("test"));
        PaymentAnswer refused = await First.PayAsync(device, device.Purchase());
        Assert.Equal(RuleCodes.MerchantActive, Assert.Single(refused.Failures).Code);
    }

    [Fact]
    public async Task Pay_DeviceBlockedByAnotherSilo_IsRefusedOnceTheFactsHaveIt()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        await ApprovedAsync(device);
        await Installation.WriteAsync(Streams.Device, device.Id, new DeviceBlocked("test"));
        PaymentAnswer refused = await First.PayAsync(device, device.Purchase());
        Assert.Equal(RuleCodes.DeviceActive, Assert.Single(refused.Failures).Code);
    }

    /// <summary>What was read before waiting for the turn is of then: the payment before it may take long.</summary>
    [Fact]
    public async Task Pay_MerchantSuspendedWhileThePaymentWaitsForItsTurn_IsRefused()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        TaskCompletionSource[] reached = [new(TaskCreationOptions.RunContinuationsAsynchronously), new(TaskCreationOptions.RunContinuationsAsynchronously)];
        TaskCompletionSource[] release = [new(TaskCreationOptions.RunContinuationsAsynchronously), new(TaskCreationOptions.RunContinuationsAsynchronously)];
        int submissions = -1;
        First.Journal.OnAppend(PaymentsOf(device), async (append, next) =>
        {
            if (!Has<PaymentSubmitted>(append)) return await next();
            int submission = Interlocked.Increment(ref submissions);
            reached[submission].SetResult();
            await release[submission].Task;
            return await next();
        });
        Task<PaymentAnswer> first = First.PayAsync(device, device.Purchase());
        await reached[0].Task.WaitAsync(Patience);
        Task<PaymentAnswer>[] queued = [First.PayAsync(device, device.Purchase()), First.PayAsync(device, device.Purchase())];
        await First.Device(device).GetAsync(CancellationToken.None);
        release[0].SetResult();
        await reached[1].Task.WaitAsync(Patience);
        // One of the two is being appended; the other stands in the queue behind it when a later call is answered.
        await First.Device(device).GetAsync(CancellationToken.None);
        await Installation.WriteAsync(Streams.Merchant, device.MerchantId, new MerchantSuspended("test"));
        release[1].SetResult();
        Assert.Equal(PaymentOutcome.Approved, (await first).Outcome);
        PaymentAnswer[] answers = await Task.WhenAll(queued);
        Assert.Single(answers, a => a.Outcome == PaymentOutcome.Approved);
        Assert.Contains(Assert.Single(answers, a => a.Outcome == PaymentOutcome.Refused).Failures, f => f.Code == RuleCodes.MerchantActive);
    }

    [Fact]
    public async Task Pay_FactsCannotBeFollowed_IsRefusedAsStaleUntilTheyCan()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        First.Journal.Following = _ => throw ObservedJournal.Unavailable();
        await First.RefreshAsync();
        Clock.Advance(PolicyValues.Default.FactsMaxAge + TimeSpan.FromMilliseconds(1));
        PaymentAnswer refused = await First.PayAsync(device, device.Purchase());
        Assert.Equal(RuleCodes.FactsFresh, Assert.Single(refused.Failures).Code);
        Assert.Empty(Line(device).Purchases);

        First.Journal.Following = null;
        await First.RefreshAsync();
        await Second.RefreshAsync();
        await ApprovedAsync(device);
    }

    /// <summary>After a restart every device is loaded at once: the facts that were read before are old by then, but newer ones are there.</summary>
    [Fact]
    public async Task Pay_LoadingTheDeviceTakesLong_RestsOnTheFactsOfAfterwards()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        int reads = 0;
        First.Journal.Reading = async stream =>
        {
            if (stream != Streams.Of(Streams.Device, device.Id) || Interlocked.Increment(ref reads) > 1) return;
            Clock.Advance(PolicyValues.Default.FactsMaxAge + TimeSpan.FromMilliseconds(1));
            await First.RefreshAsync();
        };
        PaymentAnswer answer = await First.PayAsync(device, device.Purchase());
        First.Journal.Reading = null;
        await Second.RefreshAsync();
        Assert.Equal((PaymentOutcome.Approved, 1), (answer.Outcome, reads));
    }

    /// <summary>The clock was set back while the facts could not be followed: their age is not known, and not negative.</summary>
    [Fact]
    public async Task Pay_ClockSetBackWhileFactsCannotBeFollowed_IsRefusedAsStale()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        First.Journal.Following = _ => throw ObservedJournal.Unavailable();
        await First.RefreshAsync();
        Clock.Advance(-PolicyValues.Default.FactsMaxAge - TimeSpan.FromMilliseconds(1));
        PaymentAnswer refused = await First.PayAsync(device, device.Purchase()).WaitAsync(Patience);
        Clock.Advance(PolicyValues.Default.FactsMaxAge + TimeSpan.FromMilliseconds(1));
        First.Journal.Following = null;
        await First.RefreshAsync();
        await Second.RefreshAsync();
        Assert.Equal(RuleCodes.FactsFresh, Assert.Single(refused.Failures).Code);
    }

    [Fact]
    public async Task Configure_EnrolledDevice_GetsWhatListingAndMerchantAllow()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        Contracts.Devices.DeviceConfiguration configuration = (await First.Device(device).ConfigureAsync(device.Proof(), CancellationToken.None)).Configuration!;
        Assert.Equal((device.Id, device.Tid, "Active", Clock.Now), (configuration.DeviceId, configuration.Tid, configuration.Status, configuration.ServerTime));
        Assert.Equal([nameof(EntryMode.Contactless)], configuration.EntryModes);
        Assert.Equal(1_000_000, configuration.MaxAmountMinor["EUR"]);
        Assert.Equal((int)PolicyValues.Default.AttestationMaxAge.TotalMilliseconds, configuration.AttestationMaxAgeMs);
    }
}

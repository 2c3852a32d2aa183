using Composite.Contracts.Payments;
using Composite.Domain;
using Composite.Domain.Payments;
using Composite.Domain.Ports;
using Composite.Grains.Devices;
using Composite.Grains.Facts;
using Composite.Grains.Tests.Installation;
using Xunit;

namespace Composite.Grains.Tests.Devices;

/// <summary>A device's memory is bounded; what it dropped is still in the journal.</summary>
public sealed class SnapshotTests(InstallationFixture installation) : DeviceTests(installation)
{
    [Fact]
    public async Task Activate_AfterSixHundredPayments_ReadsTheSnapshotAndItsTail()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        SubmitPayment oldest = await ApprovedAsync(device);
        SubmitPayment second = await ApprovedAsync(device);
        for (int i = 0; i < 600; i++) await ApprovedAsync(device);
        StreamSnapshot snapshot = First.Journal.SnapshotsWritten.Last(s => s.Stream == PaymentsOf(device));
        Assert.InRange(snapshot.Version, 1204 - PaymentJournal.SnapshotEvery, 1204);

        First.Journal.StreamReads.Clear();
        await First.ForgetAsync(device);
        // The second is of the query that made the new activation, for what it did not find.
        Assert.Equal([snapshot.Version, 1204], First.Journal.StreamReads.Where(r => r.Stream == PaymentsOf(device)).Select(r => r.AfterVersion));

        int sent = Line(device).Purchases.Count;
        Assert.Equal(PaymentOutcome.Approved, (await First.PayAsync(device, oldest)).Outcome);
        Assert.Equal(PaymentOutcome.BodyMismatch, (await First.PayAsync(device, oldest with { BodySha256 = new string('b', 64) })).Outcome);
        Assert.Equal(PaymentOutcome.Approved, (await First.QueryAsync(device, oldest.PaymentId)).Outcome);
        Assert.Contains((PaymentsOf(device), oldest.PaymentId), First.Journal.SubjectReads);

        Assert.Equal(PaymentOutcome.Voiding, (await First.VoidAsync(device, oldest.PaymentId)).Outcome);
        await First.RunAsync(Installation.DueOf(device, oldest.PaymentId)!);
        Assert.Equal(PaymentOutcome.Voided, (await First.QueryAsync(device, oldest.PaymentId)).Outcome);
        Assert.Equal(
            [nameof(PaymentSubmitted), nameof(PaymentApproved), nameof(PaymentRecalled), nameof(ReversalDue), nameof(ReversalAcknowledged)],
            await EventNamesAsync(device, oldest.PaymentId));

        await First.Device(device).RecordLateAnswerAsync(TestDevice.LateApproval(second.PaymentId), CancellationToken.None);
        Assert.Equal(
            [nameof(PaymentSubmitted), nameof(PaymentApproved), nameof(PaymentRecalled), nameof(LateAnswerRecorded)], await EventNamesAsync(device, second.PaymentId));

        Assert.Equal(604, (await First.PayAsync(device, device.Purchase())).Stan);
        Assert.Equal(sent + 1, Line(device).Purchases.Count);
    }

    /// <summary>A refusal keeps every failed rule: so many of them are a ledger beyond the largest payload, which must stop no payment.</summary>
    [Fact]
    public async Task Pay_LedgerTooLargeForASnapshot_GoesOn()
    {
        TestDevice device = await Installation.ForeseeDeviceAsync();
        await SolutionEvents.AppendAsync(
            Installation.Journal, Clock.Now, Streams.Device, device.Id, new Domain.Devices.DeviceCreated(device.Id, device.MerchantId, "no-such-solution", device.Tid, "no-such-acquirer"));
        for (int i = 0; i < PaymentJournal.SnapshotEvery + 10; i++)
        {
            SubmitPayment payment = device.Purchase() with { Currency = "XXX", CardEvidence = new EvidenceInfo(null, Unavailable: false, new string('x', 200)) };
            Assert.Equal(PaymentOutcome.Refused, (await First.PayAsync(device, payment)).Outcome);
        }

        await First.ForgetAsync(device);
        Assert.Equal(PaymentOutcome.Refused, (await First.PayAsync(device, device.Purchase())).Outcome);
    }

    /// <summary>Memory follows active devices: an activation that ended watches nothing any more.</summary>
    [Fact]
    public async Task Deactivate_Often_LeavesNoWatchesBehind()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        await ApprovedAsync(device);
        FactsFeed feed = (FactsFeed)First.Facts;
        int before = feed.Watched.Watches;
        for (int i = 0; i < 8; i++)
        {
            await First.ForgetAsync(device);
            await ApprovedAsync(device);
        }

        // Each activation watches its device and its merchant. The last but one may still be ending.
        Assert.InRange(feed.Watched.Watches, before, before + 2);
    }

    [Fact]
    public async Task Pay_SnapshotCannotBeWritten_GoesOn()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        First.Journal.WritingSnapshot = () => throw ObservedJournal.Unavailable();
        for (int i = 0; i < (PaymentJournal.SnapshotEvery / 2) + 2; i++) await ApprovedAsync(device);
        First.Journal.WritingSnapshot = null;
        for (int i = 0; i < PaymentJournal.SnapshotEvery / 2; i++) await ApprovedAsync(device);
        Assert.Contains(First.Journal.SnapshotsWritten, s => s.Stream == PaymentsOf(device));
    }
}

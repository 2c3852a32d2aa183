using Composite.Domain.Payments;
using Composite.Domain.Ports;
using Composite.Domain.Rules;
using Composite.Sandbox.Acquirer;
using Composite.Sandbox.Devices;
using Composite.Sandbox.Seeding;

namespace Composite.Sandbox.Scenarios;

/// <summary>The SDK's listing is revoked while several devices pay: within the bound nobody's payment is approved any more.</summary>
internal static class RevocationUnderLoad
{
    private const int DeviceCount = 3;

    /// <summary>Most payments that one device makes.</summary>
    private const int MaxPayments = 2000;

    /// <summary>The bound within which a revocation is in force (ARCHITECTURE.md, 3).</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(2);

    // The devices go on paying beyond the bound, so that an approval behind it would be seen.
    private static readonly TimeSpan Beyond = TimeSpan.FromMilliseconds(200);

    public static Scenario Scenario { get; } = new("listing revoked while payments flow", "none approved later than 2 s after", RunAsync);

    private static async Task RunAsync(ScenarioStage stage, CancellationToken cancellationToken)
    {
        DeviceSimulator[] devices = await Task.WhenAll(Enumerable.Range(0, DeviceCount).Select(_ => stage.EnrolAsync(cancellationToken)));
        Flow[] flows = [.. devices.Select(device => new Flow(device))];
        TaskCompletionSource<DateTimeOffset> ends = new();
        Task[] running = [.. flows.Select(flow => flow.RunAsync(stage.Time, ends.Task, cancellationToken))];
        await Polling.UntilAsync(
            stage.Time, "devices whose payments flow", $"{DeviceCount}", () => Task.FromResult(flows.Count(flow => flow.Approved >= 2)), count => count == DeviceCount, cancellationToken);

        await stage.World.Staff.RevokeListingAsync(SampleSolution.SdkId, SampleSolution.SdkListing, "The sandbox shows what happens", cancellationToken);
        DateTimeOffset acceptedAt = stage.Time.GetUtcNow();
        ends.SetResult(acceptedAt + Bound + Beyond);
        await Task.WhenAll(running);

        foreach (Flow flow in flows)
        {
            Expect.Equal("the last answer", "refused", ScenarioStage.Told(flow.Last!));
            Expect.Equal("the rules that refused", RuleCodes.SdkListingInForce, flow.Last!.Refusal);
        }

        await NoneLaterAsync(stage, devices, acceptedAt + Bound, cancellationToken);
        await stage.World.Staff.ListingAsync(SampleSolution.SdkId, SampleSolution.SdkRow(stage.Time.GetUtcNow(), SampleSolution.RenewedSdkListing), cancellationToken);
        await stage.ApprovedAsync(stage.North, new Purchase(8_02), cancellationToken);
    }

    // By the acquirers' clock, by Composite's list, and by the journal for each device's last approval.
    private static async Task NoneLaterAsync(ScenarioStage stage, DeviceSimulator[] devices, DateTimeOffset latest, CancellationToken cancellationToken)
    {
        HashSet<string> tids = [.. devices.Select(device => device.Identity.Tid)];
        LedgerEntry? late = stage.World.Acquirers.North.Ledger.Entries().FirstOrDefault(entry => tids.Contains(entry.Key.Tid) && entry.At > latest);
        Expect.That(late is null, $"the acquirer was asked at {late?.At:O}, later than {latest:O}");
        IReadOnlyList<PaymentRow> rows = await stage.World.Staff.PaymentsAsync(cancellationToken);
        foreach (DeviceSimulator device in devices)
        {
            PaymentRow last = rows.Where(row => row.DeviceId == device.Identity.DeviceId && row.Status == PaymentStatus.Approved).MaxBy(row => row.At)
                ?? throw new ScenarioFailedException("Composite's list has no approved payment of a device that paid");
            Expect.That(last.At <= latest, $"Composite took an approved payment at {last.At:O}, later than {latest:O}");
            DateTimeOffset approvedAt = (await stage.World.Staff.PaymentAsync(last.PaymentId, cancellationToken))!.Events[^1].RecordedAt;
            Expect.That(approvedAt <= latest, $"Composite recorded an approval at {approvedAt:O}, later than {latest:O}");
        }
    }

    /// <summary>One device that pays and pays.</summary>
    private sealed class Flow(DeviceSimulator device)
    {
        private int _approved;

        public int Approved => Volatile.Read(ref _approved);

        public DeviceReply? Last { get; private set; }

        public async Task RunAsync(TimeProvider time, Task<DateTimeOffset> ends, CancellationToken cancellationToken)
        {
            for (int i = 0; i < MaxPayments; i++)
            {
                Last = await device.PayAsync(new Purchase(8_01), cancellationToken);
                if (Last.Outcome == "approved")
                    Interlocked.Increment(ref _approved);
                if (ends.IsCompletedSuccessfully && time.GetUtcNow() >= await ends)
                    return;
            }
        }
    }
}

using System.Diagnostics;
using System.Text.Json;
using Composite.Domain.Payments;
using Composite.Sandbox.Devices;
using Composite.Sandbox.Hosting;
using Composite.Sandbox.Seeding;
using Composite.Sandbox.Sweep;

namespace Composite.Sandbox.Scenarios;

/// <summary>Runs every scenario once, reconciles, sweeps for card data, and says what came of it.</summary>
internal static class OnceRun
{
    /// <summary>The patient acquirer never times out, however slow the machine; the hasty one is what the missing answers wait for.</summary>
    public static AcquirerTimeouts Timeouts { get; } = new(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(2));

    /// <summary>Longest that one scenario may take.</summary>
    private static readonly TimeSpan ScenarioTimeout = TimeSpan.FromSeconds(90);

    /// <returns>0 when everything passed, balanced and is free of card data; 1 otherwise.</returns>
    public static async Task<int> RunAsync(SandboxFolder folder, TimeProvider time, DateTimeOffset startedAt, TextWriter screen, CancellationToken cancellationToken)
    {
        RunFigures figures = new();
        List<ScenarioResult> results = [];
        Reconciliation? reconciliation = null;
        SweepReport sweep;
        await using (SandboxWorld world = await SandboxWorld.StartAsync(folder, Timeouts, time, cancellationToken))
        {
            DeviceSimulator north = await world.EnrolAsync(SampleMerchant.NorthId, cancellationToken);
            DeviceReply first = await world.FirstPaymentAsync(north, new Purchase(1_00), cancellationToken);
            figures.StartToFirstApprovedMs = first.Outcome == "approved" ? (long)(time.GetUtcNow() - startedAt).TotalMilliseconds : null;
            DeviceSimulator south = await world.EnrolAsync(SampleMerchant.SouthId, cancellationToken);
            await world.FirstPaymentAsync(south, new Purchase(1_00), cancellationToken);
            figures.HostWorkingSetMb = world.Host.WorkingSetMb;

            ResultTable table = new(screen, ScenarioCatalogue.All);
            table.Head();
            ScenarioStage stage = new(world, north, south);
            foreach (Scenario scenario in ScenarioCatalogue.All)
            {
                // The last scenario starts the Host anew: what the run cost it is seen before.
                figures.HostWorkingSetMb = Math.Max(figures.HostWorkingSetMb, world.Host.HasExited ? 0 : world.Host.WorkingSetMb);
                results.Add(await RunAsync(scenario, stage, cancellationToken));
                table.Row(results[^1]);
            }

            reconciliation = await ReconcileAsync(world, screen, cancellationToken);
            figures.HostWorkingSetMb = Math.Max(figures.HostWorkingSetMb, world.Host.WorkingSetMb);
            await world.StopAsync();
            sweep = Sweep(folder, world, screen);
        }

        return Conclude(screen, results, reconciliation, sweep, figures);
    }

    private static async Task<ScenarioResult> RunAsync(Scenario scenario, ScenarioStage stage, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = new(ScenarioTimeout, stage.Time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        long start = Stopwatch.GetTimestamp();
        string? failure = null;
        try
        {
            await scenario.RunAsync(stage, either.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            failure = $"it did not end within {ScenarioTimeout.TotalSeconds} s";
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // Whatever goes wrong in one scenario, the others still have something to say.
            failure = e is ScenarioFailedException ? e.Message : $"{e.GetType().Name}: {e.Message}";
        }

        return new ScenarioResult(scenario, failure, Stopwatch.GetElapsedTime(start));
    }

    private static async Task<Reconciliation?> ReconcileAsync(SandboxWorld world, TextWriter screen, CancellationToken cancellationToken)
    {
        await screen.WriteLineAsync();
        try
        {
            Reconciliation reconciliation = await Reconciliation.MakeAsync(world, cancellationToken);
            await screen.WriteLineAsync(
                $"Ledger: {reconciliation.LedgerEntries} requests at the acquirers, {reconciliation.StandingMinor / 100m:0.00} EUR stand authorised; "
                + (reconciliation.Balanced ? "Composite's journal says the same of each." : $"{reconciliation.Differences.Count} differences:"));
            foreach (string difference in reconciliation.Differences)
                await screen.WriteLineAsync("  " + difference);
            return reconciliation;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await screen.WriteLineAsync($"Ledger: could not be reconciled: {e.Message}");
            return null;
        }
    }

    private static SweepReport Sweep(SandboxFolder folder, SandboxWorld world, TextWriter screen)
    {
        CardDataSweep sweep = new(world.Canaries.All());
        sweep.LookInFolder(folder.Swept);
        using (MemoryStream stream = new(world.Responses.ToBytes()))
            sweep.Look("HTTP responses", stream);
        using (MemoryStream stream = new(world.HostOutput.ToBytes()))
            sweep.Look("the Host's console", stream);
        SweepReport report = sweep.Report with { IsComplete = world.Canaries.IsComplete && world.Responses.IsComplete && world.HostOutput.IsComplete };
        screen.WriteLine(
            $"Sweep:  {report.Files} files and streams, {report.Bytes / 1024m / 1024m:0.0} MiB, looked through for {world.Canaries.Count} card numbers, tracks, PINs and keys: "
            + (report.Leaks.Count == 0 ? "none in clear." : $"{report.Leaks.Count} in clear:"));
        foreach (Leak leak in report.Leaks)
            screen.WriteLine($"  {leak.Source} at {leak.Offset}: {leak.Canary}");
        if (!report.IsComplete)
            screen.WriteLine("  More went through than the sandbox keeps: the sweep says nothing about the rest.");
        screen.WriteLine();
        return report;
    }

    private static int Conclude(TextWriter screen, List<ScenarioResult> results, Reconciliation? reconciliation, SweepReport sweep, RunFigures figures)
    {
        int passed = results.Count(result => result.Passed);
        bool balanced = reconciliation is { Balanced: true, Unknown: 0 };
        screen.WriteLine(JsonSerializer.Serialize(
            new
            {
                scenarios = results.Count,
                passed,
                failed = results.Count - passed,
                approved = reconciliation?.Count(PaymentStatus.Approved),
                declined = reconciliation?.Count(PaymentStatus.Declined),
                refused = reconciliation?.Count(PaymentStatus.Refused),
                reversed = reconciliation?.Count(PaymentStatus.Reversed),
                unknown = reconciliation?.Unknown,
                ledgerBalanced = balanced,
                startToFirstApprovedMs = figures.StartToFirstApprovedMs,
                hostWorkingSetMb = figures.HostWorkingSetMb,
                sweptFiles = sweep.Files,
                leaks = sweep.Leaks.Count,
            },
            WireJson.Options));
        return passed == results.Count && balanced && sweep is { Leaks.Count: 0, IsComplete: true } ? 0 : 1;
    }

    private sealed class RunFigures
    {
        public long? StartToFirstApprovedMs { get; set; }

        /// <summary>The most that was seen, between scenarios.</summary>
        public int HostWorkingSetMb { get; set; }
    }
}

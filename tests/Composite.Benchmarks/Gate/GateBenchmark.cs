using System.Diagnostics;
using Composite.Domain.Events;
using Composite.Domain.Payments;
using Composite.Domain.Ports;
using Composite.Domain.Rules;
using Composite.Domain.Tests.Rules;

namespace Composite.Benchmarks.Gate;

/// <summary>How many payments a core decides in a second: the facts gathered, every rule evaluated, the submission built and encoded for the journal.</summary>
/// <remarks>
/// The parts are measured in turns, so that a noisy neighbour meets them alike; each figure is the median of the turns. The limit is
/// 15 µs a payment: a tenth of what the whole path may take, so that the rules never decide what a server costs.
/// </remarks>
internal static class GateBenchmark
{
    private const double FloorPerSecond = 1_000_000 / 15.0;
    private const int Turns = 15;
    private const int Batch = 200;
    private static readonly TimeSpan TurnTime = TimeSpan.FromMilliseconds(100);

    public static BenchmarkResult Run(TextWriter output)
    {
        GateScenario world = GateScenario.ValidWithPin;
        Composite.Domain.Solutions.SolutionFacts shared = world.Shared;
        GateFacts Facts() => new(world.Request, world.Now, shared, world.SharedAge, world.Device, world.Merchant, world.Ledger, world.Card, world.Pin);
        Part[] parts =
        [
            new("facts", () => Facts().Day.DayNumber),
            new("facts + rules", () => Composite.Domain.Rules.Gate.Evaluate(Facts()).Findings.Count),
            new("facts + rules + submission", () => PaymentDecider.Submit(Facts()).Events.Count),
            new("the same, encoded", () => Encode(Facts()).Payload.Length),
        ];
        for (int turn = -Turns; turn < Turns; turn++)
        {
            foreach (Part part in parts) part.TakeTurn(counts: turn >= 0);
        }

        output.WriteLine($"{"part",-30}{"µs",8}{"bytes allocated",18}");
        foreach (Part part in parts) output.WriteLine($"{part.Name,-30}{part.Microseconds,8:N2}{part.Allocated,18:N0}");
        double rate = 1_000_000 / parts[^1].Microseconds;
        output.WriteLine($"{rate:N0} payments/s/core, {Encode(Facts()).Payload.Length:N0} bytes an event; the floor is {FloorPerSecond:N0}");
        return new BenchmarkResult("gate", Math.Round(rate), "payments/s/core", Math.Round(FloorPerSecond), Math.Round(rate / FloorPerSecond, 3));
    }

    private static NewEvent Encode(GateFacts facts) => EventCodec.Encode(PaymentDecider.Submit(facts).Events[0], "device/device-1");

    /// <summary>One part's measurements.</summary>
    private sealed class Part(string name, Func<int> work)
    {
        private readonly List<double> _microseconds = [];

        public string Name => name;

        public long Allocated { get; private set; }

        public double Microseconds => _microseconds.Order().ElementAt(_microseconds.Count / 2);

        public void TakeTurn(bool counts)
        {
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            long done = 0;
            long sum = 0;
            do
            {
                for (int i = 0; i < Batch; i++) sum += work();
                done += Batch;
            }
            while (Stopwatch.GetElapsedTime(start) < TurnTime);
            // Every work gives a positive number: without one the compiler may have left it out.
            if (sum <= 0) throw new InvalidOperationException($"The part '{name}' did nothing.");
            if (!counts) return;
            _microseconds.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds / done);
            Allocated = (GC.GetAllocatedBytesForCurrentThread() - allocated) / done;
        }
    }
}

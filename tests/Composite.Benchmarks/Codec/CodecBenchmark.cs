using System.Diagnostics;
using Composite.Iso8583;
using Composite.Iso8583.Specs;

namespace Composite.Benchmarks.Codec;

/// <summary>How many payment messages a core builds and parses in a second, and what that allocates.</summary>
/// <remarks>
/// One unit is one message built from values, written, and parsed again with every field checked. Specs and the copy of the
/// same bytes are measured in turns, so that a noisy neighbour meets them alike. A turn is shorter than the scheduler's slice,
/// so that the median over the turns is that of a core's own work and not of waiting for a core.
/// The value is that of the slowest spec.
/// </remarks>
internal static class CodecBenchmark
{
    private const double FloorPerSecond = 1_000_000;
    private const int MaxTurns = 800;
    private const int MinTurns = 25;
    private const int WarmUpMessages = 200_000;
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan TurnTime = TimeSpan.FromMilliseconds(1);

    public static BenchmarkResult Run(TextWriter output)
    {
        Lane[] lanes =
        [
            new("binary", Iso8583Specs.Binary1987),
            new("packed", Iso8583Specs.Packed1987),
            new("ASCII", Iso8583Spec.Create(Iso8583Specs.Ascii1987.Definition.With(Iso8583Specs.HexIccData))),
        ];
        foreach (Lane lane in lanes)
            lane.WarmUp();
        long start = Stopwatch.GetTimestamp();
        for (int turn = 0; turn < MaxTurns && (turn < MinTurns || Stopwatch.GetElapsedTime(start) < MaxTime); turn++)
        {
            foreach (Lane lane in lanes)
                lane.TakeTurn();
        }

        output.WriteLine("spec      bytes   build+parse msg/s   ns/msg   bytes allocated/msg   memory copy of the bytes, msg/s   share of copy");
        foreach (Lane lane in lanes)
        {
            output.WriteLine($"{lane.Name,-8}{lane.MessageBytes,7}{lane.Rate,20:N0}{1e9 / lane.Rate,9:N0}{lane.AllocatedPerMessage,22:N3}"
                + $"{lane.CopyRate,34:N0}{lane.Rate / lane.CopyRate,16:P2}");
        }

        double slowest = lanes.Min(lane => lane.Rate);
        double allocated = lanes.Max(lane => lane.AllocatedPerMessage);
        output.WriteLine($"slowest: {slowest:N0} messages/s/core, {allocated:N3} bytes allocated per message; the floor is {FloorPerSecond:N0}");
        return new BenchmarkResult("codec", Math.Round(slowest), "messages/s/core", FloorPerSecond, Math.Round(slowest / FloorPerSecond, 3));
    }

    /// <summary>One spec's measurements.</summary>
    private sealed class Lane
    {
        private const int Batch = 100;

        private readonly Iso8583Message _built;
        private readonly Iso8583Message _parsed;
        private readonly byte[] _wire;
        private readonly byte[] _copy;
        private readonly List<double> _rates = new(MaxTurns);
        private readonly List<double> _copyRates = new(MaxTurns);
        private long _allocated;
        private long _messages;
        private int _stan;

        public Lane(string name, Iso8583Spec spec)
        {
            Name = name;
            Iso8583Spec dialect = PaymentMessage.Dialect(spec);
            _built = new Iso8583Message(dialect);
            _parsed = new Iso8583Message(dialect);
            _wire = new byte[dialect.MaxMessageBytes];
            _copy = new byte[dialect.MaxMessageBytes];
        }

        public string Name { get; }

        public int MessageBytes { get; private set; }

        public double Rate => Median(_rates);

        public double CopyRate => Median(_copyRates);

        public double AllocatedPerMessage => (double)_allocated / _messages;

        public void WarmUp()
        {
            for (int i = 0; i < WarmUpMessages; i++)
            {
                BuildAndParse();
                CopyOnce();
            }
        }

        public void TakeTurn()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            (double rate, long messages) = Measure(static lane => lane.BuildAndParse());
            _allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            _messages += messages;
            _rates.Add(rate);
            _copyRates.Add(Measure(static lane => lane.CopyOnce()).Rate);
        }

        private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

        private (double Rate, long Messages) Measure(Action<Lane> once)
        {
            long count = 0;
            long start = Stopwatch.GetTimestamp();
            TimeSpan elapsed;
            do
            {
                for (int i = 0; i < Batch; i++)
                    once(this);
                count += Batch;
                elapsed = Stopwatch.GetElapsedTime(start);
            }
            while (elapsed < TurnTime);
            return (count / elapsed.TotalSeconds, count);
        }

        private void BuildAndParse()
        {
            _stan = (_stan + 1) % 1_000_000;
            PaymentMessage.Build(_built, _stan);
            if (!_built.TryWrite(_wire, out int written, out Iso8583Error? buildError))
                throw new InvalidOperationException($"The message was not built: {buildError}");
            if (!_parsed.TryParse(_wire.AsSpan(0, written), out Iso8583Error? parseError))
                throw new InvalidOperationException($"The message was not parsed: {parseError}");
            if (!_parsed.TryGetNumber(Iso8583.Fields.DataElement.Stan, out long stan) || stan != _stan)
                throw new InvalidOperationException("The message came back with another number.");
            MessageBytes = written;
        }

        private void CopyOnce() => _wire.AsSpan(0, MessageBytes).CopyTo(_copy);
    }
}

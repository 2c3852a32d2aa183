using Composite.Sandbox.Acquirer;

namespace Composite.Sandbox;

/// <summary>How long Composite waits for each acquirer's answer.</summary>
/// <param name="North">Of the patient one, on which nothing is to time out by chance.</param>
/// <param name="South">Of the hasty one, on which answers are made to be missing.</param>
internal sealed record AcquirerTimeouts(TimeSpan North, TimeSpan South);

/// <summary>The two acquirers, each with its own port, dialect and ledger.</summary>
internal sealed class SimulatedAcquirers(AcquirerSimulator north, AcquirerSimulator south) : IAsyncDisposable
{
    public AcquirerSimulator North { get; } = north;

    public AcquirerSimulator South { get; } = south;

    /// <summary>Authorisation requests that ever arrived, repeated ones too.</summary>
    public int Requests => All.Sum(simulator => simulator.Ledger.Entries().Count + simulator.Ledger.Report().DuplicateRequests);

    public IReadOnlyList<AcquirerSimulator> All => [North, South];

    /// <summary>The entry of a payment in the ledger of whichever acquirer has it.</summary>
    public LedgerEntry? Find(string tid, string? rrn) => All.SelectMany(simulator => simulator.Ledger.Entries()).FirstOrDefault(entry => entry.Key.Tid == tid && entry.Rrn == rrn);

    public void Start()
    {
        foreach (AcquirerSimulator simulator in All)
            simulator.Start();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (AcquirerSimulator simulator in All)
            await simulator.DisposeAsync();
    }
}

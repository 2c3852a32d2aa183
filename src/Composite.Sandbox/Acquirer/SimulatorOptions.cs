using System.Collections.Frozen;
using System.Security.Cryptography.X509Certificates;
using Composite.Acquirers.Dialects;

namespace Composite.Sandbox.Acquirer;

/// <summary>How an acquirer simulator is set up.</summary>
public sealed record SimulatorOptions
{
    public required Dialect Dialect { get; init; }

    public required TimeProvider Time { get; init; }

    public required DecryptAccount DecryptAccount { get; init; }

    public required DecryptPin DecryptPin { get; init; }

    /// <summary>TCP port on the loopback address; 0 takes a free one, which the simulator keeps over its stops and starts.</summary>
    public int Port { get; init; }

    /// <summary>With its private key; null for plain TCP.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Where the ledger is appended to, a JSON object a line; null keeps it in memory only.</summary>
    public string? LedgerFile { get; init; }

    /// <summary>The PIN that every simulated card has. Another is declined with <see cref="AuthorisationDesk.WrongPinCode"/>.</summary>
    public string Pin { get; init; } = "1234";

    /// <summary>DE39 for a reversal whose original never came.</summary>
    public string UnknownOriginalCode { get; init; } = "25";

    /// <summary>What amounts (minor units) do, unless a rule says otherwise.</summary>
    public FrozenDictionary<long, AcquirerBehaviour> Amounts { get; init; } = AmountScript.Standard;
}

namespace Composite.Sandbox.Hosting;

/// <summary>The sandbox's folder: what is Composite's and the acquirers' is swept for card data; what the simulated parties keep secret lies apart.</summary>
internal sealed class SandboxFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public SandboxFolder(string root)
    {
        Root = Path.GetFullPath(root);
        foreach (string folder in (string[])[Root, Swept, Host, Simulators])
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder);
            else
                Directory.CreateDirectory(folder, OwnerOnly);
        }
    }

    public string Root { get; }

    /// <summary>Everything in which no card data may be found.</summary>
    public string Swept => Path.Combine(Root, "swept");

    /// <summary>The Host's data folder.</summary>
    public string Host => Path.Combine(Swept, "composite");

    public string HostLog => Path.Combine(Swept, "host.log");

    /// <summary>The simulators' own secrets.</summary>
    public string Simulators => Path.Combine(Root, "simulators");

    public string SimulatorState => Path.Combine(Simulators, "state.json");

    /// <summary>The credential for the operator's tool.</summary>
    public string StaffCredential => Path.Combine(Root, "staff.credential");

    public string Ledger(string acquirerId) => Path.Combine(Swept, acquirerId + ".ledger.jsonl");
}

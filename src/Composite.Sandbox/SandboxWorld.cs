using System.Globalization;
using Composite.Acquirers.Dialects;
using Composite.Contracts.Merchants;
using Composite.Contracts.Staff;
using Composite.Domain.Devices;
using Composite.Sandbox.Acquirer;
using Composite.Sandbox.Attestation;
using Composite.Sandbox.Devices;
using Composite.Sandbox.Hosting;
using Composite.Sandbox.Keys;
using Composite.Sandbox.Seeding;
using Composite.Sandbox.Staff;
using Composite.Sandbox.Sweep;

namespace Composite.Sandbox;

/// <summary>Everything that the sandbox runs: the Host as a child process, two acquirers, an A&amp;M service and devices, with the sample solution set up.</summary>
internal sealed class SandboxWorld : IAsyncDisposable
{
    /// <summary>Most payments that are tried until the first is sent: a line that has just come up may not be signed on yet.</summary>
    private const int MaxFirstPayments = 200;

    private static readonly TimeSpan FirstPaymentPause = TimeSpan.FromMilliseconds(25);

    // Names the simulated key sets; the device's number makes up the rest.
    private const ulong KeySetPrefix = 0x5A4D_504C_0000_0000;

    private readonly SandboxFolder _folder;
    private readonly DecryptionZone _zone;
    private readonly HttpClient _attestationHttp;
    private readonly List<DeviceSimulator> _devices = [];
    private SimulatorState _state;
    private HttpClient? _http;
    private StaffClient? _staff;
    private StaffClient? _administrator;

    private SandboxWorld(SandboxFolder folder, TimeProvider time, SimulatorState state, HostProcess host, HostOutput output)
    {
        _folder = folder;
        Host = host;
        HostOutput = output;
        _state = state;
        Time = time;
        _zone = new DecryptionZone(state.BaseDerivationKey, Canaries);
        TestCard.Register(Canaries);
        Attestation = new AttestationSimulator(new EarSigner(SimulatorState.AttestationKeyId, state.ImportAttestationKey()), time);
        Acquirers = new SimulatedAcquirers(
            Simulator(SampleMerchant.NorthId, Iso87Dialects.Ascii), Simulator(SampleMerchant.SouthId, Iso87Dialects.Binary));
        _attestationHttp = new HttpClient();
    }

    public TimeProvider Time { get; }

    public CanaryRegister Canaries { get; } = new();

    public ResponseArchive Responses { get; } = new();

    public HostOutput HostOutput { get; }

    public HostProcess Host { get; private set; }

    /// <summary>Where the Host is and how to trust it.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>SHA-256 of its certificate, hexadecimal.</summary>
    public string Fingerprint { get; private set; } = string.Empty;

    public AttestationSimulator Attestation { get; }

    public SimulatedAcquirers Acquirers { get; }

    /// <summary>A member of staff with the roles operator and compliance.</summary>
    public StaffClient Staff => _staff ?? throw new InvalidOperationException("The world has not been started.");

    /// <summary>Devices enrolled since the start.</summary>
    public IReadOnlyList<DeviceSimulator> Devices
    {
        get
        {
            lock (_devices)
                return [.. _devices];
        }
    }

    /// <summary>Starts everything over a folder, and sets the sample solution up when the folder is new.</summary>
    public static async Task<SandboxWorld> StartAsync(SandboxFolder folder, AcquirerTimeouts timeouts, TimeProvider time, CancellationToken cancellationToken)
    {
        bool isNew = !File.Exists(folder.SimulatorState);
        HostOutput output = new(folder.HostLog);

        // First of all: of everything that starts, the Host takes the longest.
        HostProcess host = HostProcess.Start(folder.Host, port: 0, output, time);
        SandboxWorld? world = null;
        try
        {
            world = new(folder, time, SimulatorState.Load(folder.SimulatorState) ?? SimulatorState.New(), host, output);
            world.Acquirers.Start();
            await world.Attestation.StartAsync(cancellationToken);
            world._attestationHttp.BaseAddress = world.Attestation.Address;
            HostReady ready = await world.Host.ReadyAsync(cancellationToken);
            world.Connect(ready);
            await world.SetUpAsync(ready, isNew, timeouts, cancellationToken);
            return world;
        }
        catch
        {
            if (world is not null) await world.DisposeAsync();
            await host.DisposeAsync();
            output.Dispose();
            throw;
        }
    }

    /// <summary>Creates a terminal with an acquirer and enrols a device for it.</summary>
    public async Task<DeviceSimulator> EnrolAsync(string acquirerId, CancellationToken cancellationToken)
    {
        int number = _state.Devices + 1;
        _state = _state with { Devices = number };
        _state.Save(_folder.SimulatorState);
        string tid = SampleMerchant.Tid(acquirerId, number);
        await Staff.TerminalAsync(
            SampleMerchant.MerchantId, new CreateTerminal { Tid = tid, AcquirerId = acquirerId, Label = $"Counter {number.ToString(CultureInfo.InvariantCulture)}" }, cancellationToken);
        string deviceId = await Staff.DeviceAsync(SampleMerchant.MerchantId, tid, cancellationToken);
        string code = await Staff.ActivationCodeAsync(deviceId, cancellationToken);
        DeviceIdentity identity = Identity(deviceId, tid, KeySetPrefix + (ulong)number);
        DeviceSimulator device = new(identity, _http!, _attestationHttp, _zone.InitialKey(identity.InitialKeyId), Canaries, Time);
        lock (_devices)
            _devices.Add(device);
        await device.EnrolAsync(code, cancellationToken);
        return device;
    }

    /// <summary>Pays until a payment was sent: while an acquirer's line is not up, Composite answers that nothing reached it.</summary>
    public async Task<DeviceReply> FirstPaymentAsync(DeviceSimulator device, Purchase purchase, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            DeviceReply reply = await device.PayAsync(purchase, cancellationToken);
            if (reply.Outcome != "notSent" || attempt == MaxFirstPayments)
                return reply;
            await Task.Delay(FirstPaymentPause, Time, cancellationToken);
        }
    }

    /// <summary>Starts the Host again, over the same data and at the same address.</summary>
    public async Task RestartHostAsync(CancellationToken cancellationToken)
    {
        await Host.DisposeAsync();
        Host = HostProcess.Start(_folder.Host, Url.Port, HostOutput, Time);
        await Host.ReadyAsync(cancellationToken);
    }

    /// <summary>Stops the Host; what it wrote is on disk then.</summary>
    public ValueTask StopAsync() => Host.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (DeviceSimulator device in Devices)
            device.Dispose();
        await Host.DisposeAsync();
        _http?.Dispose();
        _attestationHttp.Dispose();
        await Acquirers.DisposeAsync();
        await Attestation.DisposeAsync();
        HostOutput.Dispose();
    }

    private DeviceIdentity Identity(string deviceId, string tid, ulong initialKeyId) => new()
    {
        DeviceId = deviceId,
        Tid = tid,
        SdkComponentId = SampleSolution.SdkId,
        AttestationServiceId = SampleSolution.AttestationServiceId,
        InitialKeyId = initialKeyId,
        SdkVersion = SampleSolution.SdkVersion,
        Platform = new DevicePlatform("android", "15", DateOnly.FromDateTime(Time.GetUtcNow().UtcDateTime).AddDays(-30), "Sample Phone 1"),
        Application = new ApplicationIdentity(SampleSolution.PackageName, SampleSolution.ApplicationCertificateSha256, SampleSolution.ApplicationVersion),
    };

    private AcquirerSimulator Simulator(string acquirerId, Dialect dialect) => new(new SimulatorOptions
    {
        Dialect = dialect,
        Time = Time,
        DecryptAccount = _zone.DecryptAccount,
        DecryptPin = _zone.DecryptPin,
        LedgerFile = _folder.Ledger(acquirerId),
        Pin = TestCard.Pin,
    });

    private void Connect(HostReady ready)
    {
        Url = ready.Url;
        Fingerprint = PinnedHttp.Fingerprint(ready.Certificate);
        _http = PinnedHttp.Create(Url, Fingerprint, Responses);
    }

    private async Task SetUpAsync(HostReady ready, bool isNew, AcquirerTimeouts timeouts, CancellationToken cancellationToken)
    {
        if (isNew)
            await AddStaffAsync(ready.BootstrapSecret ?? throw new InvalidOperationException("An earlier set-up in this folder was interrupted. Give an empty folder."), cancellationToken);
        _administrator = new StaffClient(_http!, _state.AdministratorCredential!);
        _staff = new StaffClient(_http!, _state.StaffCredential!);
        DateTimeOffset now = Time.GetUtcNow();

        // The simulators' ports are others at each start.
        Task acquirers = Task.WhenAll(
            SampleMerchant.RegisterAcquirerAsync(_administrator, SampleMerchant.NorthId, Iso87Dialects.Ascii.Name, Acquirers.North.Port, timeouts.North, cancellationToken),
            SampleMerchant.RegisterAcquirerAsync(_administrator, SampleMerchant.SouthId, Iso87Dialects.Binary.Name, Acquirers.South.Port, timeouts.South, cancellationToken));
        if (isNew)
        {
            await SampleSolution.RegisterAsync(Staff, Attestation.PublicKey, now, cancellationToken);
            await SampleMerchant.RegisterAsync(Staff, now, cancellationToken);
            await Staff.ApproveMerchantAsync(SampleMerchant.MerchantId, "Identified, instructed and under contract", cancellationToken);
        }

        await acquirers;
        _state.Save(_folder.SimulatorState);
    }

    private async Task AddStaffAsync(string bootstrapSecret, CancellationToken cancellationToken)
    {
        CredentialReply administrator = await new StaffClient(_http!, bootstrapSecret).BootstrapAsync("sandbox-admin", "Sandbox administrator", cancellationToken);
        CredentialReply staff = await new StaffClient(_http!, administrator.Credential)
            .AddMemberAsync("sandbox-staff", "Sandbox staff", [StaffRole.Operator, StaffRole.Compliance], cancellationToken);
        _state = _state with { AdministratorCredential = administrator.Credential, StaffCredential = staff.Credential };
        PrivateFile.Write(_folder.StaffCredential, System.Text.Encoding.ASCII.GetBytes(staff.Credential));
    }
}

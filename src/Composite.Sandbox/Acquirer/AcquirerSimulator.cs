using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;

namespace Composite.Sandbox.Acquirer;

/// <summary>An acquirer's host on the loopback address: its own TCP server, its own ledger, and as well or ill behaved as a script says.</summary>
public sealed class AcquirerSimulator : IAsyncDisposable
{
    /// <summary>Requests remembered for <see cref="ReceivedAsync"/>; the oldest is forgotten first.</summary>
    public const int RememberedRequests = 10_000;

    private readonly SimulatorOptions _options;
    private readonly Lock _gate = new();
    private readonly List<(Func<SimulatedRequest, bool> Applies, AcquirerBehaviour Behaviour)> _rules = [];
    private readonly Queue<SimulatedRequest> _received = new();
    private readonly List<(Func<SimulatedRequest, bool> Matches, TaskCompletionSource<SimulatedRequest> Found)> _waiters = [];
    private readonly HashSet<Task> _connections = [];
    private CancellationTokenSource? _running;
    private Task _accepting = Task.CompletedTask;

    /// <exception cref="IOException">The ledger's file cannot be opened.</exception>
    public AcquirerSimulator(SimulatorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        Port = options.Port;
        Ledger = new AcquirerLedger(options.LedgerFile);
        Desk = new AuthorisationDesk(options, Ledger);
    }

    /// <summary>The port; 0 before the first start when a free one is to be taken.</summary>
    public int Port { get; private set; }

    /// <summary>What an acquirer's profile pins; null for plain TCP.</summary>
    public string? TlsCertificateSha256 => _options.Certificate is { } certificate ? Convert.ToHexStringLower(SHA256.HashData(certificate.RawData)) : null;

    public AcquirerLedger Ledger { get; }

    /// <summary>Connections that stand.</summary>
    public int ConnectionCount
    {
        get
        {
            lock (_gate)
            {
                return _connections.Count;
            }
        }
    }

    internal AuthorisationDesk Desk { get; }

    internal TimeProvider Time => _options.Time;

    /// <summary>Listens. Nothing happens when it does already.</summary>
    /// <exception cref="SocketException">The port is taken.</exception>
    public void Start()
    {
        if (_running is not null)
            return;
        Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, Port));
        listener.Listen();
        Port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        _running = new CancellationTokenSource();
        _accepting = AcceptAsync(listener, _running.Token);
    }

    /// <summary>Goes down: drops every connection and refuses new ones. The ledger stays.</summary>
    public async Task StopAsync()
    {
        if (_running is null)
            return;
        await _running.CancelAsync();
        await _accepting;
        Task[] open;
        lock (_gate)
        {
            open = [.. _connections];
        }

        await Task.WhenAll(open);
        _running.Dispose();
        _running = null;
    }

    /// <summary>From now on, requests to which this applies meet this behaviour; the youngest rule that applies decides, before any amount.</summary>
    public void When(Func<SimulatedRequest, bool> applies, AcquirerBehaviour behaviour)
    {
        ArgumentNullException.ThrowIfNull(applies);
        ArgumentNullException.ThrowIfNull(behaviour);
        lock (_gate)
        {
            _rules.Insert(0, (applies, behaviour));
        }
    }

    /// <summary>Drops all rules; amounts still decide.</summary>
    public void ClearRules()
    {
        lock (_gate)
        {
            _rules.Clear();
        }
    }

    /// <summary>The first request that matches, of those remembered and those to come; done when the ledger has it.</summary>
    public Task<SimulatedRequest> ReceivedAsync(Func<SimulatedRequest, bool> matches)
    {
        ArgumentNullException.ThrowIfNull(matches);
        lock (_gate)
        {
            if (_received.FirstOrDefault(matches) is { } earlier)
                return Task.FromResult(earlier);
            TaskCompletionSource<SimulatedRequest> found = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((matches, found));
            return found.Task;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Ledger.Dispose();
    }

    internal AcquirerBehaviour BehaviourFor(SimulatedRequest request)
    {
        lock (_gate)
        {
            foreach ((Func<SimulatedRequest, bool> applies, AcquirerBehaviour behaviour) in _rules)
            {
                if (applies(request))
                    return behaviour;
            }
        }

        return request.Kind == RequestKind.Purchase ? _options.Amounts.GetValueOrDefault(request.AmountMinor, AcquirerBehaviour.Default) : AcquirerBehaviour.Default;
    }

    internal void Took(SimulatedRequest request)
    {
        lock (_gate)
        {
            if (_received.Count >= RememberedRequests)
                _received.Dequeue();
            _received.Enqueue(request);
            _waiters.RemoveAll(waiter => waiter.Matches(request) && waiter.Found.TrySetResult(request));
        }
    }

    private async Task AcceptAsync(Socket listener, CancellationToken cancellationToken)
    {
        using (listener)
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                try
                {
                    Socket socket = await listener.AcceptAsync(cancellationToken);
                    socket.NoDelay = true;
                    Track(Task.Run(() => ServeAsync(new NetworkStream(socket, ownsSocket: true), cancellationToken), CancellationToken.None));
                }
                catch (OperationCanceledException)
                {
                    return;
                }
            }
        }
    }

    private void Track(Task connection)
    {
        lock (_gate)
        {
            _connections.Add(connection);
        }

        _ = connection.ContinueWith(
            ended =>
            {
                lock (_gate)
                {
                    _connections.Remove(ended);
                }
            },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task ServeAsync(Stream line, CancellationToken cancellationToken)
    {
        await using (line)
        {
            if (_options.Certificate is not { } certificate)
            {
                await new SimulatorConnection(this, line, _options.Dialect).RunAsync(cancellationToken);
                return;
            }

            await using SslStream secure = new(line, leaveInnerStreamOpen: true);
            try
            {
                await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, cancellationToken);
            }
            catch (Exception refused) when (refused is AuthenticationException or IOException or OperationCanceledException)
            {
                return;
            }

            await new SimulatorConnection(this, secure, _options.Dialect).RunAsync(cancellationToken);
        }
    }
}

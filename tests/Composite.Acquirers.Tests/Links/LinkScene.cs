using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Composite.Acquirers.Dialects;
using Composite.Acquirers.Links;
using Composite.Domain.Ports;
using Composite.Sandbox.Acquirer;

namespace Composite.Acquirers.Tests.Links;

/// <summary>Links on a fake clock, with everything that they report kept for tests to wait on.</summary>
internal sealed class LinkScene : IAsyncDisposable, ILateAnswers
{
    /// <summary>How long a test waits for what must happen: generous, for a slow machine; it is never spent when all is well.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Signals<LinkNotice> _notices = new();
    private readonly Signals<LateAnswer> _late = new();
    private readonly List<IAsyncDisposable> _owned = [];

    public LinkScene(LinkOptions? options = null, DialectRegistry? dialects = null) =>
        Links = new AcquirerLinks(Time, dialects ?? DialectRegistry.Standard, this, options, _notices.Add, () => 0);

    public WatchedTime Time { get; } = new(Samples.Now);

    public AcquirerLinks Links { get; }

    /// <summary>Called before a late answer is taken; may throw.</summary>
    public Action<LateAnswer> OnLate { get; set; } = _ => { };

    public IReadOnlyList<LateAnswer> LateAnswers => _late.All();

    /// <summary>The first notice of its kind that was not handed out yet.</summary>
    public Task<T> NoticeAsync<T>()
        where T : LinkNotice => _notices.NextAsync<T>();

    public Task<LateAnswer> LateAnswerAsync() => _late.NextAsync<LateAnswer>();

    public AcquirerSimulator Simulator(Dialect? dialect = null, X509Certificate2? certificate = null)
    {
        AcquirerSimulator simulator = new(new SimulatorOptions
        {
            Dialect = dialect ?? Iso87Dialects.Ascii,
            Time = Time,
            Certificate = certificate,
            DecryptAccount = (_, ciphertext) => ciphertext.Span.SequenceEqual(Samples.AccountData) ? new ClearAccount("4111111111111111") : null,
            DecryptPin = (_, block, _) => block.Span.SequenceEqual(Samples.PinBlock) ? "1234" : null,
        });
        simulator.Start();
        _owned.Add(simulator);
        return simulator;
    }

    public ScriptedHost Host(Dialect? dialect = null)
    {
        ScriptedHost host = new(dialect ?? Iso87Dialects.Ascii);
        _owned.Add(host);
        return host;
    }

    public static X509Certificate2 Certificate()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 made = new CertificateRequest("CN=acquirer.test", key, HashAlgorithmName.SHA256).CreateSelfSigned(Samples.Now.AddDays(-1), Samples.Now.AddYears(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    public async ValueTask DisposeAsync()
    {
        await Links.DisposeAsync();
        foreach (IAsyncDisposable one in _owned)
            await one.DisposeAsync();
    }

    async ValueTask ILateAnswers.RecordAsync(LateAnswer answer, CancellationToken cancellationToken)
    {
        await Task.Yield();
        OnLate(answer);
        _late.Add(answer);
    }
}

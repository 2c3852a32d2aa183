using Composite.Acquirers.Dialects;
using Composite.Domain.Acquirers;
using Composite.Domain.Ports;
using Composite.Sandbox.Acquirer;

namespace Composite.Acquirers.Tests.Links;

public sealed class PaymentTests
{
    public static TheoryData<string> Dialects => [.. DialectRegistry.Standard.Names];

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Purchase_Approved_CarriesCodesAndBothMessagesMasked(string name)
    {
        await using LinkScene scene = new();
        AcquirerProfile profile = Samples.Profile(scene.Simulator(Find(name)).Port, name);

        AcquirerAnswer answer = await scene.Links.PurchaseAsync(Samples.Purchase(profile, withPin: true), CancellationToken.None);

        AcquirerAnswer.Answered answered = Assert.IsType<AcquirerAnswer.Answered>(answer);
        Assert.True(answered.Approved);
        Assert.Equal("00", answered.ResponseCode);
        Assert.Equal("000001", answered.AuthorizationCode);
        Assert.Contains("DE39 Response code: 00", answered.Exchange.Response);
        Assert.Contains("DE4 Amount, transaction: 000000001234", answered.Exchange.Request);
        Assert.Contains(answered.Exchange.Request, line => line.EndsWith("Protected data: ****(53)", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Purchase_OverTlsWithThePinnedCertificate_IsApproved(string name)
    {
        await using LinkScene scene = new();
        AcquirerSimulator simulator = scene.Simulator(Find(name), LinkScene.Certificate());

        AcquirerAnswer answer = await scene.Links.PurchaseAsync(Samples.Purchase(Samples.Profile(simulator.Port, name, simulator.TlsCertificateSha256)), CancellationToken.None);

        Assert.True(Assert.IsType<AcquirerAnswer.Answered>(answer).Approved);
    }

    [Fact]
    public async Task Purchase_Declined_IsAnsweredAndNotApproved()
    {
        await using LinkScene scene = new();
        AcquirerProfile profile = Samples.Profile(scene.Simulator().Port);

        AcquirerAnswer answer = await scene.Links.PurchaseAsync(Samples.Purchase(profile, amountMinor: 900_51), CancellationToken.None);

        AcquirerAnswer.Answered declined = Assert.IsType<AcquirerAnswer.Answered>(answer);
        Assert.False(declined.Approved);
        Assert.Equal("51", declined.ResponseCode);
        Assert.Null(declined.AuthorizationCode);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Reverse_AfterSilence_IsAcknowledgedAndTheLedgerIsEven(string name)
    {
        await using LinkScene scene = new();
        AcquirerSimulator simulator = scene.Simulator(Find(name));
        PurchaseMessage purchase = Samples.Purchase(Samples.Profile(simulator.Port, name), amountMinor: 901_00);
        Task<AcquirerAnswer> waiting = scene.Links.PurchaseAsync(purchase, CancellationToken.None).AsTask();
        await simulator.ReceivedAsync(request => request.Kind == RequestKind.Purchase).WaitAsync(LinkScene.Patience);
        scene.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.IsType<AcquirerAnswer.NoAnswer>(await waiting);
        Assert.Equal(1, simulator.Ledger.Report().Authorised);

        AcquirerAnswer answer = await scene.Links.ReverseAsync(Samples.Reversal(purchase, stan: 2), CancellationToken.None);

        Assert.True(Assert.IsType<AcquirerAnswer.Answered>(answer).Approved);
        Assert.Equal(1, simulator.Ledger.Report().Reversed);
        Assert.True(simulator.Ledger.IsBalanced([]));
    }

    [Fact]
    public async Task Reverse_OfAnOriginalThatNeverCame_IsAcknowledgedBy25()
    {
        await using LinkScene scene = new();
        AcquirerSimulator simulator = scene.Simulator();

        AcquirerAnswer answer = await scene.Links.ReverseAsync(Samples.Reversal(Samples.Purchase(Samples.Profile(simulator.Port)), stan: 2), CancellationToken.None);

        AcquirerAnswer.Answered acknowledged = Assert.IsType<AcquirerAnswer.Answered>(answer);
        Assert.True(acknowledged.Approved);
        Assert.Equal("25", acknowledged.ResponseCode);
        Assert.Equal(1, simulator.Ledger.Report().UnmatchedReversals);
    }

    [Fact]
    public async Task Reverse_Refused_IsNotAcknowledged()
    {
        await using LinkScene scene = new();
        AcquirerSimulator simulator = scene.Simulator();
        simulator.When(request => request.Kind == RequestKind.Reversal, new AcquirerBehaviour.Decline("96"));

        AcquirerAnswer answer = await scene.Links.ReverseAsync(Samples.Reversal(Samples.Purchase(Samples.Profile(simulator.Port)), stan: 2), CancellationToken.None);

        Assert.False(Assert.IsType<AcquirerAnswer.Answered>(answer).Approved);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Purchase_AThousandAtOnce_EachGetsItsOwnAnswer(string name)
    {
        const int Payments = 1_000;
        await using LinkScene scene = new();
        AcquirerSimulator simulator = scene.Simulator(Find(name));
        AcquirerProfile profile = Samples.Profile(simulator.Port, name);
        simulator.When(request => request.Kind == RequestKind.Purchase && request.AmountMinor % 7 == 0, new AcquirerBehaviour.Decline("05"));

        AcquirerAnswer[] answers = await Task.WhenAll(Enumerable.Range(1, Payments).Select(number => Task.Run(async () =>
            await scene.Links.PurchaseAsync(Samples.Purchase(profile, stan: number, amountMinor: number), CancellationToken.None)))).WaitAsync(LinkScene.Patience);

        for (int i = 0; i < Payments; i++)
        {
            AcquirerAnswer.Answered answered = Assert.IsType<AcquirerAnswer.Answered>(answers[i]);
            Assert.Equal((i + 1) % 7 != 0, answered.Approved);
            Assert.Contains($"DE11 Systems trace audit number: {i + 1:000000}", answered.Exchange.Response);
        }

        LedgerReport report = simulator.Ledger.Report();
        Assert.Equal(Payments - (Payments / 7), report.Authorised);
        Assert.Equal(0, report.DuplicateRequests);
    }

    private static Dialect Find(string name) => DialectRegistry.Standard.TryGet(name, out Dialect? dialect) ? dialect : throw new ArgumentException(name);
}

using Composite.Domain.Acquirers;
using Composite.Domain.Tests.Rules;
using Xunit;

namespace Composite.Domain.Tests.Acquirers;

public sealed class AcquirerDeciderTests
{
    private static readonly string[] Dialects = ["iso8583-1987"];
    private static readonly AcquirerProfile Profile = GateScenario.AcquirerOf();

    [Fact]
    public void Register_Twice_IsDoneOnceAndNewFactsReplaceWithoutReinstating()
    {
        AcquirerState state = AcquirerState.Evolve(null, AcquirerDecider.Register(null, Profile, Dialects).AcceptedOne<AcquirerRegistered>(), default)!;
        Assert.Empty(AcquirerDecider.Register(state, Profile with { }, Dialects).Accepted());
        AcquirerState suspended = AcquirerState.Evolve(state, AcquirerDecider.Suspend(state, "maintenance").AcceptedOne<AcquirerSuspended>(), default)!;
        AcquirerState moved = AcquirerState.Evolve(suspended, AcquirerDecider.Register(suspended, Profile with { Port = 5002 }, Dialects).AcceptedOne<AcquirerRegistered>(), default)!;
        Assert.Equal((5002, false), (moved.Profile.Port, moved.Active));
        Assert.Empty(AcquirerDecider.Suspend(moved, "again").Accepted());
        Assert.True(AcquirerState.Evolve(moved, AcquirerDecider.Reinstate(moved, "done").AcceptedOne<AcquirerReinstated>(), default)!.Active);
        Assert.Empty(AcquirerDecider.Reinstate(state, "done").Accepted());
    }

    [Fact]
    public void Register_EverythingWrong_NamesEveryField()
    {
        AcquirerDecider.Register(null, null!, Dialects).Refused("missing profile");
        AcquirerDecider.Register(null, new()
        {
            AcquirerId = null!,
            Name = null!,
            Dialect = null!,
            Host = null!,
            Port = 0,
            TlsCertificateSha256 = "AB",
            InstitutionId = null!,
            ResponseTimeout = TimeSpan.Zero,
            MaxInFlight = 0,
        }, Dialects).Refused(
            "invalid-id acquirerId", "invalid-text name", "unknown-dialect dialect", "invalid-host host", "range port", "invalid-format tlsCertificateSha256",
            "invalid-format institutionId", "range responseTimeoutMs", "range maxInFlight");
    }

    [Theory]
    [InlineData(1, 1, 1, true)]
    [InlineData(120, 10_000, 65_535, true)]
    [InlineData(121, 1, 1, false)]
    [InlineData(1, 10_001, 1, false)]
    [InlineData(1, 1, 65_536, false)]
    public void Register_Bounds_AreInclusive(int timeoutSeconds, int inFlight, int port, bool accepted) => Assert.Equal(accepted,
        AcquirerDecider.Register(null, Profile with { ResponseTimeout = TimeSpan.FromSeconds(timeoutSeconds), MaxInFlight = inFlight, Port = port, TlsCertificateSha256 = null }, Dialects) is Decision.Accepted);
}

using Composite.Domain.Acquirers;
using Composite.Domain.Tests.Rules;
using Composite.Domain.ThirdParties;
using Xunit;

namespace Composite.Domain.Tests.Acquirers;

public sealed class NotificationTermsTests
{
    private static readonly AcquirerState State = new(GateScenario.AcquirerOf(), Active: true, null);
    private static readonly Contact Desk = new("Desk", "desk@nordbank.example", "+49 30 1234567");

    [Fact]
    public void Set_Again_IsDoneOnceAndEarlierTermsStayKnown()
    {
        AcquirerState set = AcquirerState.Evolve(State, AcquirerDecider.SetNotificationTerms(State, 24, Desk).AcceptedOne<AcquirerNotificationTermsSet>(), GateScenario.Noon)!;
        Assert.Empty(AcquirerDecider.SetNotificationTerms(set, 24, Desk with { }).Accepted());
        AcquirerState changed = AcquirerState.Evolve(set, AcquirerDecider.SetNotificationTerms(set, 4, Desk).AcceptedOne<AcquirerNotificationTermsSet>(), GateScenario.Noon.AddDays(1))!;
        Assert.Equal((null, 24, 4), (changed.NotificationTermsAt(GateScenario.Noon.AddTicks(-1))?.Hours, changed.NotificationTermsAt(GateScenario.Noon)!.Hours, changed.NotificationTermsAt(GateScenario.Noon.AddDays(1))!.Hours));
    }

    [Fact]
    public void Set_Wrong_NamesEveryDefect()
    {
        AcquirerDecider.SetNotificationTerms(State, 0, new("", "desk", "call")).Refused("range hours", "invalid-text contact.name", "invalid-format contact.email", "invalid-format contact.phone");
        AcquirerDecider.SetNotificationTerms(State, 2161, Desk).Refused("range hours");
        AcquirerDecider.SetNotificationTerms(State, 24, null!).Refused("missing contact");
    }
}

using System.Globalization;

namespace Composite.Domain.Rules;

/// <summary>Rules about time: how old our facts are, and whether the request is of now.</summary>
internal static class TimeRules
{
    public static Finding FactsFresh(GateFacts f)
    {
        Fact age = new("factsAgeMs", f.SharedAge.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture));
        return f.SharedAge <= f.Policy.FactsMaxAge
            ? Finding.Pass(RuleCodes.FactsFresh, age)
            : Finding.Fail(RuleCodes.FactsFresh, "This server's facts about the solution are too old to decide on.", "Try again shortly; staff check the server's access to the journal.", age);
    }

    public static Finding RequestTime(GateFacts f)
    {
        TimeSpan away = (f.Request.SignedAt - f.Now).Duration();
        Fact skew = new("awayMs", away.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture));
        return away <= f.Policy.ClockSkew
            ? Finding.Pass(RuleCodes.RequestTime, skew)
            : Finding.Fail(RuleCodes.RequestTime, "The request was not signed about now.", "Set the device's clock from the network and sign the request anew.", skew);
    }
}

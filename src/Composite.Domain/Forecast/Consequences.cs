using Composite.Domain.Components;
using Composite.Domain.Policies;

namespace Composite.Domain.Forecast;

/// <summary>Says in words what the policy's effect table makes of a status.</summary>
public static class Consequences
{
    /// <summary>What a listing's status does to payments, new devices and new merchants.</summary>
    public static string Of(PolicyValues policy, CertificationStatus status)
    {
        CertificationEffect row = policy.EffectOf(status);
        List<string> stopped = [];
        if (row.Payments == Effect.Refuse) stopped.Add(GraceOf(policy, status) is > 0 and var days ? $"payments stop after {days} days of grace" : "payments stop");
        if (row.NewDevices == Effect.Refuse) stopped.Add("no new devices");
        if (row.NewMerchants == Effect.Refuse) stopped.Add("no new merchants");
        return stopped.Count > 0
            ? Sentence(string.Join(", ", stopped))
            : row is { Payments: Effect.Allow, NewDevices: Effect.Allow, NewMerchants: Effect.Allow } ? "Nothing stops." : "Nothing stops; it is warned of.";
    }

    private static int GraceOf(PolicyValues policy, CertificationStatus status) => status == CertificationStatus.Expired ? policy.GraceDays() : 0;

    private static string Sentence(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}.";
}

namespace Composite.Domain.Policies;

/// <summary>The kinds of business that a certification bears.</summary>
public enum Business
{
    Payments,
    NewDevices,
    NewMerchants,
}

/// <summary>What happens to each kind of business.</summary>
public readonly record struct Effects(Effect Payments, Effect NewDevices, Effect NewMerchants)
{
    public static readonly Effects None;

    public static readonly Effects Refused = All(Effect.Refuse);

    /// <summary>True when nothing is warned of or refused.</summary>
    public bool AreNone() => this == None;

    public static Effects All(Effect effect) => new(effect, effect, effect);

    public Effect Of(Business business) => business switch
    {
        Business.Payments => Payments,
        Business.NewDevices => NewDevices,
        _ => NewMerchants,
    };

    /// <summary>Both must be had: the worse of the two, for each kind.</summary>
    public Effects Or(Effects other) => new(Max(Payments, other.Payments), Max(NewDevices, other.NewDevices), Max(NewMerchants, other.NewMerchants));

    /// <summary>No worse than the other, for each kind.</summary>
    public Effects AtMost(Effects other) => new(Min(Payments, other.Payments), Min(NewDevices, other.NewDevices), Min(NewMerchants, other.NewMerchants));

    /// <summary>
    /// One of several is enough: refused when all refuse, warned of when any warns or refuses, since the devices that use that one stop.
    /// Refused when there is none.
    /// </summary>
    public static Effects OfAlternatives(IEnumerable<Effects> alternatives)
    {
        Effects best = Refused, worst = None;
        foreach (Effects one in alternatives) (best, worst) = (best.AtMost(one), worst.Or(one));
        return best.Or(worst.AtMost(All(Effect.Warn)));
    }

    private static Effect Max(Effect a, Effect b) => a > b ? a : b;

    private static Effect Min(Effect a, Effect b) => a < b ? a : b;
}

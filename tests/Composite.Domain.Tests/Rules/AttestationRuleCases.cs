using Composite.Domain.Devices;
using Composite.Domain.Rules;
using Composite.Domain.Solutions;
using static Composite.Domain.Tests.Rules.GateCase;
using static Composite.Domain.Tests.Rules.GateScenario;

namespace Composite.Domain.Tests.Rules;

/// <summary>The table's rows about attestation and the platform.</summary>
internal static class AttestationRuleCases
{
    private static readonly GateScenario NoResult = Valid with { Card = AttestationEvidence.ServiceUnavailable };

    public static readonly GateCase[] Rows =
    [
        Fail(RuleCodes.AttestationAvailable, "when the service did not answer", "did not answer", NoResult),
        Fail(RuleCodes.AttestationAvailable, "when the token could not be appraised", "could not be appraised: bad signature", Valid with { Card = AttestationEvidence.NotAppraised("bad signature") }),
        Fail(RuleCodes.AttestationAvailable, "when the service did not answer before the PIN", "did not answer", ValidWithPin with { Pin = AttestationEvidence.ServiceUnavailable }),
        Pass(RuleCodes.AttestationAvailable, "when evidence for a PIN fails that is not asked for", Valid with { Pin = AttestationEvidence.ServiceUnavailable }),

        Skip(RuleCodes.AttestationGood, "without a result", NoResult, RuleCodes.AttestationAvailable),
        Fail(RuleCodes.AttestationGood, "when contraindicated", "must not be trusted", Valid.Attested(a => a with { Status = AttestationStatus.Contraindicated })),
        Fail(RuleCodes.AttestationGood, "when warned of", "doubts", Valid.Attested(a => a with { Status = AttestationStatus.Warning })),
        Fail(RuleCodes.AttestationGood, "when the verifier makes no statement", "could not appraise", Valid.Attested(a => a with { Status = AttestationStatus.None })),

        Skip(RuleCodes.AttestationFresh, "without a result", NoResult, RuleCodes.AttestationAvailable),
        Pass(RuleCodes.AttestationFresh, "at the greatest age", Valid.Attested(a => a with { IssuedAt = Noon.AddMinutes(-5) })),
        Fail(RuleCodes.AttestationFresh, "behind the greatest age", "too old", Valid.Attested(a => a with { IssuedAt = Noon.AddMinutes(-5).AddMilliseconds(-1) })),
        Pass(RuleCodes.AttestationFresh, "ahead by the skew", Valid.Attested(a => a with { IssuedAt = Noon.AddMinutes(2) })),
        Fail(RuleCodes.AttestationFresh, "ahead by more than the skew", "in the future", Valid.Attested(a => a with { IssuedAt = Noon.AddMinutes(2).AddMilliseconds(1) })),
        Pass(RuleCodes.AttestationFresh, "just before its own end", Valid.Attested(a => a with { ExpiresAt = Noon.AddMilliseconds(1) })),
        Fail(RuleCodes.AttestationFresh, "at its own end", "too old", Valid.Attested(a => a with { ExpiresAt = Noon })),

        Skip(RuleCodes.AttestationBound, "without a result", NoResult, RuleCodes.AttestationAvailable),
        Fail(RuleCodes.AttestationBound, "for another device", "another device", Valid.Attested(a => a with { DeviceId = "device-2" })),
        Fail(RuleCodes.AttestationBound, "for another payment", "something else", Valid.Attested(a => a with { Nonce = AttestationNonce.Card("0197a1b2-c3d4-7e5f-8a9b-000000000002") })),
        Fail(RuleCodes.AttestationBound, "for the PIN", "something else", Valid.Attested(a => a with { Nonce = AttestationNonce.Pin(Valid.Request.PaymentId) })),
        Fail(RuleCodes.AttestationBound, "for start-up", "something else", Valid.Attested(a => a with { Nonce = AttestationNonce.StartUp("device-1") })),

        Skip(RuleCodes.PinAttestation, "without a PIN", Valid),
        Pass(RuleCodes.PinAttestation, "with a second result", ValidWithPin),
        Pass(RuleCodes.PinAttestation, "issued in the same second as the card's", ValidWithPin.PinAttested(a => a with { IssuedAt = Noon.AddSeconds(-10) })),
        Fail(RuleCodes.PinAttestation, "without a second result", "no second", ValidWithPin with { Pin = null }),
        Fail(RuleCodes.PinAttestation, "when the second could not be appraised", "unknown key", ValidWithPin with { Pin = AttestationEvidence.NotAppraised("unknown key") }),
        Skip(RuleCodes.PinAttestation, "when the service did not answer", ValidWithPin with { Pin = AttestationEvidence.ServiceUnavailable }, RuleCodes.AttestationAvailable),
        Fail(RuleCodes.PinAttestation, "when contraindicated", "must not be trusted", ValidWithPin.PinAttested(a => a with { Status = AttestationStatus.Contraindicated })),
        Fail(RuleCodes.PinAttestation, "behind the greatest age", "too old", ValidWithPin.Attested(a => a with { IssuedAt = Noon.AddMinutes(-5) }).PinAttested(a => a with { IssuedAt = Noon.AddMinutes(-5).AddSeconds(-1) })),
        Fail(RuleCodes.PinAttestation, "with the card's result again", "something else", ValidWithPin with { Pin = ValidWithPin.Card }),
        Fail(RuleCodes.PinAttestation, "older than the card's", "older", ValidWithPin.PinAttested(a => a with { IssuedAt = Noon.AddSeconds(-11) })),

        Skip(RuleCodes.PlatformInBaseline, "without a result", NoResult, RuleCodes.AttestationAvailable),
        Pass(RuleCodes.PlatformInBaseline, "at the lowest version and patch level", OnPlatform("13", new(2026, 1, 1), "Pixel 9")),
        Fail(RuleCodes.PlatformInBaseline, "below the version", "below", OnPlatform("12", new(2026, 5, 1), "Pixel 9")),
        Fail(RuleCodes.PlatformInBaseline, "below the patch level", "below", OnPlatform("15", new(2025, 12, 31), "Pixel 9")),
        Fail(RuleCodes.PlatformInBaseline, "with a version that is no number", "below", OnPlatform("15-beta", new(2026, 5, 1), "Pixel 9")),
        Fail(RuleCodes.PlatformInBaseline, "on a blocked model", "is blocked", OnPlatform("15", new(2026, 5, 1), "OLD ONE")),
        Fail(RuleCodes.PlatformInBaseline, "on a model that a later rule blocks", "is blocked",
            Valid.InSolution(s => s with { Baseline = [.. s.Baseline, new PlatformRule("android", "10", new(2025, 1, 1), ["Pixel 9"])] })),
        Fail(RuleCodes.PlatformInBaseline, "on an unnamed operating system", "does not name", Valid.Attested(a => a with { Platform = a.Platform with { Os = "ios" } })),
        Pass(RuleCodes.PlatformInBaseline, "by the second rule of the system", Baseline("android 16, android 13", new("android", "16", new(2026, 1, 1), []), new("android", "13", new(2026, 1, 1), []))),
        Pass(RuleCodes.PlatformInBaseline, "comparing 17.10 with 17.9 as numbers", Baseline("17.9", new PlatformRule("android", "17.9", new(2026, 1, 1), [])).Attested(a => a with { Platform = a.Platform with { OsVersion = "17.10" } })),
    ];

    private static GateScenario OnPlatform(string version, DateOnly patchLevel, string model) =>
        Valid.Attested(a => a with { Platform = new DevicePlatform("Android", version, patchLevel, model) });

    private static GateScenario Baseline(string name, params PlatformRule[] rules) => Valid.InSolution(s => s with { Name = name, Baseline = rules });
}

using System.Globalization;
using Composite.Domain.Components;
using Composite.Domain.Devices;
using Composite.Domain.Solutions;

namespace Composite.Domain.Rules;

/// <summary>
/// Rules about the device's attestation. "The service did not answer" and "could not be appraised" are each their own failure,
/// apart from "the device is bad", because each is mended by somebody else.
/// </summary>
internal static class AttestationRules
{
    public static Finding Available(GateFacts f)
    {
        if (f.Card.Unavailable || PinUnavailable(f))
        {
            return Finding.Fail(RuleCodes.AttestationAvailable, "The A&M service did not answer the device.", "Wait until the A&M service answers again, then start the payment anew.", new Fact("evidence", "unavailable"));
        }

        return f.Card.Result is { } result
            ? Finding.Pass(RuleCodes.AttestationAvailable, new("verifier", result.VerifierId), new("key", result.KeyId))
            : Finding.Fail(RuleCodes.AttestationAvailable, $"The attestation could not be appraised: {f.Card.Defect}", "Have the device attested by its A&M service and start the payment anew.", new Fact("evidence", "notAppraised"));
    }

    public static Finding Good(GateFacts f) => f.Card.Result is { } result
        ? Good(RuleCodes.AttestationGood, result)
        : Finding.Skip(RuleCodes.AttestationGood, "There is no attestation result.");

    public static Finding Fresh(GateFacts f) => f.Card.Result is { } result
        ? Fresh(RuleCodes.AttestationFresh, result, f)
        : Finding.Skip(RuleCodes.AttestationFresh, "There is no attestation result.");

    public static Finding Bound(GateFacts f) => f.Card.Result is { } result
        ? Bound(RuleCodes.AttestationBound, result, "card", AttestationNonce.Card(f.Request.PaymentId), f)
        : Finding.Skip(RuleCodes.AttestationBound, "There is no attestation result.");

    /// <summary>Again before PIN entry: good, fresh, bound to this payment's PIN, and not older than the one before the card.</summary>
    public static Finding Pin(GateFacts f)
    {
        const string Code = RuleCodes.PinAttestation;
        if (f.Request.Cvm != Cvm.OnlinePin) return Finding.Skip(Code, "The payment has no PIN.");
        if (PinUnavailable(f)) return Finding.Skip(Code, "The A&M service did not answer before PIN entry; see that finding.");
        if (f.Pin?.Result is not { } pin)
        {
            return Finding.Fail(Code, "There is no second attestation result from before PIN entry" + (f.Pin?.Defect is { } defect ? $": {defect}" : "."), "Attest again immediately before PIN entry.");
        }

        foreach (Finding finding in (ReadOnlySpan<Finding>)[Good(Code, pin), Fresh(Code, pin, f), Bound(Code, pin, "pin", AttestationNonce.Pin(f.Request.PaymentId), f)])
        {
            if (finding.Outcome == FindingOutcome.Failed) return finding;
        }

        return f.Card.Result is { } card && pin.IssuedAt < card.IssuedAt
            ? Finding.Fail(Code, "The result for the PIN is older than the one for the card.", "Attest for the card first, then again before PIN entry.", Issued(pin))
            : Finding.Pass(Code, Issued(pin), new("attestation", pin.Status.ToString()));
    }

    public static Finding PlatformInBaseline(GateFacts f)
    {
        const string Code = RuleCodes.PlatformInBaseline;
        if (f.Card.Result?.Platform is not { } platform) return Finding.Skip(Code, "The platform is unknown without an attestation result.");
        return Platform(Code, platform, f.Solution?.Baseline ?? []);
    }

    internal static Finding Platform(string code, DevicePlatform platform, IReadOnlyList<PlatformRule> baseline)
    {
        Fact[] facts = [new("os", platform.Os), new("osVersion", platform.OsVersion), new("patchLevel", platform.PatchLevel.ToString("O", CultureInfo.InvariantCulture)), new("model", platform.Model)];
        bool sawOs = false;
        bool meetsOne = false;
        foreach (PlatformRule rule in baseline)
        {
            if (!string.Equals(rule.Os, platform.Os, StringComparison.OrdinalIgnoreCase)) continue;
            sawOs = true;
            if (rule.BlockedModels.Contains(platform.Model, StringComparer.OrdinalIgnoreCase))
            {
                return Finding.Fail(code, $"The model {platform.Model} is blocked.", "Use another device.", facts);
            }

            // A model that any rule blocks is blocked, so that every rule is looked at before one is enough.
            meetsOne |= platform.PatchLevel >= rule.MinPatchLevel && AtLeast(platform.OsVersion, rule.MinVersion);
        }

        if (meetsOne) return Finding.Pass(code, facts);
        return sawOs
            ? Finding.Fail(code, "The platform's version or patch level is below the baseline.", "Update the device's operating system and patches.", facts)
            : Finding.Fail(code, $"The baseline does not name the operating system {platform.Os}.", "Use a device of a platform in the baseline.", facts);
    }

    internal static Finding Good(string code, AttestationResult result)
    {
        Fact status = new("attestation", result.Status.ToString());
        return result.Status switch
        {
            AttestationStatus.Affirming => Finding.Pass(code, status, new("appraisalPolicy", result.PolicyId)),
            AttestationStatus.Contraindicated => Finding.Fail(code, "The A&M service says that the device must not be trusted.", "Stop using the device; the provider investigates.", status),
            AttestationStatus.Warning => Finding.Fail(code, "The A&M service has doubts about the device.", "Mend what the A&M service reports on the device, then start the payment anew.", status),
            _ => Finding.Fail(code, "The A&M service could not appraise the device.", "Have the device attested again.", status),
        };
    }

    internal static Finding Fresh(string code, AttestationResult result, GateFacts f) => Fresh(code, result, f.Now, f.Policy.AttestationMaxAge, f.Policy.ClockSkew);

    internal static Finding Fresh(string code, AttestationResult result, DateTimeOffset now, TimeSpan maxAge, TimeSpan skew)
    {
        TimeSpan age = now - result.IssuedAt;
        Fact ageMs = new("ageMs", age.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture));
        if (age < -skew) return Finding.Fail(code, "The attestation result is dated in the future.", "The A&M service sets its clock.", ageMs);
        return age <= maxAge && (result.ExpiresAt is not { } end || now < end)
            ? Finding.Pass(code, ageMs)
            : Finding.Fail(code, "The attestation result is too old.", "Attest immediately before the payment.", ageMs);
    }

    private static Finding Bound(string code, AttestationResult result, string purpose, string nonce, GateFacts f)
    {
        if (result.DeviceId != f.Device.Id)
        {
            return Finding.Fail(code, "The attestation result is about another device.", "Attest this device.", new Fact("device", result.DeviceId));
        }

        // The nonce is the payment's id and the purpose; the id stands beside every finding already.
        return result.Nonce == nonce
            ? Finding.Pass(code, new Fact("purpose", purpose))
            : Finding.Fail(code, "The attestation result was made for something else than this payment.", "Attest for this payment's id.", new("nonce", result.Nonce), new("expected", nonce));
    }

    private static bool PinUnavailable(GateFacts f) => f.Request.Cvm == Cvm.OnlinePin && f.Pin is { Unavailable: true };

    private static Fact Issued(AttestationResult result) => new("issuedAt", result.IssuedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    // Dotted numbers, compared part by part; a part that is no number is not at least anything.
    private static bool AtLeast(string version, string least)
    {
        string[] have = version.Split('.');
        string[] need = least.Split('.');
        for (int i = 0; i < Math.Max(have.Length, need.Length); i++)
        {
            int h = 0, n = 0;
            if (i < have.Length && !int.TryParse(have[i], NumberStyles.None, CultureInfo.InvariantCulture, out h)) return false;
            if (i < need.Length && !int.TryParse(need[i], NumberStyles.None, CultureInfo.InvariantCulture, out n)) return false;
            if (h != n) return h > n;
        }

        return true;
    }
}

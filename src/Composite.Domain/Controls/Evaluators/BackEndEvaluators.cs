using Composite.Domain.Components;

namespace Composite.Domain.Controls.Evaluators;

/// <summary>Evaluators over what stands behind the devices, and over the fleet's counts.</summary>
internal static class BackEndEvaluators
{
    private const string NotCounted = "Merchants are not counted: the lists are behind the journal, as after a new start. Ask again shortly.";

    public static ControlAnswer ComplianceInForce(ControlQuestion q)
    {
        (ComponentState Part, ComplianceStandard Standard)[] needed =
        [
            .. q.Parts().Where(c => c.Kind is ComponentKind.PaymentBackEnd or ComponentKind.DecryptionService).Select(c => (c, ComplianceStandard.PciDss)),
            .. q.Parts().Where(c => c.Kind is ComponentKind.DecryptionService).Select(c => (c, ComplianceStandard.PciPin)),
        ];
        return needed.Length == 0 ? ControlAnswer.Nothing("No solution in service has a back-end.") : ControlAnswer.Of(
            needed.Where(x => x.Part.ComplianceInForce(x.Standard, q.AsOf.Day, q.AsOf.KnownAt) is null).Select(x => new ControlFinding(
                x.Part.Id, $"It has no attestation of compliance with {Words(x.Standard)} in force.", "Record its attestation of compliance.", LapsedAt(q, x.Part, x.Standard))),
            $"{needed.Length} attestations of compliance, all in force.");
    }

    public static ControlAnswer AttestationKeys(ControlQuestion q)
    {
        ComponentState[] services = [.. q.Parts().Where(c => c.Kind == ComponentKind.AttestationService)];
        return services.Length == 0 ? ControlAnswer.Nothing("No solution in service has an A&M service.") : ControlAnswer.Of(
            services.Where(c => c.AttestationKeysAt(q.AsOf).Count == 0).Select(c => new ControlFinding(c.Id, "None of its keys is in use: never registered, or revoked.", "Register the key with which it signs its results.")),
            $"{services.Length} A&M services, each with a key.");
    }

    public static ControlAnswer MerchantsIdentified(ControlQuestion q) => q.Counts is { ActiveMerchants: { } merchants, ActiveMerchantsNotIdentified: { } without }
        ? Counted(merchants, without, "whose identity nobody established", "Identify them, or suspend them.")
        : ControlAnswer.Unknown(NotCounted);

    public static ControlAnswer GuidanceAcknowledged(ControlQuestion q) => q.Counts is { ActiveMerchants: { } merchants, ActiveMerchantsWithoutGuidance: { } without }
        ? Counted(merchants, without, "who did not acknowledge the guidance", "Have them acknowledge it, or suspend them.")
        : ControlAnswer.Unknown(NotCounted);

    private static ControlAnswer Counted(long merchants, long without, string what, string remedy) => merchants == 0 ? ControlAnswer.Nothing("No merchant may accept payments.") : ControlAnswer.Of(
        without > 0 ? [new ControlFinding("merchants", $"{without} of {merchants} merchants may accept payments {what}.", remedy)] : [], $"{merchants} merchants may accept payments, none {what}.");

    private static string Words(ComplianceStandard standard) => standard == ComplianceStandard.PciPin ? "PCI PIN" : "PCI DSS";

    private static DateTimeOffset? LapsedAt(ControlQuestion q, ComponentState part, ComplianceStandard standard)
    {
        DateOnly[] ends = [.. part.Compliance.Where(c => c.RecordedAt <= q.AsOf.KnownAt && c.Value.Standard == standard && c.Value.ExpiresOn <= q.AsOf.Day).Select(c => c.Value.ExpiresOn)];
        return ends.Length == 0 ? null : new DateTimeOffset(ends.Max(), TimeOnly.MinValue, TimeSpan.Zero);
    }
}

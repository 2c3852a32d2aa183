using Composite.Domain.Rules;
using Composite.Sandbox.Attestation;
using Composite.Sandbox.Devices;

namespace Composite.Sandbox.Scenarios;

/// <summary>Something is wrong with the device's attestation.</summary>
internal static class AttestationRefusals
{
    // Five minutes are allowed.
    private static readonly TimeSpan TooLongAgo = TimeSpan.FromMinutes(6);

    // A service that never answers is given up quickly: nothing is learned by waiting.
    private static readonly TimeSpan Impatience = TimeSpan.FromMilliseconds(300);

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("stale attestation", RuleCodes.AttestationFresh, (stage, cancellationToken) =>
            RefusedAsync(stage, new(AttestationMode.Affirming, TooLongAgo), new Purchase(5_01), RuleCodes.AttestationFresh, cancellationToken)),
        new("attestation for another payment", RuleCodes.AttestationBound, (stage, cancellationToken) =>
            stage.RefusedAsync(stage.North, new Purchase(5_02) { AttestedPaymentId = stage.North.NewPaymentId() }, RuleCodes.AttestationBound, cancellationToken)),
        new("A&M service: contraindicated", RuleCodes.AttestationGood, (stage, cancellationToken) =>
            RefusedAsync(stage, new(AttestationMode.Contraindicated), new Purchase(5_03), RuleCodes.AttestationGood, cancellationToken)),
        new("A&M service unavailable", RuleCodes.AttestationAvailable, (stage, cancellationToken) =>
            RefusedAsync(stage, new(AttestationMode.Refusing), new Purchase(5_04), RuleCodes.AttestationAvailable, cancellationToken)),
        new("A&M service silent", RuleCodes.AttestationAvailable, (stage, cancellationToken) => RefusedAsync(
            stage, new(AttestationMode.Silent), new Purchase(5_05) { AttestationTimeout = Impatience }, RuleCodes.AttestationAvailable, cancellationToken)),
        new("SDK version not on the listing", RuleCodes.SdkVersionListed, (stage, cancellationToken) => stage.RefusedAsync(
            stage.North, new Purchase(5_06) { SdkVersion = Seeding.SampleSolution.UnlistedSdkVersion }, RuleCodes.SdkVersionListed, cancellationToken)),
    ];

    private static async Task RefusedAsync(ScenarioStage stage, AttestationBehaviour behaviour, Purchase purchase, string rule, CancellationToken cancellationToken)
    {
        using (stage.World.Attestation.Behave(behaviour))
            await stage.RefusedAsync(stage.North, purchase, rule, cancellationToken);
    }
}

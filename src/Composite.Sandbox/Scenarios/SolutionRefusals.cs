using Composite.Domain.Rules;
using Composite.Sandbox.Devices;
using Composite.Sandbox.Seeding;

namespace Composite.Sandbox.Scenarios;

/// <summary>Something is wrong with the composite or its merchant; mended, it pays again.</summary>
internal static class SolutionRefusals
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("SDK's listing expired", RuleCodes.SdkListingInForce, ExpiredAsync),
        new("merchant suspended", RuleCodes.MerchantActive, SuspendedAsync),
    ];

    private static async Task ExpiredAsync(ScenarioStage stage, CancellationToken cancellationToken)
    {
        DateTimeOffset now = stage.Time.GetUtcNow();
        await stage.World.Staff.CorrectListingAsync(SampleSolution.SdkId, SampleSolution.SdkRow(now, daysToExpiry: -1), "The sandbox shows what happens", cancellationToken);
        await stage.RefusedAsync(stage.North, new Purchase(6_01), RuleCodes.SdkListingInForce, cancellationToken);
        await stage.World.Staff.CorrectListingAsync(SampleSolution.SdkId, SampleSolution.SdkRow(now), "Shown", cancellationToken);
        await stage.ApprovedAsync(stage.North, new Purchase(6_02), cancellationToken);
    }

    private static async Task SuspendedAsync(ScenarioStage stage, CancellationToken cancellationToken)
    {
        await stage.World.Staff.SuspendMerchantAsync(SampleMerchant.MerchantId, "The sandbox shows what happens", cancellationToken);
        await stage.RefusedAsync(stage.North, new Purchase(6_03), RuleCodes.MerchantActive, cancellationToken);
        await stage.World.Staff.ApproveMerchantAsync(SampleMerchant.MerchantId, "Shown", cancellationToken);
        await stage.ApprovedAsync(stage.North, new Purchase(6_04), cancellationToken);
    }
}

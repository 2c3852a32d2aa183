using Composite.Domain.Rules;

namespace Composite.Storage.Projections;

/// <summary>Which parts a payment ran on, as its recorded evaluation says: what the device showed then, not what it runs now.</summary>
internal static class PaymentParts
{
    /// <param name="device">The device's slice: its solution and acquirer.</param>
    /// <param name="evaluation">The gate's findings; a part that no finding names stays unknown.</param>
    public static SliceKey Read(SliceKey device, Evaluation evaluation)
    {
        SliceKey slice = new(device.SolutionId, device.AcquirerId);
        foreach (Finding finding in evaluation.Findings)
        {
            slice = finding.Code switch
            {
                RuleCodes.SdkListingInForce => slice with { SdkId = Known(finding, "component") },
                RuleCodes.SdkVersionListed => slice with { SdkVersion = Value(finding, "version") },
                RuleCodes.AttestationServiceInForce => slice with { ServiceId = Known(finding, "component") is { Length: > 0 } id ? id : Known(finding, "service") },
                RuleCodes.ApplicationApproved => slice with { Package = Value(finding, "package"), ApplicationVersion = Value(finding, "version") },
                _ => slice,
            };
        }

        return slice;
    }

    // The gate writes "none" for a device that never enrolled.
    private static string Known(Finding finding, string name) => Value(finding, name) is var value && value == "none" ? string.Empty : value;

    private static string Value(Finding finding, string name)
    {
        foreach (Fact fact in finding.Facts)
        {
            if (fact.Name == name) return fact.Value;
        }

        return string.Empty;
    }
}

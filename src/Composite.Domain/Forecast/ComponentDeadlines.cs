using Composite.Domain.Components;
using Composite.Domain.Policies;

namespace Composite.Domain.Forecast;

/// <summary>Crypto-expiries of versions, and attestations of compliance to be renewed.</summary>
public static class ComponentDeadlines
{
    /// <summary>Of every version that is not withdrawn and protects keys in software.</summary>
    public static IEnumerable<Deadline> CryptoExpiries(ForecastScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        foreach ((ComponentState component, ComponentName known) in Components(scope))
        {
            foreach (ComponentVersion version in component.VersionsAt(scope.AsOf.KnownAt))
            {
                if (version.CryptoExpiresOn is not { } expires || component.IsWithdrawnAt(version.Version, scope.AsOf)) continue;
                yield return Of(
                    scope, component, known, DeadlineKind.CryptoExpiry, version.Version, expires, $"Cryptography of {known.Name} {version.Version} expires",
                    "Devices on this version can't enrol, and payments on it are refused.");
            }
        }
    }

    /// <summary>Of each standard that a component attests to, the end of the attestation that lasts longest.</summary>
    public static IEnumerable<Deadline> ComplianceRenewals(ForecastScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        PolicyValues policy = scope.PolicyAt(scope.AsOf.ValidAt);
        foreach ((ComponentState component, ComponentName known) in Components(scope))
        {
            foreach (IGrouping<ComplianceStandard, ComplianceAttestation> attested in component.ComplianceAt(scope.AsOf, policy).Select(c => c.Attestation).GroupBy(a => a.Standard))
            {
                ComplianceAttestation last = attested.MaxBy(a => a.ExpiresOn)!;
                string standard = last.Standard == ComplianceStandard.PciDss ? "PCI DSS" : "PCI PIN";
                yield return Of(
                    scope, component, known, DeadlineKind.ComplianceRenewal, last.Standard == ComplianceStandard.PciDss ? "pci-dss" : "pci-pin", last.ExpiresOn,
                    $"{standard} attestation of compliance of {known.Name} ends", "The component is without a valid attestation: payments that need it are refused.");
            }
        }
    }

    private static IEnumerable<(ComponentState Component, ComponentName Known)> Components(ForecastScope scope)
    {
        foreach (ComponentState component in scope.Facts.Components.Values)
        {
            if (component.NameAt(scope.AsOf.KnownAt) is { } known) yield return (component, known);
        }
    }

    private static Deadline Of(ForecastScope scope, ComponentState component, ComponentName known, DeadlineKind kind, string reference, DateOnly dueOn, string title, string consequence) => new()
    {
        Kind = kind,
        SubjectKind = SubjectKind.Component,
        SubjectId = component.Id,
        Reference = reference,
        DueAt = Deadline.StartOf(dueOn),
        Title = title,
        Consequence = consequence,
        Owner = known.Vendor,
        SolutionIds = scope.SolutionsOf(component.Id),
    };
}

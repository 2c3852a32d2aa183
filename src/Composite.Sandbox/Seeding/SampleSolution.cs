using Composite.Contracts.Components;
using Composite.Contracts.Solutions;
using Composite.Domain.Ports;
using Composite.Sandbox.Staff;

namespace Composite.Sandbox.Seeding;

/// <summary>A composite solution out of certified parts, all of them made up: no such product, vendor or listing exists.</summary>
public static class SampleSolution
{
    public const string SolutionId = "sample-solution";
    public const string SdkId = "sample-sdk";
    public const string ApplicationId = "sample-app";
    public const string AttestationServiceId = "sample-attestation";
    public const string BackEndId = "sample-back-end";
    public const string DecryptionId = "sample-decryption";
    public const string KernelId = "sample-kernel";

    public const string SdkVersion = "3.2.1";

    /// <summary>Registered with Composite, and on no listing.</summary>
    public const string UnlistedSdkVersion = "3.3.0";

    public const string ApplicationVersion = "1.4.0";
    public const string PackageName = "com.example.sandbox.pos";
    public const string SdkListing = "2026-99001.001";
    public const string RenewedSdkListing = "2026-99001.002";

    private const string AttestationListing = "2026-99002.001";
    private const string ApplicationListing = "2026-99003.001";
    private const string KernelListing = "2026-99004.001";
    private const string SolutionListing = "2026-99005.001";
    private const string Laboratory = "Sample Laboratory (fictional)";
    private const int DaysSinceListing = 100;
    private const int DaysToExpiry = 900;

    /// <summary>SHA-256 of a signing certificate that does not exist.</summary>
    public static string ApplicationCertificateSha256 { get; } = new('a', 64);

    private static string[] Composition => [SdkId, ApplicationId, AttestationServiceId, BackEndId, DecryptionId, KernelId];

    /// <summary>Registers the components with their listings, composes the solution and puts it into service.</summary>
    public static async Task RegisterAsync(StaffClient staff, AttestationKey attestationKey, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await Task.WhenAll(
            RegisterSdkAsync(staff, now, cancellationToken),
            RegisterApplicationAsync(staff, now, cancellationToken),
            RegisterAttestationServiceAsync(staff, attestationKey, now, cancellationToken),
            RegisterCompliantAsync(staff, BackEndId, ComponentKind.PaymentBackEnd, "Sample back-end", ComplianceStandard.PciDss, "4.0.1", now, cancellationToken),
            RegisterCompliantAsync(staff, DecryptionId, ComponentKind.DecryptionService, "Sample decryption service", ComplianceStandard.PciPin, "3.1", now, cancellationToken),
            RegisterKernelAsync(staff, now, cancellationToken),
            staff.SolutionAsync(SolutionId, new RegisterSolution { Name = "Sample solution", Provider = "Sample provider (fictional)" }, cancellationToken));
        await Task.WhenAll(
            staff.CompositionAsync(SolutionId, Composition, cancellationToken),
            staff.BaselineAsync(SolutionId, [new PlatformRuleInfo { Os = "android", MinVersion = "13", MinPatchLevel = Day(now, -400) }], cancellationToken),
            staff.SolutionListingAsync(SolutionId, Listing(SolutionListing, ["1.0"], now), cancellationToken));
        await staff.ActivateSolutionAsync(SolutionId, "Every part is certified, as the sandbox goes", cancellationToken);
    }

    /// <summary>The SDK's row on the PCI website, as it is or with another reference or expiry.</summary>
    public static ListingInfo SdkRow(DateTimeOffset now, string reference = SdkListing, int daysToExpiry = DaysToExpiry) => Listing(reference, ["3.2.x"], now) with
    {
        ExpiresOn = Day(now, daysToExpiry),
        EntryModes = [EntryMode.Contactless],
        Cvms = [Cvm.None, Cvm.Cdcvm, Cvm.OnlinePin],
        SdkType = SdkType.Isolating,
        Dependencies = [AttestationListing],
    };

    private static async Task RegisterSdkAsync(StaffClient staff, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await staff.ComponentAsync(SdkId, Component(ComponentKind.MpocSoftware, "Sample SDK"), cancellationToken);
        await Task.WhenAll(
            staff.VersionAsync(SdkId, new AddComponentVersion { Version = SdkVersion, CryptoExpiresOn = Day(now, 365) }, cancellationToken),
            staff.VersionAsync(SdkId, new AddComponentVersion { Version = UnlistedSdkVersion, CryptoExpiresOn = Day(now, 365) }, cancellationToken),
            staff.ListingAsync(SdkId, SdkRow(now), cancellationToken));
    }

    private static async Task RegisterApplicationAsync(StaffClient staff, DateTimeOffset now, CancellationToken cancellationToken)
    {
        AddComponentVersion version = new() { Version = ApplicationVersion, PackageName = PackageName, CertificateSha256s = [ApplicationCertificateSha256] };
        await staff.ComponentAsync(ApplicationId, Component(ComponentKind.MpocApplication, "Sample checkout app"), cancellationToken);
        await Task.WhenAll(
            staff.VersionAsync(ApplicationId, version, cancellationToken),
            staff.ListingAsync(ApplicationId, Listing(ApplicationListing, ["1.4.x"], now), cancellationToken));
    }

    private static async Task RegisterAttestationServiceAsync(StaffClient staff, AttestationKey key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await staff.ComponentAsync(AttestationServiceId, Component(ComponentKind.AttestationService, "Sample A&M service"), cancellationToken);
        await Task.WhenAll(
            staff.ListingAsync(AttestationServiceId, Listing(AttestationListing, ["1.0"], now), cancellationToken),
            staff.AttestationKeyAsync(AttestationServiceId, key, cancellationToken));
    }

    private static async Task RegisterCompliantAsync(
        StaffClient staff, string id, ComponentKind kind, string name, ComplianceStandard standard, string standardVersion, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await staff.ComponentAsync(id, Component(kind, name), cancellationToken);
        RecordCompliance compliance = new()
        {
            Standard = standard, StandardVersion = standardVersion, Assessor = "Sample assessor (fictional)", ValidFrom = Day(now, -DaysSinceListing), ExpiresOn = Day(now, 265),
        };
        await staff.ComplianceAsync(id, compliance, cancellationToken);
    }

    private static async Task RegisterKernelAsync(StaffClient staff, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await staff.ComponentAsync(KernelId, Component(ComponentKind.Kernel, "Sample contactless kernel"), cancellationToken);
        await staff.ListingAsync(KernelId, Listing(KernelListing, ["2.11"], now), cancellationToken);
    }

    private static RegisterComponent Component(ComponentKind kind, string name) => new() { Kind = kind, Name = name, Vendor = "Sample vendor (fictional)" };

    private static ListingInfo Listing(string reference, IReadOnlyList<string> versions, DateTimeOffset now) => new()
    {
        Reference = reference,
        StandardVersion = "1.1",
        Laboratory = Laboratory,
        ListedOn = Day(now, -DaysSinceListing),
        ExpiresOn = Day(now, DaysToExpiry),
        Versions = versions,
        RetrievedAt = now.AddMinutes(-1),
    };

    private static DateOnly Day(DateTimeOffset now, int days) => DateOnly.FromDateTime(now.UtcDateTime).AddDays(days);
}

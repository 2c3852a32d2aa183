using Composite.Domain.Components;
using Composite.Domain.Inventory;
using Composite.Exchange.Snapshots;

namespace Composite.Exchange.Json;

/// <summary>The inventory in our own stable shape, <see cref="Schema"/>: members are added, never renamed or given another meaning.</summary>
public static class InventoryJson
{
    public const string Schema = "composite-inventory-1";

    public static async Task WriteAsync(InventorySnapshot snapshot, Stream stream, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        await using JsonOut json = new(stream);
        json.Start();
        json.Text("schema", Schema);
        json.Object("asOf", () => WriteAsOf(json, snapshot));
        WriteFleet(json, snapshot);
        json.Text("solutionId", snapshot.SolutionId);
        json.Number("policyVersion", snapshot.Policy.Version);
        json.Objects("solutions", snapshot.Solutions, solution => Write(json, solution));
        await json.ObjectsAsync("components", snapshot.Components, component => Write(json, component), cancellationToken);
        await json.EndAsync(cancellationToken);
    }

    internal static void WriteAsOf(JsonOut json, InventorySnapshot snapshot)
    {
        json.Text("validAt", snapshot.AsOf.ValidAt);
        if (snapshot.KnownAt is { } known) json.Text("knownAt", known);
        json.Number("position", snapshot.Position);
    }

    internal static void WriteFleet(JsonOut json, InventorySnapshot snapshot)
    {
        if (snapshot.Fleet is not { } fleet) return;
        json.Object("fleet", () =>
        {
            json.Text("day", Words.Of(fleet.Day));
            json.Number("position", fleet.Position);
        });
    }

    private static void Write(JsonOut json, FleetUse? use)
    {
        if (use is null) return;
        json.Number("devices", use.Devices);
        if (use.Merchants is { } merchants) json.Number("merchants", merchants);
    }

    internal static void Write(JsonOut json, ListingItem item, bool withStatus = true)
    {
        Listing l = item.Listing;
        json.Text("reference", l.Reference);
        if (withStatus) json.Text("status", Words.Of(item.Status));
        json.Text("productType", l.ProductType is { } product ? Words.Of(product) : null);
        json.Text("vendor", l.Vendor);
        json.Text("productName", l.ProductName);
        json.Text("standardVersion", l.StandardVersion);
        json.Text("laboratory", l.Laboratory);
        json.Text("listedOn", Words.Of(l.ListedOn));
        json.Text("expiresOn", Words.Of(l.ExpiresOn));
        json.Text("checkpointDueOn", l.CheckpointDueOn is { } due ? Words.Of(due) : null);
        if (item.CheckpointDueOn != l.CheckpointDueOn) json.Text("nextCheckpointDueOn", item.CheckpointDueOn is { } next ? Words.Of(next) : null);
        json.Texts("versions", l.Versions);
        json.Texts("entryModes", l.EntryModes.Select(m => Words.Of(m)));
        json.Texts("cvms", l.Cvms.Select(c => Words.Of(c)));
        json.Text("sdkType", l.SdkType is { } type ? Words.Of(type) : null);
        json.Texts("dependencies", l.Dependencies);
        json.Objects("verifiedApplications", l.VerifiedApplications ?? [], application =>
        {
            json.Text("name", application.Name);
            json.Text("version", application.Version);
        });
        json.Text("notes", l.Notes);
        json.Text("retrievedAt", l.RetrievedAt);
        json.Text("retrievedBy", l.RetrievedBy);
        json.Text("recordedAt", item.RecordedAt);
    }

    private static void Write(JsonOut json, SolutionItem solution)
    {
        json.Text("solutionId", solution.Id);
        json.Text("name", solution.Name);
        json.Text("provider", solution.Provider);
        json.Flag("active", solution.Active);
        Write(json, solution.Use);
        json.Texts("componentIds", solution.ComponentIds);
        json.Objects("listings", solution.Listings, listing => Write(json, listing));
    }

    private static void Write(JsonOut json, ComponentItem component)
    {
        json.Text("componentId", component.Id);
        json.Text("kind", Words.Of(component.Kind));
        json.Text("name", component.Name);
        json.Text("vendor", component.Vendor);
        json.Text("status", component.Status is { } status ? Words.Of(status) : null);
        Write(json, component.Use);
        if (component.DevicesOnOtherVersions is > 0 and long others) json.Number("devicesOnVersionsNotOnRecord", others);
        json.Text("registeredAt", component.RegisteredAt);
        json.Texts("solutionIds", component.SolutionIds);
        json.Texts("dependsOn", component.DependsOn);
        json.Text("thirdPartyId", component.Profile?.ThirdPartyId);
        json.Text("contributes", component.Profile?.Contributes);
        json.Objects("responsibilities", component.Profile?.Responsibilities ?? [], r =>
        {
            json.Text("area", r.Area);
            json.Text("party", Words.Of(r.Party));
            json.Text("detail", r.Detail);
        });
        json.Objects("versions", component.Versions, version => Write(json, version));
        json.Objects("listings", component.Listings, listing => Write(json, listing));
        json.Objects("compliance", component.Compliance, compliance => Write(json, compliance));
    }

    private static void Write(JsonOut json, VersionItem version)
    {
        json.Text("version", version.Version.Version);
        json.Text("status", Words.Of(version.Status));
        Write(json, version.Use);
        json.Text("cryptoExpiresOn", version.Version.CryptoExpiresOn is { } expires ? Words.Of(expires) : null);
        json.Text("packageName", version.Version.PackageName);
        json.Texts("certificateSha256s", version.Version.CertificateSha256s);
    }

    private static void Write(JsonOut json, ComplianceItem compliance)
    {
        json.Text("standard", Words.Of(compliance.Attestation.Standard));
        json.Text("standardVersion", compliance.Attestation.StandardVersion);
        json.Text("assessor", compliance.Attestation.Assessor);
        json.Text("validFrom", Words.Of(compliance.Attestation.ValidFrom));
        json.Text("expiresOn", Words.Of(compliance.Attestation.ExpiresOn));
        json.Text("status", Words.Of(compliance.Status));
        json.Text("evidenceSha256", compliance.Attestation.EvidenceSha256);
        json.Text("recordedAt", compliance.RecordedAt);
    }
}

using System.Buffers.Text;
using System.Text.RegularExpressions;

namespace Composite.Domain.Components;

/// <summary>Decides commands about a component. Pure: state and arguments in, events or problems out.</summary>
public static partial class ComponentDecider
{
    public const int MaxVersions = 1000;
    public const int MaxListings = 200;
    public const int MaxAttestationKeys = 16;
    public const int MaxCertificates = 16;

    /// <summary>Most remediations, checkpoints or attestations of compliance, each, that one component may have on record.</summary>
    public const int MaxRecords = 1000;

    public static Decision Register(ComponentState? state, string id, ComponentKind kind, string name, string vendor)
    {
        if (state is not null)
        {
            return state.Kind == kind && state.Name == name && state.Vendor == vendor
                ? Decision.Accept()
                : Decision.Reject("already-registered", "componentId", $"Component '{id}' exists with other kind, name or vendor.", "Choose another id, or show the component first.");
        }

        return new Problems().Slug("componentId", id).Text("name", name).Text("vendor", vendor)
            .Require(Enum.IsDefined(kind), "unknown-kind", "kind", "It is not a kind of component.", "Give one of: " + string.Join(", ", Enum.GetNames<ComponentKind>()) + ".")
            .Or(new ComponentRegistered(id, kind, name, vendor));
    }

    public static Decision AddVersion(ComponentState state, ComponentVersion version)
    {
        if (version is null) return Decision.Reject("missing", "version", "It is missing.", "Give the version's facts.");
        bool isApplication = state.Kind == ComponentKind.MpocApplication;
        ComponentVersion? known = state.Version(version.Version, ListingBook.AllThatIsKnown);
        if (known is not null)
        {
            return SaysTheSame(known, version)
                ? Decision.Accept()
                : Decision.Reject("already-registered", "version", $"Version {version.Version} of '{state.Id}' exists with other facts.", "A version's facts do not change: add a new version.");
        }

        Problems problems = new Problems()
            .Pattern("version", version.Version, VersionPattern(), "Give it as the software reports it, such as 3.2.1.")
            .Require(state.Versions.Count < MaxVersions, "count", "version", $"The component has {MaxVersions} versions.", "Register the product as a new component.")
            .Require(state.Kind != ComponentKind.MpocSoftware || version.CryptoExpiresOn is not null, "missing", "cryptoExpiresOn",
                "MPoC software protects its keys in software and must say until when.", "Give the day from the vendor's key-replacement plan, YYYY-MM-DD.")
            .Require(isApplication == (version.PackageName is not null), "package", "packageName",
                isApplication ? "An application's version needs its package name." : "Only an application has a package name.", isApplication ? "Give the package name." : "Leave it out.");
        if (version.PackageName is { } package) problems.Pattern("packageName", package, PackagePattern(), "Give it as in the store, such as com.example.pos.");
        // Only an application has signing certificates.
        foreach (string digest in problems.Items("certificateSha256s", version.CertificateSha256s, isApplication ? 1 : 0, isApplication ? MaxCertificates : 0))
        {
            problems.Pattern("certificateSha256s", digest, DigestPattern(), "Give 64 hexadecimal digits in lower case.");
        }

        return problems.Or(new ComponentVersionAdded(version));
    }

    public static Decision WithdrawVersion(ComponentState state, string version, string reason)
    {
        if (state.IsWithdrawn(version, ListingBook.AllThatIsKnown)) return Decision.Accept();
        return new Problems().Text("reason", reason, 500)
            .Require(state.Version(version, ListingBook.AllThatIsKnown) is not null, "unknown-version", "version", $"'{state.Id}' has no version '{Problems.Shown(version)}'.", "Give a version that was added.")
            .Or(new ComponentVersionWithdrawn(version, reason));
    }

    public static Decision RecordListing(ComponentState state, Listing listing, DateTimeOffset now) => RecordListing(state.Listings, listing, now);

    internal static Decision RecordListing(ListingBook book, Listing listing, DateTimeOffset now)
    {
        if (listing is null) return Decision.Reject("missing", "listing", "It is missing.", "Give the listing's facts.");
        Problems problems = new Problems()
            .Require(listing.RetrievedAt <= now, "in-the-future", "listing.retrievedAt", "It lies in the future.", "Give when the row was read.");
        listing.Check(problems, "listing", Enum.GetValues<ListingProductType>());
        if (!problems.Any && book.Row(listing.Reference, ListingBook.AllThatIsKnown) is { } known && known.SaysTheSameAs(listing)) return Decision.Accept();
        return problems.Require(book.Rows.Count < MaxListings, "count", "listing", $"The component has {MaxListings} listing rows.", "Register the product as a new component.")
            .Or(new ListingRecorded(listing));
    }

    public static Decision RevokeListing(ComponentState state, string reference, DateTimeOffset effectiveAt, string reason, DateTimeOffset now) =>
        RevokeListing(state.Listings, reference, effectiveAt, reason, now);

    internal static Decision RevokeListing(ListingBook book, string reference, DateTimeOffset effectiveAt, string reason, DateTimeOffset now)
    {
        if (book.Revocations.Any(r => r.Value.Reference == reference && r.Value.EffectiveAt <= effectiveAt)) return Decision.Accept();
        return KnownReference(book, reference).Text("reason", reason, 500)
            .Require(effectiveAt != default, "missing", "effectiveAt", "It is missing.", "Give the instant from which the listing is revoked.")
            .Or(new ListingRevoked(reference, effectiveAt, reason));
    }

    public static Decision ChangeRemediation(ComponentState state, string reference, bool open, DateTimeOffset effectiveAt, string reason, DateTimeOffset now)
    {
        ListingRemediationChanged? known = state.Listings.Remediations.LastOrDefault(r => r.Value.Reference == reference && r.Value.EffectiveAt == effectiveAt)?.Value;
        if (known is not null && known.Open == open) return Decision.Accept();
        return KnownReference(state.Listings, reference).Text("reason", reason, 500)
            .Require(effectiveAt != default, "missing", "effectiveAt", "It is missing.", "Give the instant of the change.")
            .Require(state.Listings.Remediations.Count < MaxRecords, "count", "reference", $"The component has {MaxRecords} remediations.", "Register the product as a new component.")
            .Or(new ListingRemediationChanged(reference, open, effectiveAt, reason));
    }

    public static Decision CompleteCheckpoint(ComponentState state, string reference, DateOnly completedOn, DateOnly nextDueOn, DateTimeOffset now)
    {
        CheckpointCompleted wish = new(reference, completedOn, nextDueOn);
        if (state.Listings.Checkpoints.LastOrDefault(c => c.Value.Reference == reference && c.Value.CompletedOn == completedOn)?.Value == wish) return Decision.Accept();
        return KnownReference(state.Listings, reference)
            .Require(completedOn <= DateOnly.FromDateTime(now.UtcDateTime), "in-the-future", "completedOn", "It lies in the future.", "Give the day on which the checkpoint was passed.")
            .InOrder("completedOn", completedOn, "nextDueOn", nextDueOn)
            .Require(state.Listings.Checkpoints.Count < MaxRecords, "count", "reference", $"The component has {MaxRecords} checkpoints.", "Register the product as a new component.")
            .Or(wish);
    }

    public static Decision RecordCompliance(ComponentState state, ComplianceAttestation attestation)
    {
        if (attestation is null) return Decision.Reject("missing", "attestation", "It is missing.", "Give the attestation's facts.");
        if (state.Compliance.Any(c => c.Value == attestation)) return Decision.Accept();
        return new Problems()
            .Require(state.Kind is ComponentKind.PaymentBackEnd or ComponentKind.DecryptionService or ComponentKind.AttestationService, "wrong-kind", "attestation",
                $"A component of kind {state.Kind} is listed, it does not attest.", "Record a listing instead.")
            .Require(Enum.IsDefined(attestation.Standard), "unknown-standard", "attestation.standard", "It is not a known standard.", "Give PciDss or PciPin.")
            .Text("attestation.standardVersion", attestation.StandardVersion, 20).Text("attestation.assessor", attestation.Assessor)
            .InOrder("validFrom", attestation.ValidFrom, "attestation.expiresOn", attestation.ExpiresOn)
            .Require(state.Compliance.Count < MaxRecords, "count", "attestation", $"The component has {MaxRecords} attestations.", "Register the product as a new component.")
            .Or(new ComplianceRecorded(attestation));
    }

    public static Decision RegisterAttestationKey(ComponentState state, string keyId, string x, string y)
    {
        if (state.AttestationKeys.FirstOrDefault(k => k.KeyId == keyId) is { } known)
        {
            return known.X == x && known.Y == y
                ? Decision.Accept()
                : Decision.Reject("already-registered", "keyId", $"Key '{keyId}' of '{state.Id}' exists with another value.", "A key's value does not change: use a new key id.");
        }

        return new Problems()
            .Require(!state.RevokedKeys.Any(k => k.KeyId == keyId || (k.X == x && k.Y == y)), "revoked", "keyId", "This key was revoked.", "Register a new key under a new key id.")
            .Require(state.Kind == ComponentKind.AttestationService, "wrong-kind", "keyId", "Only an attestation service signs attestation results.", "Register the key with the A&M service.")
            .Require(state.AttestationKeys.Count < MaxAttestationKeys, "count", "keyId", $"{MaxAttestationKeys} keys are registered.", "Revoke one first.")
            .Pattern("keyId", keyId, KeyIdPattern(), "Give 1 to 64 of letters, digits, '.', '_' and '-'.")
            .Require(IsCoordinate(x), "invalid-key", "x", "It is not a P-256 coordinate.", "Give 32 bytes in base64url, as in a JWK.")
            .Require(IsCoordinate(y), "invalid-key", "y", "It is not a P-256 coordinate.", "Give 32 bytes in base64url, as in a JWK.")
            .Or(new AttestationKeyRegistered(keyId, x, y));
    }

    public static Decision RevokeAttestationKey(ComponentState state, string keyId, string reason) => state.RevokedKeys.Any(k => k.KeyId == keyId)
        ? Decision.Accept()
        : new Problems().Text("reason", reason, 500)
            .Require(state.AttestationKeys.Any(k => k.KeyId == keyId), "unknown-key", "keyId", $"'{state.Id}' has no key '{Problems.Shown(keyId)}' in use.", "Give the id of a key in use.")
            .Or(new AttestationKeyRevoked(keyId, reason));

    /// <summary>True for 32 bytes in base64url without padding.</summary>
    public static bool IsCoordinate(string? value) =>
        value is { Length: 43 } && Base64Url.IsValid(value, out int length) && length == 32;

    private static Problems KnownReference(ListingBook book, string reference) => new Problems().Require(
        book.Row(reference, ListingBook.AllThatIsKnown) is not null, "unknown-listing", "reference", $"No listing '{Problems.Shown(reference)}' is recorded here.", "Record the listing first, or correct the reference.");

    private static bool SaysTheSame(ComponentVersion a, ComponentVersion b) =>
        b.CertificateSha256s is not null && a with { CertificateSha256s = b.CertificateSha256s } == b && a.CertificateSha256s.SequenceEqual(b.CertificateSha256s);

    [GeneratedRegex(@"^[0-9A-Za-z][0-9A-Za-z._+-]{0,39}\z", RegexOptions.CultureInvariant)]
    private static partial Regex VersionPattern();

    [GeneratedRegex(@"^(?=.{3,255}\z)[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)+\z", RegexOptions.CultureInvariant)]
    private static partial Regex PackagePattern();

    [GeneratedRegex(@"^[0-9a-f]{64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex DigestPattern();

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex KeyIdPattern();
}

namespace Composite.Domain.Components;

public static partial class ComponentDecider
{
    /// <param name="state">The component.</param>
    /// <param name="attestation">The attestation's facts.</param>
    /// <param name="corrects">True to say that what is recorded of it was wrong; otherwise other facts for the same standard and first day are refused.</param>
    /// <param name="reason">Why it is corrected.</param>
    public static Decision RecordCompliance(ComponentState state, ComplianceAttestation attestation, bool corrects = false, string? reason = null)
    {
        if (attestation is null) return Decision.Reject("missing", "attestation", "It is missing.", "Give the attestation's facts.");
        ComplianceAttestation? known = state.Compliance(attestation.Key);
        if (known == attestation) return Decision.Accept();
        Problems problems = CheckCompliance(state, attestation);
        if (known is null) return problems.Or(new ComplianceRecorded(attestation));
        if (corrects) return problems.Text("reason", reason, 500).Or(new ComplianceCorrected(attestation, reason!));
        return problems.Add("already-registered", "attestation", $"A {attestation.Standard} attestation from {attestation.ValidFrom:O} is recorded with other facts.",
            "If what is recorded was wrong, send it again as a correction (corrects) with a reason.").Or();
    }

    /// <summary>Says that an attestation was recorded by mistake.</summary>
    public static Decision RetractCompliance(ComponentState state, ComplianceStandard standard, DateOnly validFrom, string reason)
    {
        ComplianceKey key = new(standard, validFrom);
        bool known = state.Compliance(key) is not null;
        if (!known && state.ComplianceRetracted.Any(r => r.Key == key)) return Decision.Accept();
        return new Problems().Text("reason", reason, 500)
            .Require(known, "unknown-attestation", "validFrom", $"No {standard} attestation from {validFrom:O} is recorded here.", "Give the standard and first day of a recorded attestation.")
            .Or(new ComplianceRetracted(standard, validFrom, reason));
    }

    /// <summary>Longest term of an attestation of compliance, days: 5 years. Ours; they are renewed yearly or every other year.</summary>
    private const int MaxTermDays = 5 * 366;

    private static Problems CheckCompliance(ComponentState state, ComplianceAttestation attestation)
    {
        Problems problems = new Problems()
            .Require(Attests(state.Kind), "wrong-kind", "attestation", $"A component of kind {state.Kind} is listed, it does not attest.", "Record a listing instead.")
            .Require(Enum.IsDefined(attestation.Standard), "unknown-standard", "attestation.standard", "It is not a known standard.", "Give PciDss or PciPin.")
            .Text("attestation.standardVersion", attestation.StandardVersion, 20).Text("attestation.assessor", attestation.Assessor)
            .InOrder("validFrom", attestation.ValidFrom, "attestation.expiresOn", attestation.ExpiresOn)
            .Require(attestation.ExpiresOn.DayNumber - attestation.ValidFrom.DayNumber <= MaxTermDays, "range", "attestation.expiresOn", $"{attestation.ExpiresOn:O} is more than 5 years after validFrom.", "Give the day from which the attestation no longer holds.")
            .Require(state.Compliance.Count < MaxRecords, "count", "attestation", $"The component has {MaxRecords} attestations.", "Register the product as a new component.");
        if (attestation.Notes is { } notes) problems.Notes("attestation.notes", notes);
        if (attestation.EvidenceSha256 is { } digest) problems.Pattern("attestation.evidenceSha256", digest, DigestPattern(), "Give 64 hexadecimal digits in lower case.");
        return problems;
    }

    // A company's service attests; a product that is evaluated by itself is listed.
    private static bool Attests(ComponentKind kind) => kind
        is ComponentKind.PaymentBackEnd or ComponentKind.DecryptionService or ComponentKind.AttestationService or ComponentKind.ProviderPart;

    private static ComplianceAttestation? Compliance(this ComponentState state, ComplianceKey key)
    {
        for (int i = state.Compliance.Count - 1; i >= 0; i--)
        {
            if (state.Compliance[i].Value.Key == key) return state.IsCurrentCompliance(i, ListingBook.AllThatIsKnown) ? state.Compliance[i].Value : null;
        }

        return null;
    }
}

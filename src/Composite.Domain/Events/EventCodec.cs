using System.Buffers;
using System.Collections.Frozen;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Composite.Domain.Payments;
using Composite.Domain.Ports;

namespace Composite.Domain.Events;

/// <summary>
/// Writes events for the journal and reads them back. A type's name and JSON shape are a contract: what was written once is read for
/// ever, so a shape that must change gets a new name and the old one stays readable. Golden bytes in the tests hold each shape.
/// </summary>
public static class EventCodec
{
    private static readonly (string Name, JsonTypeInfo Shape)[] Known =
    [
        ("component.registered.v1", EventJson.Default.ComponentRegistered),
        ("component.version-added.v1", EventJson.Default.ComponentVersionAdded),
        ("component.version-withdrawn.v1", EventJson.Default.ComponentVersionWithdrawn),
        ("component.version-corrected.v1", EventJson.Default.ComponentVersionCorrected),
        ("component.version-reinstated.v1", EventJson.Default.ComponentVersionReinstated),
        ("component.renamed.v1", EventJson.Default.ComponentRenamed),
        ("component.profile-set.v1", EventJson.Default.ComponentProfileSet),
        ("component.compliance-corrected.v1", EventJson.Default.ComplianceCorrected),
        ("component.compliance-retracted.v1", EventJson.Default.ComplianceRetracted),
        ("listing.corrected.v1", EventJson.Default.ListingCorrected),
        ("listing.retracted.v1", EventJson.Default.ListingRetracted),
        ("listing.revocation-withdrawn.v1", EventJson.Default.ListingRevocationWithdrawn),
        ("listing.claimed.v1", EventJson.Default.ListingClaimed),
        ("listing.dependencies-claimed.v1", EventJson.Default.DependenciesClaimed),
        ("listing.recorded.v1", EventJson.Default.ListingRecorded),
        ("listing.revoked.v1", EventJson.Default.ListingRevoked),
        ("listing.remediation-changed.v1", EventJson.Default.ListingRemediationChanged),
        ("listing.checkpoint-completed.v1", EventJson.Default.CheckpointCompleted),
        ("component.compliance-recorded.v1", EventJson.Default.ComplianceRecorded),
        ("component.attestation-key-registered.v1", EventJson.Default.AttestationKeyRegistered),
        ("component.attestation-key-revoked.v1", EventJson.Default.AttestationKeyRevoked),
        ("solution.registered.v1", EventJson.Default.SolutionRegistered),
        ("solution.composed.v1", EventJson.Default.SolutionComposed),
        ("solution.baseline-adopted.v1", EventJson.Default.BaselineAdopted),
        ("solution.platform-support-recorded.v1", EventJson.Default.PlatformSupportRecorded),
        ("third-party.registered.v1", EventJson.Default.ThirdPartyRegistered),
        ("third-party.renamed.v1", EventJson.Default.ThirdPartyRenamed),
        ("third-party.contact-set.v1", EventJson.Default.ThirdPartyContactSet),
        ("third-party.contract-set.v1", EventJson.Default.ThirdPartyContractSet),
        ("third-party.responsibilities-set.v1", EventJson.Default.ResponsibilitiesSet),
        ("third-party.reviewed.v1", EventJson.Default.ThirdPartyReviewed),
        ("third-party.ended.v1", EventJson.Default.ThirdPartyEnded),
        ("third-party.reinstated.v1", EventJson.Default.ThirdPartyReinstated),
        ("solution.activated.v1", EventJson.Default.SolutionActivated),
        ("solution.suspended.v1", EventJson.Default.SolutionSuspended),
        ("merchant.registered.v1", EventJson.Default.MerchantRegistered),
        ("merchant.identified.v1", EventJson.Default.MerchantIdentified),
        ("merchant.guidance-acknowledged.v1", EventJson.Default.GuidanceAcknowledged),
        ("merchant.profile-set.v1", EventJson.Default.AcceptanceProfileSet),
        ("merchant.acquirer-contracted.v1", EventJson.Default.AcquirerContracted),
        ("merchant.terminal-created.v1", EventJson.Default.TerminalCreated),
        ("merchant.approved.v1", EventJson.Default.MerchantApproved),
        ("merchant.suspended.v1", EventJson.Default.MerchantSuspended),
        ("device.created.v1", EventJson.Default.DeviceCreated),
        ("device.activation-code-issued.v1", EventJson.Default.ActivationCodeIssued),
        ("device.activation-attempt-failed.v1", EventJson.Default.ActivationAttemptFailed),
        ("device.activated.v1", EventJson.Default.DeviceActivated),
        ("device.attestation-reported.v1", EventJson.Default.AttestationReported),
        ("device.suspended.v1", EventJson.Default.DeviceSuspended),
        ("device.reinstated.v1", EventJson.Default.DeviceReinstated),
        ("device.blocked.v1", EventJson.Default.DeviceBlocked),
        ("device.decommissioned.v1", EventJson.Default.DeviceDecommissioned),
        ("acquirer.registered.v1", EventJson.Default.AcquirerRegistered),
        ("acquirer.suspended.v1", EventJson.Default.AcquirerSuspended),
        ("acquirer.reinstated.v1", EventJson.Default.AcquirerReinstated),
        ("policy.proposed.v1", EventJson.Default.PolicyProposed),
        ("policy.approved.v1", EventJson.Default.PolicyApproved),
        ("policy.change-proposed.v1", EventJson.Default.PolicyChangeProposed),
        ("policy.change-approved.v1", EventJson.Default.PolicyChangeApproved),
        ("policy.proposal-withdrawn.v1", EventJson.Default.PolicyProposalWithdrawn),
        ("waiver.proposed.v1", EventJson.Default.WaiverProposed),
        ("waiver.approved.v1", EventJson.Default.WaiverApproved),
        ("waiver.ended.v1", EventJson.Default.WaiverEnded),
        ("listing.remediation-decided.v1", EventJson.Default.RemediationDecided),
        ("payment.refused.v1", EventJson.Default.PaymentRefused),
        ("payment.submitted.v1", EventJson.Default.PaymentSubmitted),
        ("payment.approved.v1", EventJson.Default.PaymentApproved),
        ("payment.declined.v1", EventJson.Default.PaymentDeclined),
        ("payment.not-sent.v1", EventJson.Default.PaymentNotSent),
        ("payment.reversal-due.v1", EventJson.Default.ReversalDue),
        ("payment.reversal-attempted.v1", EventJson.Default.ReversalAttempted),
        ("payment.reversal-acknowledged.v1", EventJson.Default.ReversalAcknowledged),
        ("payment.reversal-parked.v1", EventJson.Default.ReversalParked),
        ("payment.late-answer-recorded.v1", EventJson.Default.LateAnswerRecorded),
        ("payment.recalled.v1", EventJson.Default.PaymentRecalled),
        ("staff.member-added.v1", EventJson.Default.StaffMemberAdded),
        ("staff.member-removed.v1", EventJson.Default.StaffMemberRemoved),
        ("acquirer.notification-terms-set.v1", EventJson.Default.AcquirerNotificationTermsSet),
        ("case.opened.v1", EventJson.Default.CaseOpened),
        ("case.amended.v1", EventJson.Default.CaseAmended),
        ("case.versions-blocked.v1", EventJson.Default.VersionsBlocked),
        ("case.admission-restricted.v1", EventJson.Default.AdmissionRestricted),
        ("case.campaign-started.v1", EventJson.Default.CampaignStarted),
        ("case.remedy-decided.v1", EventJson.Default.RemedyDecided),
        ("case.notification-sent.v1", EventJson.Default.NotificationSent),
        ("case.closed.v1", EventJson.Default.CaseClosed),
        ("webhook.subscribed.v1", EventJson.Default.WebhookSubscribed),
        ("webhook.changed.v1", EventJson.Default.WebhookChanged),
        ("webhook.secret-rotated.v1", EventJson.Default.WebhookSecretRotated),
        ("webhook.disabled.v1", EventJson.Default.WebhookDisabled),
        ("webhook.enabled.v1", EventJson.Default.WebhookEnabled),
        ("webhook.removed.v1", EventJson.Default.WebhookRemoved),
        ("webhook.delivery-failed.v1", EventJson.Default.DeliveryFailed),
        ("webhook.notice-delivered.v1", EventJson.Default.NoticeDelivered),
        ("webhook.delivery-parked.v1", EventJson.Default.DeliveryParked),
        ("webhook.redelivery-requested.v1", EventJson.Default.RedeliveryRequested),
        ("notice.planning-started.v1", EventJson.Default.NoticePlanningStarted),
        ("notice.issued.v1", EventJson.Default.NoticeIssued),
        ("staff.calendar-token-issued.v1", EventJson.Default.CalendarTokenIssued),
        ("staff.calendar-token-revoked.v1", EventJson.Default.CalendarTokenRevoked),
        ("import.begun.v1", EventJson.Default.ImportBegun),
        ("import.ended.v1", EventJson.Default.ImportEnded),
        ("evidence.added.v1", EventJson.Default.EvidenceAdded),
        ("evidence.withdrawn.v1", EventJson.Default.EvidenceWithdrawn),
        ("control.owner-assigned.v1", EventJson.Default.ControlOwnerAssigned),
        ("control.stated.v1", EventJson.Default.ControlStated),
        ("control.evidence-linked.v1", EventJson.Default.ControlEvidenceLinked),
        ("control.evidence-unlinked.v1", EventJson.Default.ControlEvidenceUnlinked),
        ("control.exemption-proposed.v1", EventJson.Default.ControlExemptionProposed),
        ("control.exemption-approved.v1", EventJson.Default.ControlExemptionApproved),
        ("control.exemption-ended.v1", EventJson.Default.ControlExemptionEnded),
        ("control.mapping-imported.v1", EventJson.Default.RequirementMappingImported),
        ("solution.scope-declared.v1", EventJson.Default.ScopeDeclared),
    ];

    // Source-generated deserialisation fills what the JSON leaves out with default(T), also where the member has an initialiser or must not
    // be null: a policy of zeros, a list that is null. So whatever a shape can't be without must be there. (Nulls themselves are refused
    // by RespectNullableAnnotations.)
    private static readonly JsonSerializerOptions Strict = new(EventJson.Default.Options)
    {
        TypeInfoResolver = EventJson.Default.WithAddedModifier(RequireWhatMustNotBeNull),
    };

    private static readonly FrozenDictionary<string, JsonTypeInfo> ByName =
        Known.ToFrozenDictionary(k => k.Name, k => Strict.GetTypeInfo(k.Shape.Type), StringComparer.Ordinal);

    private static readonly JsonTypeInfo<PaymentLedger> LedgerShape = (JsonTypeInfo<PaymentLedger>)Strict.GetTypeInfo(typeof(PaymentLedger));
    private static readonly FrozenDictionary<Type, (string Name, JsonTypeInfo Shape)> ByType = Known.ToFrozenDictionary(k => k.Shape.Type);

    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer)? t_scratch;

    /// <summary>Every name that the journal may hold.</summary>
    public static IEnumerable<string> Names => Known.Select(k => k.Name);

    /// <summary>An event as it goes into the journal. The subject of a payment's event is the payment's id; that of an <see cref="ISubjectEvent"/> is its own.</summary>
    /// <exception cref="ArgumentException">The type has no name in the journal.</exception>
    public static NewEvent Encode(IEvent @event, string actor)
    {
        ArgumentNullException.ThrowIfNull(@event);
        if (!ByType.TryGetValue(@event.GetType(), out (string Name, JsonTypeInfo Shape) known))
        {
            throw new ArgumentException($"{@event.GetType().Name} has no name in the journal.", nameof(@event));
        }

        return new NewEvent(known.Name, Write(@event, known.Shape), (@event as IPaymentEvent)?.PaymentId ?? (@event as ISubjectEvent)?.Subject, actor);
    }

    /// <summary>An event as the journal holds it.</summary>
    /// <exception cref="InvalidDataException">This build does not know the name, or the payload does not fit it: the journal is newer, or damaged.</exception>
    public static IEvent Decode(RecordedEvent recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        if (!ByName.TryGetValue(recorded.Type, out JsonTypeInfo? shape))
        {
            throw new InvalidDataException($"Event {recorded.Position} of stream {recorded.Stream} is a '{recorded.Type}', which this version of Composite does not know. Run the version that wrote it, or a newer one.");
        }

        try
        {
            return JsonSerializer.Deserialize(recorded.Payload.Span, shape) as IEvent ?? throw new JsonException("It is null.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"Event {recorded.Position} of stream {recorded.Stream} does not have the shape of a '{recorded.Type}': {e.Message}", e);
        }
    }

    /// <summary>The snapshot form of a ledger.</summary>
    public static ReadOnlyMemory<byte> EncodeLedger(PaymentLedger ledger) => Write(ledger, EventJson.Default.PaymentLedger);

    /// <summary>A ledger from its snapshot form, or null when it has another shape: a snapshot is a cache and may be dropped.</summary>
    public static PaymentLedger? DecodeLedger(ReadOnlySpan<byte> payload)
    {
        try
        {
            PaymentLedger? ledger = JsonSerializer.Deserialize(payload, LedgerShape);
            return ledger is null ? null : ledger with { Payments = ledger.Payments.WithComparers(StringComparer.Ordinal) };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void RequireWhatMustNotBeNull(JsonTypeInfo shape)
    {
        foreach (JsonPropertyInfo property in shape.Properties)
        {
            if (property.AssociatedParameter is { IsNullable: false, HasDefaultValue: false }) property.IsRequired = true;
        }
    }

    private static byte[] Write(object value, JsonTypeInfo shape)
    {
        (ArrayBufferWriter<byte> buffer, Utf8JsonWriter writer) = t_scratch ??= NewScratch();
        buffer.ResetWrittenCount();
        writer.Reset(buffer);
        JsonSerializer.Serialize(writer, value, shape);
        Debug.Assert(writer.BytesPending == 0, "The serializer flushes what it writes.");
        return buffer.WrittenSpan.ToArray();
    }

    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer) NewScratch()
    {
        ArrayBufferWriter<byte> buffer = new(8192);
        return (buffer, new Utf8JsonWriter(buffer));
    }
}

using System.Buffers;
using System.Collections.Frozen;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Composite.Domain.Acquirers;
using Composite.Domain.Cases;
using Composite.Domain.Components;
using Composite.Domain.Controls;
using Composite.Domain.Devices;
using Composite.Domain.Evidence;
using Composite.Domain.Imports;
using Composite.Domain.Merchants;
using Composite.Domain.Notices;
using Composite.Domain.Payments;
using Composite.Domain.Policies;
using Composite.Domain.Ports;
using Composite.Domain.Scope;
using Composite.Domain.Solutions;
using Composite.Domain.Staff;
using Composite.Domain.ThirdParties;
using Composite.Domain.Waivers;
using Composite.Domain.Webhooks;

namespace Composite.Domain.Events;

/// <summary>
/// Writes events for the journal and reads them back. A type's name and JSON shape are a contract: what was written once is read for
/// ever, so a shape that must change gets a new name and the old one stays readable. Golden bytes in the tests hold each shape.
/// </summary>
public static class EventCodec
{
    private static readonly EventShape[] Known =
    [
        new("component.registered.v1", typeof(ComponentRegistered)),
        new("component.version-added.v1", typeof(ComponentVersionAdded)),
        new("component.version-withdrawn.v1", typeof(ComponentVersionWithdrawn)),
        new("component.version-corrected.v1", typeof(ComponentVersionCorrected)),
        new("component.version-reinstated.v1", typeof(ComponentVersionReinstated)),
        new("component.renamed.v1", typeof(ComponentRenamed)),
        new("component.profile-set.v1", typeof(ComponentProfileSet)),
        new("component.compliance-corrected.v1", typeof(ComplianceCorrected)),
        new("component.compliance-retracted.v1", typeof(ComplianceRetracted)),
        new("listing.corrected.v1", typeof(ListingCorrected)),
        new("listing.retracted.v1", typeof(ListingRetracted)),
        new("listing.revocation-withdrawn.v1", typeof(ListingRevocationWithdrawn)),
        new("listing.recorded.v1", typeof(ListingRecorded)),
        new("listing.revoked.v1", typeof(ListingRevoked)),
        new("listing.remediation-changed.v1", typeof(ListingRemediationChanged)),
        new("listing.checkpoint-completed.v1", typeof(CheckpointCompleted)),
        new("component.compliance-recorded.v1", typeof(ComplianceRecorded)),
        new("component.attestation-key-registered.v1", typeof(AttestationKeyRegistered)),
        new("component.attestation-key-revoked.v1", typeof(AttestationKeyRevoked)),
        new("solution.registered.v1", typeof(SolutionRegistered)),
        new("solution.composed.v1", typeof(SolutionComposed)),
        new("solution.baseline-adopted.v1", typeof(BaselineAdopted)),
        new("solution.platform-support-recorded.v1", typeof(PlatformSupportRecorded)),
        new("third-party.registered.v1", typeof(ThirdPartyRegistered)),
        new("third-party.renamed.v1", typeof(ThirdPartyRenamed)),
        new("third-party.contact-set.v1", typeof(ThirdPartyContactSet)),
        new("third-party.contract-set.v1", typeof(ThirdPartyContractSet)),
        new("third-party.responsibilities-set.v1", typeof(ResponsibilitiesSet)),
        new("third-party.reviewed.v1", typeof(ThirdPartyReviewed)),
        new("third-party.ended.v1", typeof(ThirdPartyEnded)),
        new("third-party.reinstated.v1", typeof(ThirdPartyReinstated)),
        new("solution.activated.v1", typeof(SolutionActivated)),
        new("solution.suspended.v1", typeof(SolutionSuspended)),
        new("merchant.registered.v1", typeof(MerchantRegistered)),
        new("merchant.identified.v1", typeof(MerchantIdentified)),
        new("merchant.guidance-acknowledged.v1", typeof(GuidanceAcknowledged)),
        new("merchant.profile-set.v1", typeof(AcceptanceProfileSet)),
        new("merchant.acquirer-contracted.v1", typeof(AcquirerContracted)),
        new("merchant.terminal-created.v1", typeof(TerminalCreated)),
        new("merchant.approved.v1", typeof(MerchantApproved)),
        new("merchant.suspended.v1", typeof(MerchantSuspended)),
        new("device.created.v1", typeof(DeviceCreated)),
        new("device.activation-code-issued.v1", typeof(ActivationCodeIssued)),
        new("device.activation-attempt-failed.v1", typeof(ActivationAttemptFailed)),
        new("device.activated.v1", typeof(DeviceActivated)),
        new("device.attestation-reported.v1", typeof(AttestationReported)),
        new("device.suspended.v1", typeof(DeviceSuspended)),
        new("device.reinstated.v1", typeof(DeviceReinstated)),
        new("device.blocked.v1", typeof(DeviceBlocked)),
        new("device.decommissioned.v1", typeof(DeviceDecommissioned)),
        new("acquirer.registered.v1", typeof(AcquirerRegistered)),
        new("acquirer.suspended.v1", typeof(AcquirerSuspended)),
        new("acquirer.reinstated.v1", typeof(AcquirerReinstated)),
        new("policy.proposed.v1", typeof(PolicyProposed)),
        new("policy.approved.v1", typeof(PolicyApproved)),
        new("policy.change-proposed.v1", typeof(PolicyChangeProposed)),
        new("policy.change-approved.v1", typeof(PolicyChangeApproved)),
        new("policy.proposal-withdrawn.v1", typeof(PolicyProposalWithdrawn)),
        new("waiver.proposed.v1", typeof(WaiverProposed)),
        new("waiver.approved.v1", typeof(WaiverApproved)),
        new("waiver.ended.v1", typeof(WaiverEnded)),
        new("listing.remediation-decided.v1", typeof(RemediationDecided)),
        new("payment.refused.v1", typeof(PaymentRefused)),
        new("payment.submitted.v1", typeof(PaymentSubmitted)),
        new("payment.approved.v1", typeof(PaymentApproved)),
        new("payment.declined.v1", typeof(PaymentDeclined)),
        new("payment.not-sent.v1", typeof(PaymentNotSent)),
        new("payment.reversal-due.v1", typeof(ReversalDue)),
        new("payment.reversal-attempted.v1", typeof(ReversalAttempted)),
        new("payment.reversal-acknowledged.v1", typeof(ReversalAcknowledged)),
        new("payment.reversal-parked.v1", typeof(ReversalParked)),
        new("payment.late-answer-recorded.v1", typeof(LateAnswerRecorded)),
        new("payment.recalled.v1", typeof(PaymentRecalled)),
        new("staff.member-added.v1", typeof(StaffMemberAdded)),
        new("staff.member-removed.v1", typeof(StaffMemberRemoved)),
        new("acquirer.notification-terms-set.v1", typeof(AcquirerNotificationTermsSet)),
        new("case.opened.v1", typeof(CaseOpened)),
        new("case.amended.v1", typeof(CaseAmended)),
        new("case.versions-blocked.v1", typeof(VersionsBlocked)),
        new("case.admission-restricted.v1", typeof(AdmissionRestricted)),
        new("case.campaign-started.v1", typeof(CampaignStarted)),
        new("case.remedy-decided.v1", typeof(RemedyDecided)),
        new("case.notification-sent.v1", typeof(NotificationSent)),
        new("case.closed.v1", typeof(CaseClosed)),
        new("webhook.subscribed.v1", typeof(WebhookSubscribed)),
        new("webhook.changed.v1", typeof(WebhookChanged)),
        new("webhook.secret-rotated.v1", typeof(WebhookSecretRotated)),
        new("webhook.disabled.v1", typeof(WebhookDisabled)),
        new("webhook.enabled.v1", typeof(WebhookEnabled)),
        new("webhook.removed.v1", typeof(WebhookRemoved)),
        new("webhook.delivery-failed.v1", typeof(DeliveryFailed)),
        new("webhook.notice-delivered.v1", typeof(NoticeDelivered)),
        new("webhook.delivery-parked.v1", typeof(DeliveryParked)),
        new("webhook.redelivery-requested.v1", typeof(RedeliveryRequested)),
        new("notice.planning-started.v1", typeof(NoticePlanningStarted)),
        new("notice.issued.v1", typeof(NoticeIssued)),
        new("staff.calendar-token-issued.v1", typeof(CalendarTokenIssued)),
        new("staff.calendar-token-revoked.v1", typeof(CalendarTokenRevoked)),
        new("import.begun.v1", typeof(ImportBegun)),
        new("import.ended.v1", typeof(ImportEnded)),
        new("evidence.added.v1", typeof(EvidenceAdded)),
        new("evidence.withdrawn.v1", typeof(EvidenceWithdrawn)),
        new("control.owner-assigned.v1", typeof(ControlOwnerAssigned)),
        new("control.stated.v1", typeof(ControlStated)),
        new("control.evidence-linked.v1", typeof(ControlEvidenceLinked)),
        new("control.evidence-unlinked.v1", typeof(ControlEvidenceUnlinked)),
        new("control.exemption-proposed.v1", typeof(ControlExemptionProposed)),
        new("control.exemption-approved.v1", typeof(ControlExemptionApproved)),
        new("control.exemption-ended.v1", typeof(ControlExemptionEnded)),
        new("control.mapping-imported.v1", typeof(RequirementMappingImported)),
        new("solution.scope-declared.v1", typeof(ScopeDeclared)),
        new("listing.claimed.v1", typeof(ListingClaimed)),
        new("listing.dependencies-claimed.v1", typeof(DependenciesClaimed)),
    ];

    // Source-generated deserialisation fills what the JSON leaves out with default(T), also where the member has an initialiser or must not
    // be null: a policy of zeros, a list that is null. So whatever a shape can't be without must be there. (Nulls themselves are refused
    // by RespectNullableAnnotations.)
    private static readonly JsonSerializerOptions Strict = new(EventJson.Default.Options)
    {
        TypeInfoResolver = EventJson.Default.WithAddedModifier(RequireWhatMustNotBeNull),
    };

    private static readonly FrozenDictionary<string, EventShape> ByName = Known.ToFrozenDictionary(k => k.Name, StringComparer.Ordinal);
    private static readonly FrozenDictionary<Type, EventShape> ByType = Known.ToFrozenDictionary(k => k.Type);
    private static readonly EventShape Ledger = new("ledger", typeof(PaymentLedger));

    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer)? t_scratch;

    /// <summary>Every name that the journal may hold.</summary>
    public static IEnumerable<string> Names => Known.Select(k => k.Name);

    /// <summary>An event as it goes into the journal. The subject of a payment's event is the payment's id; that of an <see cref="ISubjectEvent"/> is its own.</summary>
    /// <exception cref="ArgumentException">The type has no name in the journal.</exception>
    public static NewEvent Encode(IEvent @event, string actor)
    {
        ArgumentNullException.ThrowIfNull(@event);
        if (!ByType.TryGetValue(@event.GetType(), out EventShape? known))
        {
            throw new ArgumentException($"{@event.GetType().Name} has no name in the journal.", nameof(@event));
        }

        return new NewEvent(known.Name, Write(@event, known.Written), (@event as IPaymentEvent)?.PaymentId ?? (@event as ISubjectEvent)?.Subject, actor);
    }

    /// <summary>An event as the journal holds it.</summary>
    /// <exception cref="InvalidDataException">This build does not know the name, or the payload does not fit it: the journal is newer, or damaged.</exception>
    public static IEvent Decode(RecordedEvent recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        if (!ByName.TryGetValue(recorded.Type, out EventShape? shape))
        {
            throw new InvalidDataException($"Event {recorded.Position} of stream {recorded.Stream} is a '{recorded.Type}', which this version of Composite does not know. Run the version that wrote it, or a newer one.");
        }

        try
        {
            return JsonSerializer.Deserialize(recorded.Payload.Span, shape.Read) as IEvent ?? throw new JsonException("It is null.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"Event {recorded.Position} of stream {recorded.Stream} does not have the shape of a '{recorded.Type}': {e.Message}", e);
        }
    }

    /// <summary>The snapshot form of a ledger.</summary>
    public static ReadOnlyMemory<byte> EncodeLedger(PaymentLedger ledger) => Write(ledger, Ledger.Written);

    /// <summary>A ledger from its snapshot form, or null when it has another shape: a snapshot is a cache and may be dropped.</summary>
    public static PaymentLedger? DecodeLedger(ReadOnlySpan<byte> payload)
    {
        try
        {
            var ledger = (PaymentLedger?)JsonSerializer.Deserialize(payload, Ledger.Read);
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

    /// <summary>A type that goes into the journal. What (de)serialises it is made when the first is met: to make all of them at the start takes a good part of a second.</summary>
    private sealed class EventShape(string name, Type type)
    {
        private JsonTypeInfo? _written;
        private JsonTypeInfo? _read;

        public string Name => name;

        public Type Type => type;

        public JsonTypeInfo Written => _written ??= EventJson.Default.Options.GetTypeInfo(type);

        public JsonTypeInfo Read => _read ??= Strict.GetTypeInfo(type);
    }
}

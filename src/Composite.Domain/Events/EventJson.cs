using System.Text.Json.Serialization;
using Composite.Domain.Acquirers;
using Composite.Domain.Components;
using Composite.Domain.Controls;
using Composite.Domain.Devices;
using Composite.Domain.Evidence;
using Composite.Domain.Merchants;
using Composite.Domain.Payments;
using Composite.Domain.Policies;
using Composite.Domain.Scope;
using Composite.Domain.Solutions;
using Composite.Domain.Staff;
using Composite.Domain.ThirdParties;
using Composite.Domain.Waivers;

namespace Composite.Domain.Events;

/// <summary>How events are written: compact camelCase JSON, enumerations by name, nulls left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ComponentRegistered))]
[JsonSerializable(typeof(ComponentVersionAdded))]
[JsonSerializable(typeof(ComponentVersionWithdrawn))]
[JsonSerializable(typeof(ComponentVersionCorrected))]
[JsonSerializable(typeof(ComponentVersionReinstated))]
[JsonSerializable(typeof(ComponentRenamed))]
[JsonSerializable(typeof(ComponentProfileSet))]
[JsonSerializable(typeof(ComplianceCorrected))]
[JsonSerializable(typeof(ComplianceRetracted))]
[JsonSerializable(typeof(ListingCorrected))]
[JsonSerializable(typeof(ListingRetracted))]
[JsonSerializable(typeof(ListingRevocationWithdrawn))]
[JsonSerializable(typeof(ListingRecorded))]
[JsonSerializable(typeof(ListingRevoked))]
[JsonSerializable(typeof(ListingRemediationChanged))]
[JsonSerializable(typeof(CheckpointCompleted))]
[JsonSerializable(typeof(ComplianceRecorded))]
[JsonSerializable(typeof(AttestationKeyRegistered))]
[JsonSerializable(typeof(AttestationKeyRevoked))]
[JsonSerializable(typeof(SolutionRegistered))]
[JsonSerializable(typeof(SolutionComposed))]
[JsonSerializable(typeof(BaselineAdopted))]
[JsonSerializable(typeof(PlatformSupportRecorded))]
[JsonSerializable(typeof(ThirdPartyRegistered))]
[JsonSerializable(typeof(ThirdPartyRenamed))]
[JsonSerializable(typeof(ThirdPartyContactSet))]
[JsonSerializable(typeof(ThirdPartyContractSet))]
[JsonSerializable(typeof(ResponsibilitiesSet))]
[JsonSerializable(typeof(ThirdPartyReviewed))]
[JsonSerializable(typeof(ThirdPartyEnded))]
[JsonSerializable(typeof(ThirdPartyReinstated))]
[JsonSerializable(typeof(SolutionActivated))]
[JsonSerializable(typeof(SolutionSuspended))]
[JsonSerializable(typeof(MerchantRegistered))]
[JsonSerializable(typeof(MerchantIdentified))]
[JsonSerializable(typeof(GuidanceAcknowledged))]
[JsonSerializable(typeof(AcceptanceProfileSet))]
[JsonSerializable(typeof(AcquirerContracted))]
[JsonSerializable(typeof(TerminalCreated))]
[JsonSerializable(typeof(MerchantApproved))]
[JsonSerializable(typeof(MerchantSuspended))]
[JsonSerializable(typeof(DeviceCreated))]
[JsonSerializable(typeof(ActivationCodeIssued))]
[JsonSerializable(typeof(ActivationAttemptFailed))]
[JsonSerializable(typeof(DeviceActivated))]
[JsonSerializable(typeof(AttestationReported))]
[JsonSerializable(typeof(DeviceSuspended))]
[JsonSerializable(typeof(DeviceReinstated))]
[JsonSerializable(typeof(DeviceBlocked))]
[JsonSerializable(typeof(DeviceDecommissioned))]
[JsonSerializable(typeof(AcquirerRegistered))]
[JsonSerializable(typeof(AcquirerSuspended))]
[JsonSerializable(typeof(AcquirerReinstated))]
[JsonSerializable(typeof(PolicyProposed))]
[JsonSerializable(typeof(PolicyApproved))]
[JsonSerializable(typeof(PolicyChangeProposed))]
[JsonSerializable(typeof(PolicyChangeApproved))]
[JsonSerializable(typeof(PolicyProposalWithdrawn))]
[JsonSerializable(typeof(WaiverProposed))]
[JsonSerializable(typeof(WaiverApproved))]
[JsonSerializable(typeof(WaiverEnded))]
[JsonSerializable(typeof(RemediationDecided))]
[JsonSerializable(typeof(PaymentRefused))]
[JsonSerializable(typeof(PaymentSubmitted))]
[JsonSerializable(typeof(PaymentApproved))]
[JsonSerializable(typeof(PaymentDeclined))]
[JsonSerializable(typeof(PaymentNotSent))]
[JsonSerializable(typeof(ReversalDue))]
[JsonSerializable(typeof(ReversalAttempted))]
[JsonSerializable(typeof(ReversalAcknowledged))]
[JsonSerializable(typeof(ReversalParked))]
[JsonSerializable(typeof(LateAnswerRecorded))]
[JsonSerializable(typeof(PaymentRecalled))]
[JsonSerializable(typeof(StaffMemberAdded))]
[JsonSerializable(typeof(StaffMemberRemoved))]
[JsonSerializable(typeof(EvidenceAdded))]
[JsonSerializable(typeof(EvidenceWithdrawn))]
[JsonSerializable(typeof(ControlOwnerAssigned))]
[JsonSerializable(typeof(ControlStated))]
[JsonSerializable(typeof(ControlEvidenceLinked))]
[JsonSerializable(typeof(ControlEvidenceUnlinked))]
[JsonSerializable(typeof(ControlExemptionProposed))]
[JsonSerializable(typeof(ControlExemptionApproved))]
[JsonSerializable(typeof(ControlExemptionEnded))]
[JsonSerializable(typeof(RequirementMappingImported))]
[JsonSerializable(typeof(ScopeDeclared))]
[JsonSerializable(typeof(PaymentLedger))]
public sealed partial class EventJson : JsonSerializerContext;

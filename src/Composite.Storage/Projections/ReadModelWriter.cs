using Composite.Domain;
using Composite.Domain.Devices;
using Composite.Domain.Events;
using Composite.Domain.Merchants;
using Composite.Domain.Payments;
using Composite.Domain.Ports;
using Microsoft.Data.Sqlite;

namespace Composite.Storage.Projections;

/// <summary>Applies a page of events to the read model in one transaction, with the position that they reach.</summary>
internal sealed class ReadModelWriter(SqliteConnection connection)
{
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);

    public void Apply(IReadOnlyList<RecordedEvent> page)
    {
        using SqliteTransaction transaction = connection.BeginTransaction();
        foreach (RecordedEvent recorded in page)
        {
            (string category, string id) = Streams.Split(recorded.Stream);
            if (category is not (Streams.Merchant or Streams.Device or Streams.Payments)) continue;
            IEvent @event = EventCodec.Decode(recorded);
            if (category == Streams.Merchant) ApplyMerchant(id, @event, transaction);
            else if (category == Streams.Device) ApplyDevice(id, @event, transaction);
            else ApplyPayment(id, (IPaymentEvent)@event, recorded, transaction);
        }

        Run(transaction, "UPDATE progress SET position = $position", ("$position", page[^1].Position));
        transaction.Commit();
    }

    private void ApplyMerchant(string id, IEvent @event, SqliteTransaction t)
    {
        switch (@event)
        {
            case MerchantRegistered e:
                Run(t, "INSERT INTO merchant VALUES ($id, $solution, $name, $mcc, $status, 0)",
                    ("$id", id), ("$solution", e.SolutionId), ("$name", e.TradingName), ("$mcc", e.Mcc), ("$status", nameof(MerchantStatus.Registered)));
                break;
            case TerminalCreated:
                Run(t, "UPDATE merchant SET terminals = terminals + 1 WHERE merchant_id = $id", ("$id", id));
                break;
            case MerchantApproved:
                SetMerchantStatus(id, MerchantStatus.Active, t);
                break;
            case MerchantSuspended:
                SetMerchantStatus(id, MerchantStatus.Suspended, t);
                break;
        }
    }

    private void ApplyDevice(string id, IEvent @event, SqliteTransaction t)
    {
        if (@event is DeviceCreated created)
        {
            Run(t, "INSERT INTO device VALUES ($id, $merchant, $solution, $tid, $status, NULL, NULL, NULL)",
                ("$id", id), ("$merchant", created.MerchantId), ("$solution", created.SolutionId), ("$tid", created.Tid), ("$status", nameof(DeviceStatus.Created)));
            return;
        }

        DeviceStatus? status = @event switch
        {
            ActivationCodeIssued => DeviceStatus.Activating,
            DeviceActivated or DeviceReinstated => DeviceStatus.Active,
            DeviceSuspended => DeviceStatus.Suspended,
            DeviceBlocked => DeviceStatus.Blocked,
            DeviceDecommissioned => DeviceStatus.Decommissioned,
            _ => null,
        };
        if (status is { } known) Run(t, "UPDATE device SET status = $status WHERE device_id = $id", ("$id", id), ("$status", known.ToString()));
        AttestationResult? evidence = (@event as DeviceActivated)?.Attestation ?? (@event as AttestationReported)?.Attestation;
        if (evidence is not null)
        {
            Run(t, "UPDATE device SET sdk_version = $sdk, os = $os, os_version = $version WHERE device_id = $id",
                ("$id", id), ("$sdk", evidence.SdkVersion), ("$os", evidence.Platform.Os), ("$version", evidence.Platform.OsVersion));
        }
    }

    private void ApplyPayment(string deviceId, IPaymentEvent @event, RecordedEvent recorded, SqliteTransaction t)
    {
        switch (@event)
        {
            case PaymentRefused e:
                InsertPayment(deviceId, e.PaymentId, PaymentStatus.Refused, e.Summary, null, recorded, t);
                break;
            case PaymentSubmitted e:
                InsertPayment(deviceId, e.PaymentId, PaymentStatus.Submitted, e.Summary, e, recorded, t);
                break;
            case PaymentApproved e:
                SetPaymentStatus(e.PaymentId, PaymentStatus.Approved, null, t);
                break;
            case PaymentDeclined e:
                SetPaymentStatus(e.PaymentId, PaymentStatus.Declined, null, t);
                break;
            case PaymentNotSent e:
                SetPaymentStatus(e.PaymentId, PaymentStatus.NotSent, null, t);
                break;
            case ReversalDue e:
                SetPaymentStatus(e.PaymentId, PaymentStatus.Reversing, e.Reason, t);
                break;
            case ReversalAcknowledged e:
                SetPaymentStatus(e.PaymentId, PaymentStatus.Reversed, null, t);
                break;
            case ReversalParked e:
                SetPaymentStatus(e.PaymentId, PaymentStatus.ReversalParked, null, t);
                break;
        }
    }

    // The device's merchant: a refused payment has no route that would name it.
    private void InsertPayment(string deviceId, string paymentId, PaymentStatus status, PaymentSummary summary, PaymentSubmitted? submitted, RecordedEvent recorded, SqliteTransaction t) => Run(
        t,
        """
        INSERT INTO payment VALUES ($position, $payment, $device, (SELECT merchant_id FROM device WHERE device_id = $device), $acquirer,
            $status, NULL, $amount, $currency, $mode, $cvm, $scheme, $pan, $stan, $rrn, $at)
        """,
        ("$position", recorded.Position), ("$payment", paymentId), ("$device", deviceId), ("$acquirer", submitted?.Route.AcquirerId), ("$status", status.ToString()),
        ("$amount", summary.AmountMinor), ("$currency", summary.Currency), ("$mode", summary.EntryMode.ToString()), ("$cvm", summary.Cvm.ToString()),
        ("$scheme", summary.Scheme), ("$pan", summary.MaskedPan), ("$stan", submitted?.Stan), ("$rrn", submitted?.Rrn), ("$at", recorded.RecordedAt.UtcTicks));

    private void SetMerchantStatus(string id, MerchantStatus status, SqliteTransaction t) =>
        Run(t, "UPDATE merchant SET status = $status WHERE merchant_id = $id", ("$id", id), ("$status", status.ToString()));

    private void SetPaymentStatus(string paymentId, PaymentStatus status, ReversalReason? reason, SqliteTransaction t) => Run(
        t, "UPDATE payment SET status = $status, reversal_reason = coalesce($reason, reversal_reason) WHERE payment_id = $id",
        ("$id", paymentId), ("$status", status.ToString()), ("$reason", reason?.ToString()));

    // Statements are few and are prepared once each.
    private void Run(SqliteTransaction transaction, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (!_commands.TryGetValue(sql, out SqliteCommand? command))
        {
            command = connection.CreateCommand();
#pragma warning disable CA2100 // Every statement is a literal of this class.
            command.CommandText = sql;
#pragma warning restore CA2100
            foreach ((string name, _) in parameters) command.Parameters.Add(new SqliteParameter { ParameterName = name });
            _commands.Add(sql, command);
        }

        command.Transaction = transaction;
        for (int i = 0; i < parameters.Length; i++) command.Parameters[i].Value = parameters[i].Value ?? DBNull.Value;
        command.ExecuteNonQuery();
    }
}

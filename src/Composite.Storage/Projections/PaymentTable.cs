using System.Runtime.InteropServices;
using Composite.Domain.Payments;
using Composite.Domain.Ports;
using Composite.Domain.Rules;

namespace Composite.Storage.Projections;

/// <summary>The payments' list, and the volume of those that stand approved, by slice, day and currency.</summary>
internal sealed class PaymentTable : IDisposable
{
    private readonly SliceTable _slices;
    private readonly DeviceTable _devices;
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _find;
    private readonly SqliteStatement _setStatus;
    private readonly SqliteStatement _addVolume;
    private readonly Dictionary<(int Slice, int Day, string Currency), (long Payments, long Amount)> _volume = [];

    public PaymentTable(SqliteDatabase database, SliceTable slices, DeviceTable devices)
    {
        (_slices, _devices) = (slices, devices);
        _insert = database.Prepare("INSERT INTO payment VALUES (?, ?, ?, ?, ?, ?, NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        _find = database.Prepare("SELECT position, status, slice, at, currency, amount_minor FROM payment WHERE payment_id = ?");
        _setStatus = database.Prepare("UPDATE payment SET status = ?, reversal_reason = coalesce(?, reversal_reason) WHERE position = ?");
        _addVolume = database.Prepare(
            """
            INSERT INTO volume VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (slice, day, currency) DO UPDATE SET payments = payments + excluded.payments, amount_minor = amount_minor + excluded.amount_minor
            """);
    }

    public void Apply(string deviceId, IPaymentEvent @event, RecordedEvent recorded)
    {
        switch (@event)
        {
            case PaymentRefused e:
                Insert(deviceId, e.PaymentId, PaymentStatus.Refused, e.Summary, e.Evaluation, null, recorded);
                break;
            case PaymentSubmitted e:
                Insert(deviceId, e.PaymentId, PaymentStatus.Submitted, e.Summary, e.Evaluation, e, recorded);
                break;
            case PaymentApproved e:
                SetStatus(e.PaymentId, PaymentStatus.Approved, null);
                break;
            case PaymentDeclined e:
                SetStatus(e.PaymentId, PaymentStatus.Declined, null);
                break;
            case PaymentNotSent e:
                SetStatus(e.PaymentId, PaymentStatus.NotSent, null);
                break;
            case ReversalDue e:
                SetStatus(e.PaymentId, PaymentStatus.Reversing, e.Reason);
                break;
            case ReversalAcknowledged e:
                SetStatus(e.PaymentId, PaymentStatus.Reversed, null);
                break;
            case ReversalParked e:
                SetStatus(e.PaymentId, PaymentStatus.ReversalParked, null);
                break;
        }
    }

    /// <summary>Writes the volume that was gathered.</summary>
    public void Flush()
    {
        foreach (((int slice, int day, string currency), (long payments, long amount)) in _volume)
            _addVolume.Bind(1, slice).Bind(2, day).BindText(3, currency).Bind(4, payments).Bind(5, amount).Run();
        _volume.Clear();
    }

    public void Dispose()
    {
        foreach (SqliteStatement statement in (SqliteStatement[])[_insert, _find, _setStatus, _addVolume]) statement.Dispose();
    }

    private void Insert(
        string deviceId, string paymentId, PaymentStatus status, PaymentSummary summary, Evaluation evaluation, PaymentSubmitted? submitted, RecordedEvent recorded)
    {
        // The device's merchant: a refused payment has no route that would name it.
        (string? merchantId, SliceKey parts) = _devices.Parts(deviceId) ?? (null, new SliceKey(string.Empty, string.Empty));
        SliceKey slice = PaymentParts.Read(parts, evaluation);
        if (submitted is not null) slice = slice with { AcquirerId = submitted.Route.AcquirerId };
        _insert.Bind(1, recorded.Position).BindText(2, paymentId).BindText(3, deviceId).BindTextOrNull(4, merchantId).BindTextOrNull(5, submitted?.Route.AcquirerId)
            .BindText(6, status.ToString()).Bind(7, summary.AmountMinor).BindText(8, summary.Currency).BindText(9, summary.EntryMode.ToString())
            .BindText(10, summary.Cvm.ToString()).BindText(11, summary.Scheme).BindText(12, summary.MaskedPan);
        if (submitted is null) _insert.BindNull(13).BindNull(14);
        else _insert.Bind(13, submitted.Stan).BindText(14, submitted.Rrn);
        _insert.Bind(15, recorded.RecordedAt.UtcTicks).Bind(16, _slices.Number(slice)).Run();
    }

    private void SetStatus(string paymentId, PaymentStatus status, ReversalReason? reason)
    {
        if (!_find.BindText(1, paymentId).Step())
        {
            _find.Reset();
            return;
        }

        long position = _find.Integer(0);
        bool wasApproved = _find.Text(1) == nameof(PaymentStatus.Approved);
        bool isApproved = status == PaymentStatus.Approved;
        if (wasApproved != isApproved)
        {
            ref (long Payments, long Amount) volume = ref CollectionsMarshal.GetValueRefOrAddDefault(
                _volume, ((int)_find.Integer(2), Days.Of(_find.Integer(3)), _find.Text(4)), out _);
            int sign = isApproved ? 1 : -1;
            volume = (volume.Payments + sign, volume.Amount + (sign * _find.Integer(5)));
        }

        _find.Reset();
        _setStatus.BindText(1, status.ToString()).BindTextOrNull(2, reason?.ToString()).Bind(3, position).Run();
    }
}

using Composite.Domain.Devices;
using Composite.Domain.Merchants;
using Composite.Domain.Payments;

namespace Composite.Domain.Ports;

/// <summary>Lists of merchants, devices and payments, derived from the journal: may lag, can be rebuilt, decides nothing.</summary>
public interface IReadModel
{
    ValueTask<Page<MerchantRow>> MerchantsAsync(MerchantFilter filter, PageRequest page, CancellationToken cancellationToken);

    ValueTask<Page<DeviceRow>> DevicesAsync(DeviceFilter filter, PageRequest page, CancellationToken cancellationToken);

    /// <summary>Youngest first.</summary>
    ValueTask<Page<PaymentRow>> PaymentsAsync(PaymentFilter filter, PageRequest page, CancellationToken cancellationToken);

    /// <summary>The payment's row, or null when the read model has none (yet).</summary>
    ValueTask<PaymentRow?> PaymentAsync(string paymentId, CancellationToken cancellationToken);

    /// <summary>The journal position that the lists include.</summary>
    ValueTask<long> ReadPositionAsync(CancellationToken cancellationToken);

    /// <summary>Returns once the lists include the journal up to <paramref name="position"/>, or after <paramref name="atMost"/>; true when reached.</summary>
    ValueTask<bool> ReachAsync(long position, TimeSpan atMost, CancellationToken cancellationToken);
}

/// <summary>Which part of a list: at most <paramref name="Limit"/> rows (1 to <see cref="MaxLimit"/>) behind <paramref name="After"/>, the cursor of an earlier page or null.</summary>
public sealed record PageRequest(int Limit, string? After)
{
    public const int MaxLimit = 500;
}

/// <summary>A part of a list.</summary>
/// <param name="Rows">In the list's stable order.</param>
/// <param name="Next">The cursor for the next page, or null at the end.</param>
/// <param name="Position">The journal position that the answer includes.</param>
public sealed record Page<T>(IReadOnlyList<T> Rows, string? Next, long Position);

/// <summary>Filters are combined; null filters nothing.</summary>
public sealed record MerchantFilter(string? SolutionId, MerchantStatus? Status);

/// <inheritdoc cref="MerchantFilter"/>
public sealed record DeviceFilter(string? MerchantId, string? SolutionId, DeviceStatus? Status);

/// <inheritdoc cref="MerchantFilter"/>
public sealed record PaymentFilter(string? DeviceId, string? MerchantId, string? AcquirerId, PaymentStatus? Status, DateTimeOffset? From, DateTimeOffset? To);

public sealed record MerchantRow(string MerchantId, string SolutionId, string TradingName, string Mcc, MerchantStatus Status, int Terminals);

/// <summary>A device with what its last evidence showed; null where it never enrolled or showed nothing.</summary>
public sealed record DeviceRow(string DeviceId, string MerchantId, string SolutionId, string Tid, DeviceStatus Status, string? SdkVersion, string? Os, string? OsVersion)
{
    public string? SdkComponentId { get; init; }

    public string? AttestationServiceId { get; init; }

    public string? PackageName { get; init; }

    public string? ApplicationVersion { get; init; }

    /// <summary>The platform's security patch level.</summary>
    public DateOnly? PatchLevel { get; init; }

    public string? AcquirerId { get; init; }
}

/// <param name="PaymentId">The payment.</param>
/// <param name="DeviceId">Its device.</param>
/// <param name="MerchantId">Null for a payment that was refused before a route was found.</param>
/// <param name="AcquirerId">Likewise.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="ReversalReason">Why it is or was reversed, or null.</param>
/// <param name="Summary">What was asked.</param>
/// <param name="Stan">Null when nothing was submitted.</param>
/// <param name="Rrn">Likewise.</param>
/// <param name="At">When it was first recorded.</param>
public sealed record PaymentRow(
    string PaymentId, string DeviceId, string? MerchantId, string? AcquirerId, PaymentStatus Status, ReversalReason? ReversalReason,
    PaymentSummary Summary, int? Stan, string? Rrn, DateTimeOffset At);

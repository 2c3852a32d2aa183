using System.Reflection;
using Composite.Domain;
using Composite.Domain.Impact;
using Composite.Domain.Payments;
using Composite.Domain.Ports;
using Composite.Domain.Solutions;
using Composite.Host.Access;
using Composite.Host.Apis.Problems;
using Composite.Host.Apis.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Composite.Host.Apis.Staff;

/// <summary>Every payment that ran on a component in a window.</summary>
/// <param name="ComponentId">The component.</param>
/// <param name="Version">What was asked for.</param>
/// <param name="From">First instant.</param>
/// <param name="To">First instant no longer in the window.</param>
/// <param name="Position">The journal position that the answer includes.</param>
/// <param name="Devices">Distinct.</param>
/// <param name="Merchants">Distinct.</param>
/// <param name="Totals">By outcome and currency.</param>
/// <param name="Rows">Oldest first.</param>
/// <param name="Next">The cursor for <c>after</c>.</param>
internal sealed record ExposureReply(
    string ComponentId, string? Version, DateTimeOffset From, DateTimeOffset To, long Position, long Devices, long Merchants,
    IReadOnlyList<ExposureOutcome> Totals, IReadOnlyList<ExposedPaymentReply> Rows, string? Next);

/// <summary>A payment and what it ran on, as its recorded evaluation says.</summary>
internal sealed record ExposedPaymentReply(
    string PaymentId, DateTimeOffset At, string DeviceId, string? MerchantId, string? AcquirerId, PaymentStatus Status, long AmountMinor, string Currency, string MaskedPan,
    string? SdkComponentId, string? SdkVersion, string? AttestationServiceId, string? PackageName, string? ApplicationVersion);

/// <summary>Looks back: what was paid on a part that turned out bad.</summary>
internal static class ExposureApi
{
    public static void MapExposure(this IEndpointRouteBuilder routes) => routes.Group("/v1/exposure", "Impact").RequireAuthorization(Policies.Staff)
        .MapGet("", GetAsync).Describe("showExposure", "Lists every payment that ran on a component, or on versions of it, between two instants, with totals.").Problems(404);

    private static async Task<Results<Ok<ExposureReply>, ApiProblem>> GetAsync(ExposureRequest request, IFacts facts, IFleet fleet, CancellationToken cancellationToken)
    {
        SolutionFacts known = facts.Read().Facts;
        if (!known.Components.ContainsKey(request.ComponentId)) return ApiProblem.NotFound("No component with this id is registered.");
        SliceReading slices = await fleet.SlicesAsync(cancellationToken);
        AsOf end = AsOf.Now(request.To);
        Dictionary<int, FleetSlice> ran = slices.Slices.Where(s => FleetSlices.RunsOn(s, known, request.ComponentId, request.Version, end)).ToDictionary(s => s.Id);
        ExposureTotals totals = await fleet.ExposureAsync(ran.Keys, request.From, request.To, cancellationToken);
        Page<ExposedPayment> page = await fleet.ExposedPaymentsAsync(ran.Keys, request.From, request.To, request.Page, cancellationToken);
        return TypedResults.Ok(new ExposureReply(
            request.ComponentId, request.Version, request.From, request.To, totals.Position, totals.Devices, totals.Merchants, totals.Outcomes,
            [.. page.Rows.Select(p => Row(p.Payment, ran[p.SliceId]))], page.Next));
    }

    private static ExposedPaymentReply Row(PaymentRow payment, FleetSlice slice) => new(
        payment.PaymentId, payment.At, payment.DeviceId, payment.MerchantId, payment.AcquirerId, payment.Status, payment.Summary.AmountMinor, payment.Summary.Currency, payment.Summary.MaskedPan,
        slice.SdkComponentId, slice.SdkVersion, slice.AttestationServiceId, slice.PackageName, slice.ApplicationVersion);
}

/// <summary>A window and a part.</summary>
internal sealed class ExposureRequest : IKnownQuery, IBindableFromHttpContext<ExposureRequest>
{
    private ExposureRequest(string componentId, string? version, DateTimeOffset from, DateTimeOffset to, PageRequest page, ApiProblem? problem) =>
        (ComponentId, Version, From, To, Page, Problem) = (componentId, version, from, to, page, problem);

    public static IReadOnlyList<QueryParameter> Parameters { get; } =
    [
        new("component", typeof(string)) { Required = true }, new("version", typeof(string)), new("from", typeof(DateTimeOffset)), new("to", typeof(DateTimeOffset)),
        .. ListQuery.Parameters,
    ];

    public string ComponentId { get; }

    public string? Version { get; }

    public DateTimeOffset From { get; }

    public DateTimeOffset To { get; }

    public PageRequest Page { get; }

    public ApiProblem? Problem { get; }

    public static ValueTask<ExposureRequest?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        QueryReader reader = new(context);
        string component = reader.Required("component");
        string? version = reader.Text("version");
        DateTimeOffset from = reader.FirstInstant("from") ?? DateTimeOffset.MinValue;
        DateTimeOffset to = reader.Instant("to") ?? reader.Now;
        if (from >= to) reader.Refuse("order", "from", "It does not lie before to.", "Give a window: from before to.");
        PageRequest page = ListQuery.Read(reader);
        if (page.After is { } after && !after.All(c => char.IsAsciiDigit(c) || c == '.')) reader.Refuse("invalid-value", "after", "It is not a cursor of this list.", "Give the next of an earlier answer.");
        return new(new ExposureRequest(component, version, from, to, page, reader.Problem));
    }
}

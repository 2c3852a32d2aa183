using Composite.Cli.Answers;
using Composite.Cli.Commands;
using Composite.Cli.Connections;
using Composite.Cli.Screens;

namespace Composite.Cli.Payments;

/// <summary>Builds <c>payments</c>.</summary>
internal static class PaymentCommands
{
    public static OperatorCommand Build(CommandContext context) => OperatorCommand.Group(
        "payments", "Payments and their timelines.",
        ListCommand.Build(context, new ListSubject
        {
            One = "payment",
            Many = "payments",
            Path = ApiPath.Of("payments"),
            Description = "List payments, youngest first.",
            Columns =
            [
                Cells.Instant("AT", "at"), Cells.Text("ID", "paymentId"), Cells.Status("STATUS", "status"),
                new Column("AMOUNT", row => Amounts.Show(row.Number("summary.amountMinor"), row.Text("summary.currency"))) { Right = true },
                Cells.Text("CARD", "summary.maskedPan"), Cells.Text("MERCHANT", "merchantId"), Cells.Text("ACQUIRER", "acquirerId"),
                new Column("STAN", row => TraceNumber.Show(row, "stan")), Cells.Text("RRN", "rrn"),
            ],
            Filters =
            [
                new ListFilter("--device", "deviceId", "Only payments of this device"),
                new ListFilter("--merchant", "merchantId", "Only payments of this merchant"),
                new ListFilter("--acquirer", "acquirerId", "Only payments sent to this acquirer"),
                new ListFilter("--status", "status", "Only this status")
                {
                    Values = ["refused", "submitted", "approved", "declined", "notSent", "reversing", "reversed", "reversalParked"],
                },
                new ListFilter("--from", "from", "Only payments recorded at or after this instant (RFC 3339)"),
                new ListFilter("--to", "to", "Only payments recorded before this instant (RFC 3339)"),
            ],
            Examples = ["payments list --merchant cafe-central --limit 20", "payments list --status reversalParked --all", "payments list --from 2026-07-31T00:00:00Z --to 2026-08-01T00:00:00Z"],
        }),
        ShowCommand.Build(
            context, "payment", "payments", "Show a payment's whole timeline: every event with its actor and journal position, every rule's finding, and the masked ISO 8583 fields of each message.",
            Timeline.Show, "payments show 019c0000-0000-7000-8000-000000000001"));
}

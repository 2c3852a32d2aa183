using System.Globalization;
using Composite.Domain;
using Composite.Domain.Components;

namespace Composite.Sandbox.Seeding.DataSet;

/// <summary>The listings of one product over five years: recorded, corrected, checked every year, some remedied, revoked, lapsed or left to expire.</summary>
internal sealed class ListingFacts(DataSetPlan plan)
{
    private const int TermDays = 3 * 365;
    private static readonly string[] Laboratories = ["North Laboratory (fictional)", "South Laboratory (fictional)", "East Laboratory (fictional)", "West Laboratory (fictional)"];

    /// <summary>How many listings a component has: an SDK one for each minor version, others one for each major version.</summary>
    public static int Count(ComponentKind kind) => kind switch
    {
        ComponentKind.MpocSoftware => 10,
        ComponentKind.ProviderPart or ComponentKind.PaymentBackEnd => 0,
        _ => 2,
    };

    /// <summary>The reference of a product's listing.</summary>
    public string Reference(int product, int number, int listedOn) =>
        string.Create(CultureInfo.InvariantCulture, $"{plan.FirstDay.AddDays(listedOn).Year}-{product:D5}.{number:D3}");

    /// <summary>Each fact with its day; days beyond the end are left out by the caller.</summary>
    /// <param name="product">The product's number; solutions follow the components.</param>
    /// <param name="number">Which of its listings.</param>
    /// <param name="listedOn">The day on which it is listed.</param>
    /// <param name="row">The row without dates.</param>
    public IEnumerable<(int Day, IEvent Event)> History(int product, int number, int listedOn, Listing row)
    {
        int key = (product * 100) + number;
        DateOnly listed = plan.FirstDay.AddDays(listedOn);
        Listing first = row with
        {
            Reference = Reference(product, number, listedOn),
            StandardVersion = listedOn < 500 ? "1.0.1" : "1.1",
            Laboratory = Laboratories[plan.Pick("laboratory", key, Laboratories.Length)],
            ListedOn = listed,
            ExpiresOn = listed.AddDays(TermDays + plan.Pick("term", key, 120)),
            CheckpointDueOn = listed.AddDays(365),
            RetrievedAt = plan.At(listedOn, 8),
        };
        bool misread = plan.Chance("misread", key, 10);
        yield return (listedOn, new ListingRecorded(misread ? first with { ExpiresOn = first.ExpiresOn.AddDays(-90) } : first));
        if (misread) yield return (listedOn + 20, new ListingRecorded(first with { RetrievedAt = plan.At(listedOn + 20, 8) }));
        foreach ((int day, IEvent @event) in Checkpoints(key, listedOn, first)) yield return (day, @event);
        if (plan.Chance("remediation", key, 6))
        {
            int opened = listedOn + 100 + plan.Pick("remediation day", key, 600);
            yield return (opened, new ListingRemediationChanged(first.Reference, true, plan.At(opened - 1, 12), "A finding of the laboratory"));
            if (plan.Chance("remedied", key, 90)) yield return (opened + 40, new ListingRemediationChanged(first.Reference, false, plan.At(opened + 38, 12), "The finding is remedied"));
        }

        if (plan.Chance("revocation", key, 2))
        {
            int revoked = listedOn + 400 + plan.Pick("revocation day", key, 500);
            yield return (revoked, new ListingRevoked(first.Reference, plan.At(revoked - 3, 0), "Withdrawn by its vendor"));
        }
        else if (plan.Chance("renewal", key, 70))
        {
            int renewed = first.ExpiresOn.DayNumber - plan.FirstDay.DayNumber - 60;
            yield return (renewed, new ListingRecorded(first with { ExpiresOn = first.ExpiresOn.AddDays(TermDays), RetrievedAt = plan.At(renewed, 8) }));
        }
    }

    // Most are passed before the day; some late, some never.
    private IEnumerable<(int Day, IEvent Event)> Checkpoints(int key, int listedOn, Listing row)
    {
        for (int year = 1; year <= DataSetPlan.Years; year++)
        {
            int kind = plan.Pick("checkpoint", (key * 10) + year, 100);
            if (kind >= 97) yield break;
            int completed = listedOn + (365 * year) + (kind >= 92 ? 20 + plan.Pick("late", key, 100) : -plan.Pick("early", key, 30) - 1);
            yield return (completed + 2, new CheckpointCompleted(row.Reference, plan.FirstDay.AddDays(completed), plan.FirstDay.AddDays(listedOn + (365 * (year + 1)))));
        }
    }
}

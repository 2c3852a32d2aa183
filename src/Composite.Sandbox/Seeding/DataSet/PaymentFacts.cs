using System.Globalization;
using Composite.Domain;
using Composite.Domain.Components;
using Composite.Domain.Payments;
using Composite.Domain.Rules;

namespace Composite.Sandbox.Seeding.DataSet;

/// <summary>Writes the payments of the last weeks, each with the findings that say on which parts it ran.</summary>
internal sealed class PaymentFacts(DataSetPlan plan, FleetFacts fleet, JournalFeeder feeder)
{
    private const int FirstDay = -DataSetPlan.PaymentDays;
    private readonly Dictionary<int, (long Version, uint Counter)> _ledgers = [];
    private int _written;

    public async Task WriteAsync(int day)
    {
        int since = day - DataSetPlan.Days - FirstDay + 1;
        if (since <= 0) return;
        int until = (int)((long)plan.Payments * since / DataSetPlan.PaymentDays);
        int first = _written;
        while (_written < until) await WriteAsync(_written++, plan.At(day, 21 + (2.5 * (_written - first) / (until - first + 1))));
        await feeder.SendAsync();
    }

    private async Task WriteAsync(int payment, DateTimeOffset at)
    {
        int device = plan.Pick("payer", payment, plan.Devices);
        while (!fleet.IsActive(device)) device = (device + 1) % plan.Devices;
        (long version, uint counter) = _ledgers.GetValueOrDefault(device);
        string id = plan.Uuid("payment", payment, at);
        IEvent[] events = [.. Events(id, payment, device, counter + 1, at)];
        await feeder.AddAsync(Streams.Of(Streams.Payments, fleet.DeviceId(device)), version, at, events);
        _ledgers[device] = (version + events.Length, counter + 1);
    }

    private IEnumerable<IEvent> Events(string id, int payment, int device, uint counter, DateTimeOffset at)
    {
        PaymentSummary summary = new(100 + plan.Pick("amount", payment, 20_000), fleet.Currency(device), EntryMode.Contactless, Cvm.Cdcvm, "visa", "476173******0119");
        string body = plan.Digits("body", payment, 64);
        bool refused = plan.Chance("refused", payment, 3);
        Evaluation evaluation = Evaluate(device, refused);
        if (refused)
        {
            yield return new PaymentRefused(id, body, summary, evaluation);
            yield break;
        }

        int stan = 1 + (payment % 999_999);
        yield return new PaymentSubmitted(
            id, body, summary, new PaymentRoute(fleet.AcquirerOf(device), $"MID{fleet.MerchantOf(device).ToString("D12", CultureInfo.InvariantCulture)}", FleetFacts.Tid(device), FleetFacts.MerchantId(fleet.MerchantOf(device))),
            device.ToString("X16", CultureInfo.InvariantCulture) + counter.ToString("X8", CultureInfo.InvariantCulture), stan, stan.ToString("D12", CultureInfo.InvariantCulture), at, at.AddSeconds(8), evaluation);
        if (plan.Chance("declined", payment, 5)) yield return new PaymentDeclined(id, "51", AcquirerExchange.None);
        else yield return new PaymentApproved(id, "00", "123456", AcquirerExchange.None);
    }

    private Evaluation Evaluate(int device, bool refused)
    {
        (CatalogueEntry application, CatalogueEntry sdk, CatalogueEntry service, string version) = fleet.Runs(device);
        Fact merchant = new("merchant", FleetFacts.MerchantId(fleet.MerchantOf(device)));
        return new Evaluation(1, 0, 1,
        [
            Finding.Pass(RuleCodes.SolutionInForce, new Fact("solution", Catalogue.SolutionId(fleet.SolutionOf(device)))),
            Finding.Pass(RuleCodes.SdkListingInForce, new Fact("component", sdk.Id)),
            Finding.Pass(RuleCodes.SdkVersionListed, new Fact("version", version)),
            Finding.Pass(RuleCodes.AttestationServiceInForce, new Fact("component", service.Id)),
            Finding.Pass(RuleCodes.ApplicationApproved, new("application", application.Id), new("package", Catalogue.PackageName(application)), new("version", version)),
            refused ? Finding.Fail(RuleCodes.MerchantActive, "The merchant is suspended.", "Staff approve the merchant.", merchant) : Finding.Pass(RuleCodes.MerchantActive, merchant),
        ]);
    }
}

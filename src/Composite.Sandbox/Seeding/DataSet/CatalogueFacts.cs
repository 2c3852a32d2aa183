using System.Globalization;
using Composite.Acquirers.Dialects;
using Composite.Domain;
using Composite.Domain.Acquirers;
using Composite.Domain.Components;
using Composite.Domain.Solutions;

namespace Composite.Sandbox.Seeding.DataSet;

/// <summary>Everything that is no merchant, device or payment, day by day.</summary>
internal sealed class CatalogueFacts
{
    private static readonly EntryMode[] EntryModes = [EntryMode.Contactless, EntryMode.ManualEntry];
    private static readonly Cvm[] Cvms = [Cvm.None, Cvm.Cdcvm, Cvm.OnlinePin];
    private readonly DataSetPlan _plan;
    private readonly Catalogue _catalogue;
    private readonly ListingFacts _listings;
    private readonly List<(string Stream, IEvent Event)>?[] _days = new List<(string, IEvent)>?[DataSetPlan.Days];

    public CatalogueFacts(DataSetPlan plan, Catalogue catalogue)
    {
        (_plan, _catalogue, _listings) = (plan, catalogue, new ListingFacts(plan));
        for (int acquirer = 0; acquirer < plan.Acquirers; acquirer++) Add(0, Streams.Of(Streams.Acquirer, Catalogue.AcquirerId(acquirer)), Acquirer(acquirer));
        foreach (CatalogueEntry entry in catalogue.Entries) AddComponent(entry);
        for (int solution = 0; solution < plan.Solutions; solution++) AddSolution(solution);
    }

    /// <summary>The facts of a day, in order.</summary>
    public IReadOnlyList<(string Stream, IEvent Event)> Of(int day) => _days[day] ?? [];

    private void Add(int day, string stream, IEvent @event)
    {
        if (day < DataSetPlan.Days) (_days[day] ??= []).Add((stream, @event));
    }

    private void AddComponent(CatalogueEntry entry)
    {
        string stream = Streams.Of(Streams.Component, entry.Id);
        Add(0, stream, new ComponentRegistered(entry.Id, entry.Kind, entry.Name, $"Vendor {_plan.Pick("vendor", entry.Index, 40)} (fictional)"));
        for (int number = 0; number < DataSetPlan.VersionsPerComponent; number++) AddVersion(entry, stream, number);
        for (int number = 0; number < ListingFacts.Count(entry.Kind); number++)
        {
            foreach ((int day, IEvent @event) in _listings.History(entry.Index, number, ListedOn(entry, number), Row(entry, number))) Add(day, stream, @event);
        }

        if (Standard(entry.Kind) is { } standard) AddCompliance(entry, stream, standard);
    }

    private void AddVersion(CatalogueEntry entry, string stream, int number)
    {
        int key = (entry.Index * 100) + number;
        int day = _catalogue.ReleasedOn(entry, number);
        bool isApplication = entry.Kind == ComponentKind.MpocApplication;
        ComponentVersion version = new()
        {
            Version = Catalogue.Version(number),
            CryptoExpiresOn = entry.Kind == ComponentKind.MpocSoftware ? _plan.FirstDay.AddDays(day + 900 + _plan.Pick("crypto", key, 400)) : null,
            PackageName = isApplication ? Catalogue.PackageName(entry) : null,
            CertificateSha256s = isApplication ? [_plan.Digits("certificate", entry.Index, 64)] : [],
        };
        bool misread = version.CryptoExpiresOn is not null && _plan.Chance("version misread", key, 8);
        Add(day, stream, new ComponentVersionAdded(misread ? version with { CryptoExpiresOn = version.CryptoExpiresOn!.Value.AddDays(200) } : version));
        if (misread) Add(day + 30, stream, new ComponentVersionAdded(version));
        if (_plan.Chance("withdrawn", key, 3)) Add(day + 500 + _plan.Pick("withdrawn day", key, 300), stream, new ComponentVersionWithdrawn(version.Version, "A flaw in this version"));
    }

    private void AddCompliance(CatalogueEntry entry, string stream, ComplianceStandard standard)
    {
        for (int year = 0; year < DataSetPlan.Years + 1; year++)
        {
            if (_plan.Chance("no attestation", (entry.Index * 10) + year, 2)) continue;
            int day = year == 0 ? 0 : (year * 365) - 15 + _plan.Pick("attestation", (entry.Index * 10) + year, 12);
            DateOnly from = _plan.FirstDay.AddDays(day);
            Add(day, stream, new ComplianceRecorded(new ComplianceAttestation(standard, standard == ComplianceStandard.PciDss ? "4.0.1" : "3.1", "Assessor (fictional)", from, from.AddDays(380))));
        }
    }

    private void AddSolution(int solution)
    {
        string id = Catalogue.SolutionId(solution);
        string stream = Streams.Of(Streams.Solution, id);
        string[] composition = [.. _catalogue.Composition(solution).Select(e => e.Id)];
        Add(0, stream, new SolutionRegistered(id, $"Solution {solution} (fictional)", "Provider (fictional)"));

        // The neighbour's parts and the last own ones joined later.
        Add(0, stream, new SolutionComposed(composition[..(DataSetPlan.ComponentsPerSolution - 3)]));
        Add(0, stream, new BaselineAdopted([new PlatformRule("android", "11", _plan.FirstDay.AddDays(-700), [])]));
        Listing row = new() { Reference = "", StandardVersion = "", Laboratory = "", ListedOn = default, ExpiresOn = default, Versions = ["2.x", "3.x"], RetrievedAt = default };
        for (int number = 0; number < 2; number++)
        {
            foreach ((int day, IEvent @event) in _listings.History(_catalogue.Entries.Count + solution, number, number * 950, row)) Add(day, stream, @event);
        }

        Add(0, stream, new SolutionActivated("Every part is certified, as the data set goes"));
        Add(400, stream, new SolutionComposed(composition));
        Add(1200, stream, new BaselineAdopted([new PlatformRule("android", "13", _plan.FirstDay.AddDays(500), ["Old One"])]));
    }

    private int ListedOn(CatalogueEntry entry, int number) =>
        _catalogue.ReleasedOn(entry, number * DataSetPlan.VersionsPerComponent / ListingFacts.Count(entry.Kind));

    private Listing Row(CatalogueEntry entry, int number)
    {
        bool isSdk = entry.Kind == ComponentKind.MpocSoftware;
        string major = string.Create(CultureInfo.InvariantCulture, $"{2 + (isSdk ? number / 5 : number)}");
        return new Listing
        {
            Reference = "",
            StandardVersion = "",
            Laboratory = "",
            ListedOn = default,
            ExpiresOn = default,
            RetrievedAt = default,
            Versions = [isSdk ? string.Create(CultureInfo.InvariantCulture, $"{major}.{number % 5}.x") : $"{major}.x"],
            EntryModes = isSdk ? EntryModes[..(1 + (entry.Index % 2))] : [],
            Cvms = isSdk ? Cvms[..(2 + (entry.Number % 2))] : [],
            SdkType = isSdk ? (SdkType)(entry.Number % 2) : null,
            Dependencies = isSdk ? Services(entry.Solution) : [],
        };
    }

    // The listings of the solution's A&M service.
    private string[] Services(int solution)
    {
        CatalogueEntry service = _catalogue.Part(solution, ComponentKind.AttestationService, 0);
        return [.. Enumerable.Range(0, ListingFacts.Count(service.Kind)).Select(n => _listings.Reference(service.Index, n, ListedOn(service, n)))];
    }

    private static ComplianceStandard? Standard(ComponentKind kind) => kind switch
    {
        ComponentKind.PaymentBackEnd or ComponentKind.AttestationService => ComplianceStandard.PciDss,
        ComponentKind.DecryptionService => ComplianceStandard.PciPin,
        _ => null,
    };

    // Nobody listens there: a Host on the data set has no line.
    private static AcquirerRegistered Acquirer(int acquirer) => new(new AcquirerProfile
    {
        AcquirerId = Catalogue.AcquirerId(acquirer),
        Name = $"Bank {acquirer} (fictional)",
        Dialect = Iso87Dialects.Ascii.Name,
        Host = "127.0.0.1",
        Port = 9,
        InstitutionId = (99_990_000 + acquirer).ToString(CultureInfo.InvariantCulture),
        ResponseTimeout = TimeSpan.FromSeconds(8),
        MaxInFlight = 100,
    });
}

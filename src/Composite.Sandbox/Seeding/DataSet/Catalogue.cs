using System.Globalization;
using Composite.Domain.Components;

namespace Composite.Sandbox.Seeding.DataSet;

/// <summary>A component of the data set: which solution it was made for, and its place in it.</summary>
internal sealed record CatalogueEntry(int Index, int Solution, ComponentKind Kind, int Number)
{
    public string Id => $"{Word}-{Index.ToString("D3", CultureInfo.InvariantCulture)}";

    public string Name => $"{Kind} {Index} (fictional)";

    private string Word => Kind switch
    {
        ComponentKind.MpocSoftware => "sdk",
        ComponentKind.MpocApplication => "app",
        ComponentKind.AttestationService => "attestation",
        ComponentKind.PaymentBackEnd => "back-end",
        ComponentKind.DecryptionService => "decryption",
        ComponentKind.ScrpReader => "reader",
        ComponentKind.Kernel => "kernel",
        _ => "part",
    };
}

/// <summary>Which components there are, which versions they have, and what a solution is composed of.</summary>
internal sealed class Catalogue
{
    private static readonly (ComponentKind Kind, int Count)[] PerSolution =
    [
        (ComponentKind.MpocSoftware, 2), (ComponentKind.MpocApplication, 3), (ComponentKind.AttestationService, 1), (ComponentKind.PaymentBackEnd, 3),
        (ComponentKind.DecryptionService, 2), (ComponentKind.ScrpReader, 3), (ComponentKind.Kernel, 6), (ComponentKind.ProviderPart, 5),
    ];

    private readonly DataSetPlan _plan;

    public Catalogue(DataSetPlan plan)
    {
        _plan = plan;
        List<CatalogueEntry> entries = [];
        for (int solution = 0; solution < plan.Solutions; solution++)
        {
            foreach ((ComponentKind kind, int count) in PerSolution)
            {
                for (int number = 0; number < count; number++) entries.Add(new CatalogueEntry(entries.Count, solution, kind, number));
            }
        }

        Entries = entries;
    }

    public IReadOnlyList<CatalogueEntry> Entries { get; }

    /// <summary>Days between two versions of a component.</summary>
    public static int VersionInterval => DataSetPlan.Days / DataSetPlan.VersionsPerComponent;

    public static string SolutionId(int solution) => $"solution-{solution.ToString("D2", CultureInfo.InvariantCulture)}";

    public static string AcquirerId(int acquirer) => $"acquirer-{acquirer.ToString("D2", CultureInfo.InvariantCulture)}";

    public static string PackageName(CatalogueEntry application) => $"com.example.pos{application.Index.ToString("D3", CultureInfo.InvariantCulture)}";

    /// <summary>2.0.0, 2.0.1, 2.1.0 … 3.4.1.</summary>
    public static string Version(int number) => string.Create(CultureInfo.InvariantCulture, $"{2 + (number / 10)}.{number % 10 / 2}.{number % 2}");

    /// <summary>The day on which a version of a component came out.</summary>
    public int ReleasedOn(CatalogueEntry entry, int version) => version == 0 ? 0 : (version * VersionInterval) + _plan.Pick("release", (entry.Index * 100) + version, 30);

    /// <summary>The newest version out on a day.</summary>
    public int NewestVersion(CatalogueEntry entry, int day)
    {
        int version = Math.Min(DataSetPlan.VersionsPerComponent - 1, day / VersionInterval);
        return version > 0 && ReleasedOn(entry, version) > day ? version - 1 : version;
    }

    public CatalogueEntry Part(int solution, ComponentKind kind, int number) => Entries.First(e => e.Solution == solution && e.Kind == kind && e.Number == number);

    /// <summary>A solution's own parts, and one kernel and one back-end of its neighbour, as shared parts are.</summary>
    public IEnumerable<CatalogueEntry> Composition(int solution)
    {
        IEnumerable<CatalogueEntry> own = Entries.Where(e => e.Solution == solution);
        int neighbour = (solution + 1) % _plan.Solutions;
        return neighbour == solution ? own : [.. own, Part(neighbour, ComponentKind.Kernel, 0), Part(neighbour, ComponentKind.PaymentBackEnd, 0)];
    }
}

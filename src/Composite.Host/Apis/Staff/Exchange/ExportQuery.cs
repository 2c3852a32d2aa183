using System.Reflection;
using Composite.Host.Apis.Problems;
using Composite.Host.Apis.Queries;

namespace Composite.Host.Apis.Staff.Exchange;

/// <summary>Formats of the inventory.</summary>
internal enum ExportFormat
{
    Csv,
    Json,
    CycloneDx,
    OscalComponentDefinition,
    OscalAssessmentResults,
}

/// <summary>What to export: the query of an export of the inventory.</summary>
internal sealed class ExportQuery : IKnownQuery, IBindableFromHttpContext<ExportQuery>
{
    private static readonly (string Word, ExportFormat Value)[] Formats =
    [
        ("csv", ExportFormat.Csv), ("json", ExportFormat.Json), ("cyclonedx", ExportFormat.CycloneDx),
        ("oscal-component-definition", ExportFormat.OscalComponentDefinition), ("oscal-assessment-results", ExportFormat.OscalAssessmentResults),
    ];

    public static IReadOnlyList<QueryParameter> Parameters { get; } =
        [new("format", typeof(string)) { Words = [.. Formats.Select(f => f.Word)], Required = true }, PackQuery.Solution];

    public ExportFormat Format { get; private init; }

    /// <summary>One solution, or null for everything.</summary>
    public string? SolutionId { get; private init; }

    public ApiProblem? Problem { get; private init; }

    public static ValueTask<ExportQuery?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        QueryReader reader = new(context);
        ExportFormat format = reader.RequiredChoice("format", Formats);
        return new(new ExportQuery { Format = format, SolutionId = PackQuery.SolutionOf(reader), Problem = reader.Problem });
    }
}

/// <summary>Which solution's evidence: the query of an evidence pack.</summary>
internal sealed class PackQuery : IKnownQuery, IBindableFromHttpContext<PackQuery>
{
    public static readonly QueryParameter Solution = new("solutionId", typeof(string));

    public static IReadOnlyList<QueryParameter> Parameters { get; } = [Solution];

    /// <summary>One solution, or null for all of them.</summary>
    public string? SolutionId { get; private init; }

    public ApiProblem? Problem { get; private init; }

    public static ValueTask<PackQuery?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        QueryReader reader = new(context);
        return new(new PackQuery { SolutionId = SolutionOf(reader), Problem = reader.Problem });
    }

    internal static string? SolutionOf(QueryReader reader)
    {
        string? id = reader.Raw(Solution.Name);
        if (id is not null && !Domain.Problems.IsSlug(id)) reader.Refuse("invalid-id", Solution.Name, "It is not an id.", "Give the id of a solution, or leave it out.");
        return id;
    }
}

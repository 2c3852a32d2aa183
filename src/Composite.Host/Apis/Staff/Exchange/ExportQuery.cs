using System.Reflection;
using Composite.Host.Apis.Bodies;
using Composite.Host.Apis.Problems;

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
[QueryParameter("format", "csv", "json", "cyclonedx", "oscal-component-definition", "oscal-assessment-results", Required = true)]
[QueryParameter("solutionId")]
internal sealed class ExportQuery : IUnreadable, IBindableFromHttpContext<ExportQuery>
{
    public ExportFormat Format { get; private init; }

    /// <summary>One solution, or null for everything.</summary>
    public string? SolutionId { get; private init; }

    public ApiProblem? Problem { get; private init; }

    public static ValueTask<ExportQuery?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        QueryFields query = new(context, typeof(ExportQuery), AsOfQuery.ValidAtName, AsOfQuery.KnownAtName);
        ExportFormat format = query.Choice(
            "format", ("csv", ExportFormat.Csv), ("json", ExportFormat.Json), ("cyclonedx", ExportFormat.CycloneDx),
            ("oscal-component-definition", ExportFormat.OscalComponentDefinition), ("oscal-assessment-results", ExportFormat.OscalAssessmentResults));
        return new(new ExportQuery { Format = format, SolutionId = SolutionOf(query), Problem = query.Problem });
    }

    internal static string? SolutionOf(QueryFields query)
    {
        string? id = query.Text("solutionId", 64);
        if (id is not null && !Domain.Problems.IsSlug(id)) query.Add("invalid-id", "solutionId", "It is not an id.", "Give the id of a solution, or leave it out.");
        return id;
    }
}

/// <summary>Which solution's evidence: the query of an evidence pack.</summary>
[QueryParameter("solutionId")]
internal sealed class PackQuery : IUnreadable, IBindableFromHttpContext<PackQuery>
{
    /// <summary>One solution, or null for all of them.</summary>
    public string? SolutionId { get; private init; }

    public ApiProblem? Problem { get; private init; }

    public static ValueTask<PackQuery?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        QueryFields query = new(context, typeof(PackQuery), AsOfQuery.ValidAtName, AsOfQuery.KnownAtName);
        return new(new PackQuery { SolutionId = ExportQuery.SolutionOf(query), Problem = query.Problem });
    }
}

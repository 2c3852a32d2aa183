using System.Reflection;
using Composite.Contracts;
using Composite.Domain.Evidence;
using Composite.Host.Apis.Problems;
using Composite.Host.Apis.Queries;
using Microsoft.OpenApi;
using DomainProblem = Composite.Domain.Problem;
using DomainProblems = Composite.Domain.Problems;

namespace Composite.Host.Apis.Staff.Evidence;

/// <summary>What an upload says about its document, in the query; the document itself is the body, as it is. All is checked before a byte of it is read.</summary>
internal sealed class EvidenceUpload : IKnownQuery, IBindableFromHttpContext<EvidenceUpload>
{
    public static IReadOnlyList<QueryParameter> Parameters { get; } =
    [
        new("title", typeof(string)) { Required = true }, new("type", typeof(EvidenceType)) { Required = true }, new("validFrom", typeof(DateOnly)) { Required = true },
        new("expiresOn", typeof(DateOnly)), new("subject", typeof(string)) { Repeats = true }, new("fileName", typeof(string)),
    ];

    private EvidenceUpload(EvidenceDocument? document, ApiProblem? problem) => (Document, Problem) = (document!, problem);

    /// <summary>Without hash, size and media type, which the vault finds out.</summary>
    public EvidenceDocument Document { get; }

    public ApiProblem? Problem { get; }

    public static ValueTask<EvidenceUpload?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        QueryReader reader = new(context);
        EvidenceDocument document = new()
        {
            Sha256 = string.Empty,
            Bytes = 0,
            MediaType = string.Empty,
            FileName = reader.Raw("fileName") ?? "document",
            Title = reader.Raw("title") ?? string.Empty,
            Type = reader.RequiredName<EvidenceType>("type"),
            Subjects = reader.Raws("subject"),
            ValidFrom = reader.Day("validFrom") ?? default,
            ExpiresOn = reader.Day("expiresOn"),
        };
        if (reader.Problem is { } problem) return new(new EvidenceUpload(null, problem));
        DomainProblems problems = EvidenceDecider.Check(new DomainProblems(), document);
        return new(problems.Any ? new EvidenceUpload(null, ApiProblem.CommandRefused(Rejected(problems))) : new EvidenceUpload(document, null));
    }

    /// <summary>Says in the API's description what the body is.</summary>
    public static void Describe(OpenApiOperation operation)
    {
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType> { ["application/octet-stream"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } } },
        };
    }

    public static IReadOnlyList<ProblemInfo> ToWire(IEnumerable<DomainProblem> problems) => [.. problems.Select(p => new ProblemInfo(p.Code, p.Field, p.Reason, p.Remedy))];

    private static IReadOnlyList<ProblemInfo> Rejected(DomainProblems problems) => ToWire(((Composite.Domain.Decision.Rejected)problems.Or()).Problems);
}

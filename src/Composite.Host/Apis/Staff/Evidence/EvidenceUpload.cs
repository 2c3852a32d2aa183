using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Composite.Contracts;
using Composite.Domain.Evidence;
using Composite.Host.Apis.Bodies;
using Composite.Host.Apis.Problems;
using Composite.Host.OpenApi;
using Microsoft.OpenApi;
using DomainProblem = Composite.Domain.Problem;
using DomainProblems = Composite.Domain.Problems;

namespace Composite.Host.Apis.Staff.Evidence;

/// <summary>What an upload says about its document, in the query; the document itself is the body, as it is. All is checked before a byte of it is read.</summary>
internal sealed class EvidenceUpload : IUnreadable, IBindableFromHttpContext<EvidenceUpload>
{
    private static readonly string[] Known = ["title", "type", "validFrom", "expiresOn", "subject", "fileName"];

    private EvidenceUpload(EvidenceDocument? document, ApiProblem? problem) => (Document, Problem) = (document!, problem);

    /// <summary>Without hash, size and media type, which the vault finds out.</summary>
    public EvidenceDocument Document { get; }

    public ApiProblem? Problem { get; }

    public static ValueTask<EvidenceUpload?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        IQueryCollection query = context.Request.Query;
        if (query.SelectMany(p => p.Value.Prepend(p.Key)).Any(text => ClearAccountData.IsIn(Encoding.UTF8.GetBytes(text ?? string.Empty)))) return new(new EvidenceUpload(null, ApiProblem.ClearAccountData()));
        List<ProblemInfo> errors = [.. query.Keys.Except(Known, StringComparer.Ordinal).Select(k => new ProblemInfo("unknown-parameter", Shown(k), "No such parameter is known.", "Give " + string.Join(", ", Known) + "."))];
        EvidenceDocument document = new()
        {
            Sha256 = string.Empty,
            Bytes = 0,
            MediaType = string.Empty,
            FileName = query["fileName"].FirstOrDefault() ?? "document",
            Title = query["title"].FirstOrDefault() ?? string.Empty,
            Type = Type(query["type"].FirstOrDefault(), errors),
            Subjects = [.. query["subject"].Select(s => s ?? string.Empty)],
            ValidFrom = Day(query, "validFrom", errors) ?? default,
            ExpiresOn = Day(query, "expiresOn", errors),
        };
        if (errors.Count == 0)
        {
            DomainProblems problems = EvidenceDecider.Check(new DomainProblems(), document);
            if (problems.Any) return new(new EvidenceUpload(null, ApiProblem.CommandRefused(Rejected(problems))));
        }

        return new(errors.Count == 0 ? new EvidenceUpload(document, null) : new EvidenceUpload(null, ApiProblem.InvalidRequest(errors)));
    }

    /// <summary>Says in the API's description what the query and the body take.</summary>
    public static void Describe(OpenApiOperation operation)
    {
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType> { ["application/octet-stream"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } } },
        };
        QueryDescription.Add(operation, "title", new OpenApiSchema { Type = JsonSchemaType.String }, required: true);
        QueryDescription.Add(operation, "type", QueryDescription.Schema(typeof(EvidenceType)), required: true);
        QueryDescription.Add(operation, "validFrom", QueryDescription.Schema(typeof(DateOnly)), required: true);
        QueryDescription.Add(operation, "expiresOn", QueryDescription.Schema(typeof(DateOnly)));
        QueryDescription.Add(operation, "subject", new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } });
        QueryDescription.Add(operation, "fileName", new OpenApiSchema { Type = JsonSchemaType.String });
    }

    public static IReadOnlyList<ProblemInfo> ToWire(IEnumerable<DomainProblem> problems) => [.. problems.Select(p => new ProblemInfo(p.Code, p.Field, p.Reason, p.Remedy))];

    private static IReadOnlyList<ProblemInfo> Rejected(DomainProblems problems) => ToWire(((Composite.Domain.Decision.Rejected)problems.Or()).Problems);

    private static EvidenceType Type(string? text, List<ProblemInfo> errors)
    {
        foreach (EvidenceType type in Enum.GetValues<EvidenceType>())
        {
            if (Name(type) == text) return type;
        }

        errors.Add(new(text is null ? "missing" : "invalid-value", "type", text is null ? "It is missing." : "It is not a known type.", "Give one of: " + string.Join(", ", Enum.GetValues<EvidenceType>().Select(Name)) + "."));
        return EvidenceType.Other;
    }

    private static string Name(EvidenceType type) => JsonNamingPolicy.CamelCase.ConvertName(type.ToString());

    private static DateOnly? Day(IQueryCollection query, string name, List<ProblemInfo> errors)
    {
        if (query[name].FirstOrDefault() is not { } text) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)) return day;
        errors.Add(new("invalid-value", name, "It is not a day.", "Give a day as YYYY-MM-DD."));
        return null;
    }

    private static string Shown(string name) => name.Length <= 40 && name.All(char.IsAsciiLetterOrDigit) ? name : "query";
}

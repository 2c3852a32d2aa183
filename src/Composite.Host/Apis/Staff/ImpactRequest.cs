using System.Reflection;
using Composite.Domain.Impact;
using Composite.Domain.Ports;
using Composite.Host.Apis.Problems;
using Composite.Host.Apis.Queries;

namespace Composite.Host.Apis.Staff;

/// <summary>When, and supposing what, an impact is asked for.</summary>
internal sealed class ImpactRequest : IKnownQuery, IBindableFromHttpContext<ImpactRequest>
{
    private ImpactRequest(AsOfQuery instants, Hypothesis? hypothesis, ApiProblem? problem) => (Instants, Hypothesis, Problem) = (instants, hypothesis, problem);

    public static IReadOnlyList<QueryParameter> Parameters { get; } =
        [AsOfQuery.Parameters[0] with { Name = "at" }, AsOfQuery.Parameters[1], new("hypothesis", typeof(Hypothesis))];

    public AsOfQuery Instants { get; }

    public Hypothesis? Hypothesis { get; }

    public ApiProblem? Problem { get; }

    public static ValueTask<ImpactRequest?> BindAsync(HttpContext context, ParameterInfo parameter) => new(Read(new QueryReader(context), context));

    public ImpactQuestion About(ImpactSubject subject) => new(subject, Hypothesis, Instants.AsOf);

    private static ImpactRequest Read(QueryReader reader, HttpContext context)
    {
        AsOfQuery instants = AsOfQuery.Read(reader, "at");
        Hypothesis? hypothesis = reader.Name<Hypothesis>("hypothesis");
        if (hypothesis == Domain.Impact.Hypothesis.Lapsed && context.Request.RouteValues.ContainsKey("version"))
            reader.Refuse("invalid-value", "hypothesis", "A version has no annual checkpoint.", "Ask for its listing or component, or suppose revoked or expired.");
        return new ImpactRequest(instants, hypothesis, reader.Problem);
    }
}

/// <summary>As <see cref="ImpactRequest"/>, for a page of the merchants or devices.</summary>
internal sealed class ImpactPageRequest : IKnownQuery, IBindableFromHttpContext<ImpactPageRequest>
{
    private ImpactPageRequest(AsOfQuery instants, Hypothesis? hypothesis, ImpactEffect? effect, PageRequest page, ApiProblem? problem) =>
        (Instants, Hypothesis, Effect, Page, Problem) = (instants, hypothesis, effect, page, problem);

    public static IReadOnlyList<QueryParameter> Parameters { get; } =
        [.. ImpactRequest.Parameters, new("effect", typeof(ImpactEffect)), .. ListQuery.Parameters];

    public AsOfQuery Instants { get; }

    public Hypothesis? Hypothesis { get; }

    /// <summary>Only those; null for all but what goes on.</summary>
    public ImpactEffect? Effect { get; }

    public PageRequest Page { get; }

    public ApiProblem? Problem { get; }

    public static ValueTask<ImpactPageRequest?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        QueryReader reader = new(context);
        AsOfQuery instants = AsOfQuery.Read(reader, "at");
        return new(new ImpactPageRequest(instants, reader.Name<Hypothesis>("hypothesis"), reader.Name<ImpactEffect>("effect"), ListQuery.Read(reader), reader.Problem));
    }

    public ImpactQuestion About(ImpactSubject subject) => new(subject, Hypothesis, Instants.AsOf);

    /// <summary>The groups that are asked for.</summary>
    public SliceGroups Wanted(ImpactGrading grading) => Effect is { } effect
        ? grading.Groups with { GroupOf = grading.Groups.GroupOf.Where(g => g.Value == (int)effect).ToDictionary() }
        : grading.Affected;
}

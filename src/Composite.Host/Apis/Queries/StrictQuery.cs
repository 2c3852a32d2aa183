using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Composite.Contracts;
using Composite.Host.Apis.Bodies;
using Composite.Host.Apis.Problems;
using Composite.Host.Apis.Staff;

namespace Composite.Host.Apis.Queries;

/// <summary>
/// Refuses what the query names and the endpoint does not know: a misspelled filter must not answer as if it were none. What an endpoint
/// knows are its handler's parameters: each <see cref="IKnownQuery"/>, <see cref="QueryValue{T}"/>, and text that is not part of the path.
/// </summary>
internal static partial class StrictQuery
{
    /// <summary>Most unknown names that an answer lists.</summary>
    private const int MaxUnknown = 10;

    /// <summary>Holds every endpoint of the group, now and later, to the parameters that its handler reads. All faults of a query are told at once.</summary>
    public static RouteGroupBuilder StrictQueries(this RouteGroupBuilder group)
    {
        ((IEndpointConventionBuilder)group).Add(endpoint => endpoint.FilterFactories.Add((factory, next) =>
        {
            HashSet<string> path = [.. ((RouteEndpointBuilder)endpoint).RoutePattern.Parameters.Select(p => p.Name)];
            QueryParameter[] known = [.. factory.MethodInfo.GetParameters().SelectMany(p => Of(p, path))];
            string[] texts = [.. factory.MethodInfo.GetParameters().Where(p => IsText(p, path)).Select(p => p.Name!)];
            return context => Refusal(context, known, texts) is { } problem ? ValueTask.FromResult<object?>(problem) : next(context);
        }));
        return group;
    }

    /// <summary>The query's parameters that a handler's parameter stands for.</summary>
    /// <param name="parameter">The handler's parameter.</param>
    /// <param name="path">The names that the path gives.</param>
    public static IReadOnlyList<QueryParameter> Of(ParameterInfo parameter, IReadOnlySet<string> path)
    {
        Type type = parameter.ParameterType;
        if (type.IsAssignableTo(typeof(IKnownQuery))) return (IReadOnlyList<QueryParameter>)type.GetProperty(nameof(IKnownQuery.Parameters), BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(QueryValue<>)) return [new QueryParameter(parameter.Name!, type.GetGenericArguments()[0])];
        return IsText(parameter, path) ? [new QueryParameter(parameter.Name!, typeof(string))] : [];
    }

    private static bool IsText(ParameterInfo parameter, IReadOnlySet<string> path) => parameter.ParameterType == typeof(string) && !path.Contains(parameter.Name!);

    private static ApiProblem? Refusal(EndpointFilterInvocationContext context, QueryParameter[] known, string[] texts)
    {
        IQueryCollection query = context.HttpContext.Request.Query;
        if (query.Keys.Any(HoldsCardNumber)) return ApiProblem.ClearAccountData("query");

        // A cursor is ours, and may be digits.
        if (known.FirstOrDefault(p => p.Name != ListQuery.After && query[p.Name].Any(HoldsCardNumber)) is { } tripped) return ApiProblem.ClearAccountData(tripped.Name);
        List<ProblemInfo> errors = [.. query.Keys.Where(name => known.All(p => p.Name != name)).Take(MaxUnknown).Select(name => Unknown(name, known))];
        errors.AddRange(known.Where(p => !p.Repeats && query[p.Name].Count > 1).Select(p => new ProblemInfo("repeated", p.Name, "It is there more than once.", "Give it once.")));
        QueryReader reader = new(context.HttpContext);
        foreach (string name in texts) reader.Text(name);
        foreach (ApiProblem? problem in context.Arguments.OfType<IQueryPart>().Select(part => part.Problem).Prepend(reader.Problem))
        {
            // What is not the query's form is told when the form is right.
            if (problem is { StatusCode: StatusCodes.Status400BadRequest }) errors.AddRange(problem.Errors);
        }

        return errors.Count == 0 ? null : ApiProblem.InvalidRequest(errors);
    }

    private static ProblemInfo Unknown(string name, QueryParameter[] known) => new(
        "unknown-parameter", NamePattern().IsMatch(name) ? name : "query", "This endpoint knows no such parameter.",
        known.Length == 0 ? "Leave it out: it takes none." : $"Leave it out, or mend its name: {string.Join(", ", known.Select(p => p.Name))}.");

    private static bool HoldsCardNumber(string? text) => text is not null && ClearAccountData.IsIn(Encoding.UTF8.GetBytes(text));

    // Nothing of a request is quoted but names, and only what can be one.
    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_.\-]{0,39}\z")]
    private static partial Regex NamePattern();
}

using System.Reflection;
using Composite.Host.Access;
using Composite.Host.Apis.Problems;
using Microsoft.AspNetCore.Http.Metadata;

namespace Composite.Host.Apis.Bodies;

/// <summary>A request's JSON body, read strictly. <see cref="RefuseUnreadable"/> keeps a handler from ever seeing one that could not be read.</summary>
internal sealed class Body<T> : IUnreadable, IBindableFromHttpContext<Body<T>>, IEndpointParameterMetadataProvider
    where T : class
{
    private readonly T? _value;

    private Body(T? value, ApiProblem? problem) => (_value, Problem) = (value, problem);

    public ApiProblem? Problem { get; }

    public T Value => _value ?? throw new InvalidOperationException("The body could not be read, and the filter let it through.");

    public static async ValueTask<Body<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        if (!context.Request.HasJsonContentType()) return new(null, ApiProblem.UnsupportedMediaType());
        (ReadOnlyMemory<byte> bytes, ApiProblem? problem) = context.Features.Get<SignedRequest>() is { } signed
            ? (signed.Body, null)
            : await BodyReader.ReadAsync(context);
        if (problem is not null) return new(null, problem);
        (T? value, problem) = StrictJson.Read<T>(bytes.Span);
        return new(value, problem);
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T)));
}

/// <summary>Something bound from a request that may have failed to be read.</summary>
internal interface IUnreadable
{
    ApiProblem? Problem { get; }
}

/// <summary>Answers for a handler whose arguments could not be read.</summary>
internal sealed class RefuseUnreadable : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        foreach (object? argument in context.Arguments)
        {
            if (argument is IUnreadable { Problem: { } problem }) return problem;
        }

        return await next(context);
    }
}

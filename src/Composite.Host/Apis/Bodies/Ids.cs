using System.Security.Cryptography;
using System.Text;
using Composite.Contracts;
using Composite.Host.Apis.Problems;
using DomainProblems = Composite.Domain.Problems;

namespace Composite.Host.Apis.Bodies;

/// <summary>The forms of ids, checked before anything is looked up or activated by them.</summary>
internal static class Ids
{
    private const int UuidLength = 36;

    /// <summary>A UUID of version 7 (RFC 9562) in the 8-4-4-4-12 form, lower case: one id is one text.</summary>
    public static bool IsUuid7(string? text)
    {
        if (text is not { Length: UuidLength } || text[14] != '7' || text[19] is not ('8' or '9' or 'a' or 'b')) return false;
        for (int i = 0; i < UuidLength; i++)
        {
            if (i is 8 or 13 or 18 or 23 ? text[i] != '-' : !char.IsAsciiHexDigitLower(text[i])) return false;
        }

        return true;
    }

    /// <summary>SHA-256 of a secret's text, 64 hexadecimal digits in lower case.</summary>
    public static string Sha256(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Refuses a request whose <c>id</c> in the path is no id that people choose.</summary>
    public static ValueTask<object?> RequireSlug(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => Require(
        context, next, DomainProblems.IsSlug, "It is not an id.", "Use 2 to 64 of a-z, 0-9 and '-', starting with a letter or digit.");

    /// <summary>Refuses a request whose <c>id</c> in the path is no UUIDv7.</summary>
    public static ValueTask<object?> RequireUuid7(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => Require(
        context, next, IsUuid7, "It is not a UUID of version 7.", "Give it in the 8-4-4-4-12 form in lower case.");

    private static ValueTask<object?> Require(EndpointFilterInvocationContext context, EndpointFilterDelegate next, Func<string?, bool> holds, string reason, string remedy) =>
        !context.HttpContext.Request.RouteValues.TryGetValue("id", out object? id) || holds(id as string)
            ? next(context)
            : ValueTask.FromResult<object?>(ApiProblem.InvalidRequest([new ProblemInfo("invalid-id", "id", reason, remedy)]));
}

using System.Security.Claims;
using System.Text.Encodings.Web;
using Composite.Host.Apis.Problems;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Composite.Host.Access;

/// <summary>An authentication scheme whose refusals are problems.</summary>
internal abstract class ProblemAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    private const string BearerPrefix = "Bearer ";
    private const int MaxCredentialLength = 256;

    private ApiProblem? _refusal;

    /// <summary>The value of WWW-Authenticate.</summary>
    protected abstract string Challenge { get; }

    /// <summary>What a caller is told who sent nothing to authenticate with.</summary>
    protected abstract string Invitation { get; }

    protected AuthenticateResult Refuse(ApiProblem problem)
    {
        _refusal = problem;
        return AuthenticateResult.Fail("refused");
    }

    protected AuthenticateResult Accept(string name, params IEnumerable<string> roles) => AuthenticateResult.Success(new AuthenticationTicket(
        new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.Name, name), .. roles.Select(r => new Claim(ClaimTypes.Role, r))], Scheme.Name)), Scheme.Name));

    /// <summary>The bearer credential of the request, or null.</summary>
    protected string? BearerCredential() =>
        Request.Headers.Authorization is [{ Length: > 7 and <= MaxCredentialLength } value] && value.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase)
            ? value[BearerPrefix.Length..]
            : null;

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        ApiProblem problem = _refusal ?? ApiProblem.Unauthenticated(Invitation);
        if (problem.StatusCode == StatusCodes.Status401Unauthorized) Response.Headers.WWWAuthenticate = Challenge;
        return problem.ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        ApiProblem.Forbidden("Your roles do not allow it. The OpenAPI description says which role does.").ExecuteAsync(Context);
}

using System.Text.Encodings.Web;
using Composite.Host.Apis.Problems;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Composite.Host.Access;

/// <summary>A member of staff, by credential.</summary>
internal sealed class StaffAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, StaffDirectory staff)
    : ProblemAuthentication(options, loggers, encoder)
{
    protected override string Challenge => "Bearer realm=\"composite\"";

    protected override string Invitation => "Send Authorization: Bearer with your credential.";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (BearerCredential() is not { } credential) return AuthenticateResult.NoResult();
        return await staff.FindAsync(credential, Context.RequestAborted) is { } member
            ? Accept(member.MemberId, member.Roles.Select(r => r.ToString()))
            : Refuse(ApiProblem.Unauthenticated("The credential is not, or no longer, a member's."));
    }
}

/// <summary>The installer, by the bootstrap secret.</summary>
internal sealed class BootstrapAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, BootstrapSecret secret)
    : ProblemAuthentication(options, loggers, encoder)
{
    protected override string Challenge => "Bearer realm=\"composite bootstrap\"";

    protected override string Invitation => "Send Authorization: Bearer with the secret that the first start printed.";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (BearerCredential() is not { } given) return AuthenticateResult.NoResult();
        return await secret.IsRightAsync(given, Context.RequestAborted)
            ? Accept("installer")
            : Refuse(ApiProblem.Unauthenticated("The secret is wrong, or was used before."));
    }
}

/// <summary>A member's calendar program, by the token in the path.</summary>
internal sealed class CalendarAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, StaffDirectory staff)
    : ProblemAuthentication(options, loggers, encoder)
{
    /// <summary>The part of the path that holds the token.</summary>
    public const string RouteValue = "token";

    private const int MaxTokenLength = 64;

    protected override string Challenge => "Calendar realm=\"composite calendar\"";

    protected override string Invitation => "Use the address that 'composite calendar subscribe' printed.";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.RouteValues[RouteValue] is not string { Length: > 0 and <= MaxTokenLength } token) return AuthenticateResult.NoResult();
        return await staff.FindByCalendarTokenAsync(token, Context.RequestAborted) is { } memberId
            ? Accept(memberId)
            : Refuse(ApiProblem.Unauthenticated("The calendar's address is not, or no longer, a member's."));
    }
}

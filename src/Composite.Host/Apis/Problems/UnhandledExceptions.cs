using Composite.Domain.Ports;
using Microsoft.AspNetCore.Diagnostics;

namespace Composite.Host.Apis.Problems;

/// <summary>Marks an endpoint whose failure leaves a payment's outcome unknown, whatever the failure is.</summary>
internal sealed class MovesMoney;

/// <summary>Turns what no handler expected into a problem without details; the log has them.</summary>
internal sealed partial class UnhandledExceptions(ILogger<UnhandledExceptions> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        bool movesMoney = (httpContext.GetEndpoint() ?? httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint)?.Metadata.GetMetadata<MovesMoney>() is not null;
        bool unavailable = IsUnavailable(exception);
        if (unavailable) LogUnavailable(logger, httpContext.Request.Method, httpContext.Request.Path, exception.Message);
        else LogUnexpected(logger, exception, httpContext.Request.Method, httpContext.Request.Path);

        ApiProblem problem = movesMoney ? ApiProblem.OutcomeUnknown() : unavailable ? ApiProblem.Unavailable() : ApiProblem.Unexpected();
        await problem.ExecuteAsync(httpContext);
        return true;
    }

    /// <summary>True for a store, a silo or a deadline that did not answer: nothing is broken in the request.</summary>
    public static bool IsUnavailable(Exception? exception) => exception switch
    {
        null => false,
        EvidenceVaultException { Fault: EvidenceVaultFault.Unavailable } => true,
        JournalUnavailableException or TimeoutException or OperationCanceledException or Orleans.Runtime.OrleansMessageRejectionException or Orleans.Runtime.SiloUnavailableException => true,
        Orleans.Serialization.UnavailableExceptionFallbackException f => f.ExceptionType?.Contains(nameof(JournalUnavailableException), StringComparison.Ordinal) == true,
        _ => IsUnavailable(exception.InnerException),
    };

    [LoggerMessage(1, LogLevel.Error, "{Method} {Path} failed unexpectedly")]
    private static partial void LogUnexpected(ILogger logger, Exception exception, string method, string path);

    [LoggerMessage(2, LogLevel.Warning, "{Method} {Path} could not be done now: {Reason}")]
    private static partial void LogUnavailable(ILogger logger, string method, string path, string reason);
}

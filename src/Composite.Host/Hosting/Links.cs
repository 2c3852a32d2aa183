using Composite.Acquirers.Dialects;
using Composite.Acquirers.Links;
using Composite.Attestation.Verifiers.Ear;
using Composite.Domain.Acquirers;
using Composite.Domain.Ports;
using Composite.Grains.Acquirers;
using Composite.Host.Webhooks;

namespace Composite.Host.Hosting;

/// <summary>The outside world: lines to the acquirers, the reading of attestation results, and webhooks.</summary>
internal static class Links
{
    public static void AddCompositeLinks(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(DialectRegistry.Standard);
        builder.Services.AddSingleton(new DialectNames(DialectRegistry.Standard.Names));
        builder.Services.AddSingleton<ILateAnswers, LateAnswers>();
        builder.Services.AddSingleton<LinkLog>();
        builder.Services.AddSingleton(provider => new AcquirerLinks(
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<DialectRegistry>(), provider.GetRequiredService<ILateAnswers>(),
            notify: provider.GetRequiredService<LinkLog>().Write));
        builder.Services.AddSingleton<IAcquirerLinks>(provider => provider.GetRequiredService<AcquirerLinks>());
        builder.Services.AddSingleton<IAttestationVerifier, EarVerifier>();
        builder.Services.AddSingleton<WebhookKeys>();
        builder.Services.AddSingleton<IWebhookSender, WebhookSender>();
    }

    /// <summary>Opens the lines to all active acquirers, so that the first payment need not wait for a sign-on.</summary>
    public static void OpenLinks(this WebApplication app)
    {
        AcquirerLinks links = app.Services.GetRequiredService<AcquirerLinks>();
        foreach (AcquirerState acquirer in app.Services.GetRequiredService<IFacts>().Read().Facts.Acquirers.Values)
        {
            if (acquirer.Active) links.Open(acquirer.Profile);
        }
    }
}

/// <summary>Says in the log what happens to the lines.</summary>
internal sealed partial class LinkLog(ILogger<LinkLog> logger)
{
    public void Write(LinkNotice notice)
    {
        switch (notice)
        {
            case LinkNotice.Ready n:
                LogReady(logger, n.AcquirerId, n.Endpoint);
                break;
            case LinkNotice.Down n:
                LogDown(logger, n.AcquirerId, n.Endpoint, n.Reason, n.RetryIn.TotalMilliseconds);
                break;
            case LinkNotice.Unmatched n:
                LogUnmatched(logger, n.AcquirerId, string.Join("; ", n.Lines));
                break;
            case LinkNotice.Unreadable n:
                LogUnreadable(logger, n.AcquirerId, n.Error);
                break;
            case LinkNotice.LateAnswerLost n:
                LogLateAnswerLost(logger, n.AcquirerId, n.PaymentId, n.Reason);
                break;
            case LinkNotice.Replaced n:
                LogReplaced(logger, n.AcquirerId, n.OldEndpoint, n.NewEndpoint);
                break;
            case LinkNotice.Drained n:
                LogDrained(logger, n.AcquirerId, n.Endpoint);
                break;
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Acquirer {AcquirerId}: signed on at {Endpoint}")]
    private static partial void LogReady(ILogger logger, string acquirerId, string endpoint);

    [LoggerMessage(2, LogLevel.Warning, "Acquirer {AcquirerId}: the line to {Endpoint} is down: {Reason}; next attempt in {RetryInMs} ms")]
    private static partial void LogDown(ILogger logger, string acquirerId, string endpoint, string reason, double retryInMs);

    [LoggerMessage(3, LogLevel.Warning, "Acquirer {AcquirerId}: a message answers nothing that waits: {Lines}")]
    private static partial void LogUnmatched(ILogger logger, string acquirerId, string lines);

    [LoggerMessage(4, LogLevel.Warning, "Acquirer {AcquirerId}: an unreadable message: {Error}")]
    private static partial void LogUnreadable(ILogger logger, string acquirerId, string error);

    [LoggerMessage(5, LogLevel.Error, "Acquirer {AcquirerId}: the late answer to payment {PaymentId} could not be recorded: {Reason}")]
    private static partial void LogLateAnswerLost(ILogger logger, string acquirerId, string paymentId, string reason);

    [LoggerMessage(6, LogLevel.Information, "Acquirer {AcquirerId}: {NewEndpoint} serves it instead of {OldEndpoint}")]
    private static partial void LogReplaced(ILogger logger, string acquirerId, string oldEndpoint, string newEndpoint);

    [LoggerMessage(7, LogLevel.Information, "Acquirer {AcquirerId}: the former line to {Endpoint} is closed")]
    private static partial void LogDrained(ILogger logger, string acquirerId, string endpoint);
}

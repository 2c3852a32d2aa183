using Composite.Acquirers.Dialects;
using Composite.Acquirers.Links;
using Composite.Domain.Acquirers;
using Composite.Domain.Ports;
using Composite.Grains.Acquirers;

namespace Composite.Host.Hosting;

/// <summary>The lines to the acquirers. Those that are in service are signed on at the start, so that no payment waits for it.</summary>
internal sealed partial class AcquirerLines(AcquirerLinks links, IFacts facts, ILogger<AcquirerLines> logger)
{
    public void OpenAll()
    {
        foreach (AcquirerState acquirer in facts.Read().Facts.Acquirers.Values)
        {
            if (acquirer.Active && !links.Open(acquirer.Profile)) LogUnknownDialect(logger, acquirer.Profile.AcquirerId, acquirer.Profile.Dialect);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Acquirer {AcquirerId} speaks {Dialect}, which is not a dialect of this version")]
    private static partial void LogUnknownDialect(ILogger logger, string acquirerId, string dialect);
}

/// <summary>Writes what the lines want known to the log.</summary>
internal sealed partial class AcquirerLog(ILogger<AcquirerLog> logger)
{
    public void Write(LinkNotice notice)
    {
        switch (notice)
        {
            case LinkNotice.Ready n: LogReady(logger, n.AcquirerId, n.Endpoint); break;
            case LinkNotice.Down n: LogDown(logger, n.AcquirerId, n.Endpoint, n.Reason, n.RetryIn); break;
            case LinkNotice.Unmatched n: LogUnmatched(logger, n.AcquirerId, string.Join("; ", n.Lines)); break;
            case LinkNotice.Unreadable n: LogUnreadable(logger, n.AcquirerId, n.Error); break;
            case LinkNotice.LateAnswerLost n: LogLost(logger, n.AcquirerId, n.PaymentId, n.Reason); break;
            case LinkNotice.Replaced n: LogReplaced(logger, n.AcquirerId, n.OldEndpoint, n.NewEndpoint); break;
            case LinkNotice.Drained n: LogDrained(logger, n.AcquirerId, n.Endpoint); break;
            default: throw new InvalidOperationException($"{notice.GetType().Name} is not a known notice.");
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Acquirer {AcquirerId}: signed on at {Endpoint}")]
    private static partial void LogReady(ILogger logger, string acquirerId, string endpoint);

    [LoggerMessage(2, LogLevel.Warning, "Acquirer {AcquirerId}: no line to {Endpoint}: {Reason}; trying again in {RetryIn}")]
    private static partial void LogDown(ILogger logger, string acquirerId, string endpoint, string reason, TimeSpan retryIn);

    [LoggerMessage(3, LogLevel.Warning, "Acquirer {AcquirerId}: a message answers nothing: {Message}")]
    private static partial void LogUnmatched(ILogger logger, string acquirerId, string message);

    [LoggerMessage(4, LogLevel.Error, "Acquirer {AcquirerId}: a message can't be read: {Reason}")]
    private static partial void LogUnreadable(ILogger logger, string acquirerId, string reason);

    [LoggerMessage(5, LogLevel.Error, "Acquirer {AcquirerId}: the late answer to payment {PaymentId} could not be recorded: {Reason}")]
    private static partial void LogLost(ILogger logger, string acquirerId, string paymentId, string reason);

    [LoggerMessage(6, LogLevel.Information, "Acquirer {AcquirerId}: moved from {OldEndpoint} to {NewEndpoint}")]
    private static partial void LogReplaced(ILogger logger, string acquirerId, string oldEndpoint, string newEndpoint);

    [LoggerMessage(7, LogLevel.Information, "Acquirer {AcquirerId}: the former line to {Endpoint} is closed")]
    private static partial void LogDrained(ILogger logger, string acquirerId, string endpoint);
}

/// <summary>Adds the lines to the acquirers.</summary>
internal static class AcquirerRegistration
{
    public static void AddCompositeAcquirers(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(DialectRegistry.Standard);
        builder.Services.AddSingleton(services => new DialectNames(services.GetRequiredService<DialectRegistry>().Names));
        builder.Services.AddSingleton<ILateAnswers, LateAnswers>();
        builder.Services.AddSingleton<AcquirerLog>();
        builder.Services.AddSingleton(services => new AcquirerLinks(
            services.GetRequiredService<TimeProvider>(), services.GetRequiredService<DialectRegistry>(), services.GetRequiredService<ILateAnswers>(),
            notify: services.GetRequiredService<AcquirerLog>().Write));
        builder.Services.AddSingleton<IAcquirerLinks>(services => services.GetRequiredService<AcquirerLinks>());
        builder.Services.AddSingleton<AcquirerLines>();
    }
}

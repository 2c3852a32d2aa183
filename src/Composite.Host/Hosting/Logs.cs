using Microsoft.Extensions.Logging.Console;

namespace Composite.Host.Hosting;

/// <summary>Logs go to standard error, one line each, in UTC; standard output is for what the process has to say to who started it.</summary>
internal static class Logs
{
    public static void AddCompositeLogging(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();

        // The build takes anything on standard error for a failure to describe the API.
        if (Startup.IsDescribing) return;
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter("Composite", LogLevel.Information);

        // The framework's handlers write a line for every request without credentials: anyone could fill the log.
        builder.Logging.AddFilter("Composite.Host.Access", LogLevel.Warning);

        // Its first look compares with the machine's start, and warns of a thread that stood still for as long.
        builder.Logging.AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);

        // The exception handler has logged it already, with what it came to.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogLevel.None);
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        });
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}

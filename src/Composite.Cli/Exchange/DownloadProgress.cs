using System.Globalization;
using Composite.Cli.Connections;
using Composite.Cli.Screens;

namespace Composite.Cli.Exchange;

/// <summary>Shows how far a download is, on standard error: a bar that is drawn over on a terminal, a line now and then otherwise.</summary>
internal sealed class DownloadProgress(Surroundings surroundings, string done) : IDisposable
{
    /// <summary>Least time between two drawings of the bar.</summary>
    public static readonly TimeSpan BarInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Least time between two lines.</summary>
    public static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(5);

    private const int BarWidth = 24;

    // The server's estimate is rough: the bar never says that it is done before it is.
    private const double MostBeforeTheEnd = 0.99;

    private readonly long _begun = surroundings.Clock.GetTimestamp();
    private TimeSpan? _shownAt;
    private int _drawnWidth;

    public void Report(Download download)
    {
        TimeSpan elapsed = surroundings.Clock.GetElapsedTime(_begun);
        TimeSpan interval = surroundings.ErrorIsTerminal ? BarInterval : LineInterval;
        if (elapsed - (_shownAt ?? TimeSpan.Zero) < interval && !(_shownAt is null && surroundings.ErrorIsTerminal)) return;
        _shownAt = elapsed;
        string text = string.Create(CultureInfo.InvariantCulture, $"{download.Bytes / 1048576.0:F1} MiB, {elapsed.TotalSeconds:F0} s");
        if (!surroundings.ErrorIsTerminal)
        {
            surroundings.Error.WriteLine($"{done} {text}");
            return;
        }

        Draw(download.About is > 0 and long about ? $"{Bar(Math.Min(MostBeforeTheEnd, (double)download.Bytes / about))}  {text}" : text);
    }

    /// <summary>Takes the bar off the terminal.</summary>
    public void Dispose()
    {
        if (_drawnWidth == 0) return;
        surroundings.Error.Write($"\r{new string(' ', _drawnWidth)}\r");
        surroundings.Error.Flush();
        _drawnWidth = 0;
    }

    private static string Bar(double part)
    {
        int filled = (int)(part * BarWidth);
        return string.Create(CultureInfo.InvariantCulture, $"[{new string('#', filled)}{new string('.', BarWidth - filled)}] {Math.Floor(part * 100),3}%");
    }

    private void Draw(string text)
    {
        string cut = TextLayout.Cut(text, surroundings.Width - 1);
        surroundings.Error.Write($"\r{cut.PadRight(_drawnWidth)}");
        surroundings.Error.Flush();
        _drawnWidth = cut.Length;
    }
}

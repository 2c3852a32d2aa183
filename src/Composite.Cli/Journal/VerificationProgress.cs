using System.Globalization;
using System.Text.Json;
using Composite.Cli.Answers;
using Composite.Cli.Screens;

namespace Composite.Cli.Journal;

/// <summary>Shows how far a verification is, on standard error: a bar that is drawn over on a terminal, a line now and then otherwise.</summary>
internal sealed class VerificationProgress(Surroundings surroundings) : IDisposable
{
    /// <summary>Least time between two drawings of the bar.</summary>
    public static readonly TimeSpan BarInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Least time between two lines.</summary>
    public static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(5);

    private const int BarWidth = 24;

    private readonly long _begun = surroundings.Clock.GetTimestamp();
    private TimeSpan? _shownAt;
    private int _drawnWidth;

    /// <summary>Takes a line of the answer; those without <c>checked</c> are no progress.</summary>
    public void Report(JsonElement line)
    {
        if (line.Number("checked") is not { } done || line.Number("total") is not { } total) return;
        TimeSpan elapsed = surroundings.Clock.GetElapsedTime(_begun);
        TimeSpan interval = surroundings.ErrorIsTerminal ? BarInterval : LineInterval;
        if (_shownAt is { } shown && elapsed - shown < interval && done < total) return;
        _shownAt = elapsed;
        if (surroundings.ErrorIsTerminal) Draw(Describe(done, total, elapsed, bar: true));
        else surroundings.Error.WriteLine(Describe(done, total, elapsed, bar: false));
    }

    /// <summary>Takes the bar off the terminal.</summary>
    public void Dispose()
    {
        if (_drawnWidth == 0) return;
        surroundings.Error.Write($"\r{new string(' ', _drawnWidth)}\r");
        surroundings.Error.Flush();
    }

    private static string Describe(long done, long total, TimeSpan elapsed, bool bar)
    {
        double part = total <= 0 ? 1 : Math.Clamp((double)done / total, 0, 1);
        int filled = (int)(part * BarWidth);
        string drawing = bar ? $"[{new string('#', filled)}{new string('.', BarWidth - filled)}] " : "verified ";
        string text = string.Create(CultureInfo.InvariantCulture, $"{drawing}{Math.Floor(part * 100),3}%  {done:N0} of {total:N0} events");
        double perSecond = elapsed > TimeSpan.Zero ? done / elapsed.TotalSeconds : 0;
        if (perSecond <= 0) return text;
        return string.Create(CultureInfo.InvariantCulture, $"{text}, {perSecond:N0}/s, {Math.Ceiling((total - done) / perSecond):N0} s left");
    }

    private void Draw(string text)
    {
        string cut = TextLayout.Cut(text, surroundings.Width - 1);
        surroundings.Error.Write($"\r{cut.PadRight(_drawnWidth)}");
        surroundings.Error.Flush();
        _drawnWidth = cut.Length;
    }
}

using System.Globalization;

namespace Composite.Cli.Screens;

/// <summary>Shows how far something is, on standard error: a bar that is drawn over on a terminal, a line now and then otherwise.</summary>
/// <param name="surroundings">Where it is shown.</param>
/// <param name="done">The word for what is done: <c>verified</c>.</param>
/// <param name="unit">What is counted, plural: <c>events</c>.</param>
internal sealed class ProgressBar(Surroundings surroundings, string done, string unit) : IDisposable
{
    /// <summary>Least time between two drawings of the bar.</summary>
    public static readonly TimeSpan BarInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Least time between two lines.</summary>
    public static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(5);

    private const int BarWidth = 24;

    private readonly long _begun = surroundings.Clock.GetTimestamp();
    private TimeSpan? _shownAt;
    private int _drawnWidth;

    public void Report(long count, long total)
    {
        TimeSpan elapsed = surroundings.Clock.GetElapsedTime(_begun);
        TimeSpan interval = surroundings.ErrorIsTerminal ? BarInterval : LineInterval;
        if (_shownAt is { } shown && elapsed - shown < interval && count < total) return;
        _shownAt = elapsed;
        if (surroundings.ErrorIsTerminal) Draw(Describe(count, total, elapsed, bar: true));
        else surroundings.Error.WriteLine(Describe(count, total, elapsed, bar: false));
    }

    /// <summary>Takes the bar off the terminal.</summary>
    public void Dispose()
    {
        if (_drawnWidth == 0) return;
        surroundings.Error.Write($"\r{new string(' ', _drawnWidth)}\r");
        surroundings.Error.Flush();
    }

    private string Describe(long count, long total, TimeSpan elapsed, bool bar)
    {
        double part = total <= 0 ? 1 : Math.Clamp((double)count / total, 0, 1);
        int filled = (int)(part * BarWidth);
        string drawing = bar ? $"[{new string('#', filled)}{new string('.', BarWidth - filled)}] " : $"{done} ";
        string text = string.Create(CultureInfo.InvariantCulture, $"{drawing}{Math.Floor(part * 100),3}%  {count:N0} of {total:N0} {unit}");
        double perSecond = elapsed > TimeSpan.Zero ? count / elapsed.TotalSeconds : 0;
        if (perSecond <= 0) return text;
        return string.Create(CultureInfo.InvariantCulture, $"{text}, {perSecond:N0}/s, {Math.Ceiling((total - count) / perSecond):N0} s left");
    }

    private void Draw(string text)
    {
        string cut = TextLayout.Cut(text, surroundings.Width - 1);
        surroundings.Error.Write($"\r{cut.PadRight(_drawnWidth)}");
        surroundings.Error.Flush();
        _drawnWidth = cut.Length;
    }
}

using System.Text.Json;
using Composite.Cli.Answers;
using Composite.Cli.Screens;

namespace Composite.Cli.Journal;

/// <summary>Shows how far a verification is.</summary>
internal sealed class VerificationProgress(Surroundings surroundings) : IDisposable
{
    private readonly ProgressBar _bar = new(surroundings, "verified", "events");

    /// <summary>Takes a line of the answer; those without <c>checked</c> are no progress.</summary>
    public void Report(JsonElement line)
    {
        if (line.Number("checked") is { } done && line.Number("total") is { } total) _bar.Report(done, total);
    }

    public void Dispose() => _bar.Dispose();
}

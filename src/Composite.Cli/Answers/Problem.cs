namespace Composite.Cli.Answers;

/// <summary>Something that stands in the way, in the form in which the API tells it.</summary>
/// <param name="Field">What is concerned; may be empty.</param>
/// <param name="Reason">What is wrong.</param>
/// <param name="Remedy">What mends it; may be empty.</param>
internal sealed record Problem(string Field, string Reason, string Remedy)
{
    /// <summary><c>field: reason — remedy</c>, without the parts that are empty.</summary>
    public override string ToString() =>
        (Field.Length == 0 ? string.Empty : $"{Field}: ") + Reason + (Remedy.Length == 0 ? string.Empty : $" — {Remedy}");
}

/// <summary>Why a command did not succeed, and how the tool ends because of it.</summary>
internal sealed record Failure(ExitCode Exit, IReadOnlyList<Problem> Problems)
{
    public Failure(ExitCode exit, string field, string reason, string remedy)
        : this(exit, [new Problem(field, reason, remedy)])
    {
    }
}

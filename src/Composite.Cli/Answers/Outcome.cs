using System.Diagnostics.CodeAnalysis;

namespace Composite.Cli.Answers;

/// <summary>Either a value or the reason why there is none.</summary>
internal sealed class Outcome<T>
    where T : notnull
{
    private readonly T? _value;
    private readonly Failure? _failure;

    private Outcome(T? value, Failure? failure) => (_value, _failure) = (value, failure);

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Failure failure) => new(default, failure);

    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Failure? failure)
    {
        (value, failure) = (_value, _failure);
        return failure is null;
    }
}

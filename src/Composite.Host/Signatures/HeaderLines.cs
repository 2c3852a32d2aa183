using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Primitives;

namespace Composite.Host.Signatures;

/// <summary>Takes a header field that may come once only: two lines are refused, not joined, so that no one may choose which counts.</summary>
public static class HeaderLines
{
    public static bool TrySingle(
        StringValues lines,
        string field,
        [NotNullWhen(true)] out string? value,
        [NotNullWhen(false)] out SignatureError? error)
    {
        value = lines.Count == 1 ? lines[0] : null;
        error = lines.Count switch
        {
            _ when !string.IsNullOrEmpty(value) => null,
            > 1 => new(SignatureDefect.FieldRepeated, field, "the field was sent more than once", "Send the field once."),
            _ => new(SignatureDefect.FieldMissing, field, "the field is absent", "Sign the request and send the field."),
        };
        return error is null;
    }
}

using Composite.Iso8583.Fields;

namespace Composite.Iso8583.Specs;

/// <summary>How the bitmaps travel.</summary>
public enum BitmapEncoding
{
    /// <summary>Eight bytes each.</summary>
    Binary,

    /// <summary>Sixteen hexadecimal digits each.</summary>
    HexAscii,
}

/// <summary>The fields that every message of a type must carry.</summary>
public sealed record MessageRequirement(Mti Mti, FieldSet Fields);

/// <summary>A host's message format as data, not yet checked: derive a dialect with the methods, then make an <see cref="Iso8583Spec"/>.</summary>
public sealed record SpecDefinition
{
    /// <summary>For people and logs; not empty.</summary>
    public required string Name { get; init; }

    public DigitEncoding MtiEncoding { get; init; } = DigitEncoding.Ascii;

    public BitmapEncoding BitmapEncoding { get; init; } = BitmapEncoding.Binary;

    /// <summary>In any order, each number once. A field that is not here is an unknown field: messages that carry it are refused.</summary>
    public required IReadOnlyList<FieldSpec> Fields { get; init; }

    /// <summary>Per type at most once; a type that is not here requires nothing.</summary>
    public IReadOnlyList<MessageRequirement> Requirements { get; init; } = [];

    /// <summary>Longest message in bytes, without its frame; 64 to 65535. Default 8192.</summary>
    public int MaxMessageBytes { get; init; } = 8192;

    /// <summary>Adds fields, or replaces those of the same number.</summary>
    public SpecDefinition With(params FieldSpec[] fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var replaced = fields.Select(field => field.Number).ToHashSet();
        return this with { Fields = [.. Fields.Where(field => !replaced.Contains(field.Number)), .. fields] };
    }

    /// <summary>Removes fields: a message that carries one is then refused.</summary>
    public SpecDefinition Without(params int[] numbers) =>
        this with { Fields = [.. Fields.Where(field => !numbers.Contains(field.Number))] };

    /// <summary>Changes one field that is here, keeping the rest of its rules.</summary>
    /// <exception cref="ArgumentException">The field is not here.</exception>
    public SpecDefinition Change(int number, Func<FieldSpec, FieldSpec> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        FieldSpec field = Fields.FirstOrDefault(candidate => candidate.Number == number)
            ?? throw new ArgumentException($"DE{number} is not in {Name}.", nameof(number));
        return With(change(field));
    }

    /// <summary>States which fields messages of a type must carry, replacing an earlier statement about that type.</summary>
    public SpecDefinition Require(Mti mti, params int[] numbers) => this with
    {
        Requirements = [.. Requirements.Where(one => one.Mti != mti), new MessageRequirement(mti, FieldSet.Of(numbers))],
    };
}

/// <summary>One thing wrong with a definition.</summary>
/// <param name="Path">The field (<c>DE35</c>), the type (<c>0200</c>), or the property.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record SpecProblem(string Path, string Message)
{
    public override string ToString() => $"{Path}: {Message}";
}

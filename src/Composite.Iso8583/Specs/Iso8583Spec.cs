using System.Diagnostics.CodeAnalysis;
using Composite.Iso8583.Encoding;
using Composite.Iso8583.Fields;

namespace Composite.Iso8583.Specs;

/// <summary>A checked message format, ready for use. Immutable and safe to share between threads.</summary>
public sealed class Iso8583Spec
{
    private readonly MessageRequirement[] _requirements;

    private Iso8583Spec(SpecDefinition definition)
    {
        Definition = definition;
        _requirements = [.. definition.Requirements];
        foreach (FieldSpec field in definition.Fields)
        {
            Codecs[field.Number] = new FieldCodec(field);
            Fields = Fields.With(field.Number);
        }

        MtiBytes = Digits.EncodedLength(4, definition.MtiEncoding);
        BitmapBytes = definition.BitmapEncoding == BitmapEncoding.Binary ? 8 : 16;
    }

    /// <summary>What this was made from; the start of a dialect.</summary>
    public SpecDefinition Definition { get; }

    public string Name => Definition.Name;

    public int MaxMessageBytes => Definition.MaxMessageBytes;

    /// <summary>The numbers of all fields.</summary>
    public FieldSet Fields { get; }

    internal FieldCodec?[] Codecs { get; } = new FieldCodec?[129];

    internal int MtiBytes { get; }

    internal int BitmapBytes { get; }

    /// <summary>Makes a spec from a definition that was read from data.</summary>
    /// <param name="definition">To be checked.</param>
    /// <param name="spec">The spec when there are no problems.</param>
    /// <param name="problems">All problems, not just the first.</param>
    public static bool TryCreate(SpecDefinition definition, [NotNullWhen(true)] out Iso8583Spec? spec, out IReadOnlyList<SpecProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(definition);
        problems = SpecValidation.Problems(definition);
        spec = problems.Count == 0 ? new Iso8583Spec(definition) : null;
        return spec is not null;
    }

    /// <summary>Makes a spec from a definition that is part of the program.</summary>
    /// <exception cref="ArgumentException">The definition has problems; the message lists them all.</exception>
    public static Iso8583Spec Create(SpecDefinition definition) => TryCreate(definition, out Iso8583Spec? spec, out IReadOnlyList<SpecProblem> problems)
        ? spec
        : throw new ArgumentException($"The spec {definition.Name} has problems: {string.Join("; ", problems)}", nameof(definition));

    /// <summary>The field's rules, or null when the spec lacks it.</summary>
    public FieldSpec? Find(int number) => number is >= 0 and <= 128 ? Codecs[number]?.Spec : null;

    /// <summary>The fields that messages of this type must carry.</summary>
    public FieldSet RequiredFor(Mti mti)
    {
        foreach (MessageRequirement requirement in _requirements)
        {
            if (requirement.Mti == mti)
                return requirement.Fields;
        }

        return FieldSet.Empty;
    }
}

using System.Collections.Immutable;
using Composite.Domain.Components;
using Composite.Domain.Policies;

namespace Composite.Domain.Solutions;

/// <summary>What a part and everything below it come to, with the causes by what they are about; each cause once, by its shortest path.</summary>
internal sealed record Branch(Effects Effects, ImmutableDictionary<(CauseKind, string, string?, ComponentKind?), EffectCause> Causes)
{
    public static readonly Branch Fine = new(Effects.None, ImmutableDictionary<(CauseKind, string, string?, ComponentKind?), EffectCause>.Empty);

    public static Branch Of(EffectCause cause) => new(cause.OnSolution, Fine.Causes.Add(KeyOf(cause), cause));

    /// <summary>Both are needed.</summary>
    public Branch And(Branch other) => new(Effects.Or(other.Effects), With(Causes, other.Causes.Values));

    /// <summary>One of them is enough: where not all refuse, a refusal is a warning for the whole.</summary>
    public static Branch OfAlternatives(IReadOnlyList<Branch> alternatives)
    {
        if (alternatives.Count == 1) return alternatives[0];
        Effects effects = Effects.OfAlternatives(alternatives.Select(a => a.Effects));
        return new(effects, alternatives.Aggregate(Fine.Causes, (causes, a) => With(causes, a.Causes.Values.Select(c => c with { OnSolution = c.OnSolution.AtMost(effects) }))));
    }

    /// <summary>The same, seen from one step further up.</summary>
    public Branch Below(string id) => this with { Causes = Causes.ToImmutableDictionary(c => c.Key, c => c.Value with { Path = [id, .. c.Value.Path] }) };

    private static ImmutableDictionary<(CauseKind, string, string?, ComponentKind?), EffectCause> With(
        ImmutableDictionary<(CauseKind, string, string?, ComponentKind?), EffectCause> causes, IEnumerable<EffectCause> more)
    {
        ImmutableDictionary<(CauseKind, string, string?, ComponentKind?), EffectCause>.Builder builder = causes.ToBuilder();
        foreach (EffectCause cause in more)
        {
            builder[KeyOf(cause)] = builder.TryGetValue(KeyOf(cause), out EffectCause? known)
                ? (known.Path.Count <= cause.Path.Count ? known : cause) with { OnSolution = known.OnSolution.Or(cause.OnSolution), Own = known.Own.Or(cause.Own) }
                : cause;
        }

        return builder.ToImmutable();
    }

    private static (CauseKind, string, string?, ComponentKind?) KeyOf(EffectCause cause) => (cause.Kind, cause.SubjectId, cause.Reference, cause.Component);
}

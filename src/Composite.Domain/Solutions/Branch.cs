using Composite.Domain.Components;
using Composite.Domain.Policies;

namespace Composite.Domain.Solutions;

/// <summary>What a part and everything below it come to, with the causes: each once, by its shortest path. Not changed once made.</summary>
internal sealed class Branch
{
    public static readonly Branch Fine = new(Effects.None, []);

    private readonly Dictionary<(CauseKind, string, string?, ComponentKind?), EffectCause> _causes;

    private Branch(Effects effects, Dictionary<(CauseKind, string, string?, ComponentKind?), EffectCause> causes) => (Effects, _causes) = (effects, causes);

    public Effects Effects { get; }

    public IReadOnlyCollection<EffectCause> Causes => _causes.Values;

    public static Branch Of(EffectCause cause) => new(cause.OnSolution, new() { [KeyOf(cause)] = cause });

    /// <summary>One of them is enough: where not all refuse, a refusal is a warning for the whole.</summary>
    public static Branch OfAlternatives(IReadOnlyList<Branch> alternatives) =>
        alternatives.Count == 1 ? alternatives[0] : Of(Effects.OfAlternatives(alternatives.Select(a => a.Effects)), alternatives);

    /// <summary>Comes to <paramref name="effects"/>, whereof the branches are the causes; none of these counts for more than the whole.</summary>
    public static Branch Of(Effects effects, IEnumerable<Branch> branches)
    {
        Branch whole = new(effects, []);
        foreach (EffectCause cause in branches.SelectMany(b => b.Causes)) whole.Add(cause with { OnSolution = cause.OnSolution.AtMost(effects) });
        return whole;
    }

    /// <summary>Both are needed.</summary>
    public Branch And(Branch other)
    {
        if (other._causes.Count == 0) return this;
        if (_causes.Count == 0) return other;
        Branch both = new(Effects.Or(other.Effects), new(_causes));
        foreach (EffectCause cause in other.Causes) both.Add(cause);
        return both;
    }

    /// <summary>The same, seen from one step further up.</summary>
    public Branch Below(string id) => _causes.Count == 0 ? this : new(Effects, _causes.ToDictionary(c => c.Key, c => c.Value with { Path = [id, .. c.Value.Path] }));

    private void Add(EffectCause cause)
    {
        (CauseKind, string, string?, ComponentKind?) key = KeyOf(cause);
        _causes[key] = _causes.TryGetValue(key, out EffectCause? known)
            ? (known.Path.Count <= cause.Path.Count ? known : cause) with { OnSolution = known.OnSolution.Or(cause.OnSolution), Own = known.Own.Or(cause.Own) }
            : cause;
    }

    private static (CauseKind, string, string?, ComponentKind?) KeyOf(EffectCause cause) => (cause.Kind, cause.SubjectId, cause.Reference, cause.Component);
}

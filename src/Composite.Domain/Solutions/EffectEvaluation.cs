using Composite.Domain.Components;
using Composite.Domain.Policies;

namespace Composite.Domain.Solutions;

/// <summary>Evaluates one solution at one instant: every component once, then the kinds from the leaves up.</summary>
internal sealed class EffectEvaluation
{
    private readonly SolutionState _solution;
    private readonly AsOf _asOf;
    private readonly PolicyVersion _policy;
    private readonly SolutionLinks _links;
    private readonly PartEvaluation _parts;
    private readonly Dictionary<string, Branch> _withDependencies = new(StringComparer.Ordinal);
    private readonly string _root;

    public EffectEvaluation(SolutionFacts facts, SolutionState solution, AsOf asOf)
    {
        (_solution, _asOf) = (solution, asOf);
        _policy = facts.Policies.At(asOf);
        _links = new SolutionLinks(facts, solution, asOf);
        _parts = new PartEvaluation(facts, asOf, _policy.Values);
        _root = GraphIds.Solution(solution.Id);
    }

    public SolutionEffects Evaluate()
    {
        Branch whole = Solution();
        return new SolutionEffects
        {
            SolutionId = _solution.Id,
            AsOf = _asOf,
            PolicyVersion = _policy.Version,
            Effects = whole.Effects,
            Causes =
            [
                .. whole.Causes.Values.OrderByDescending(c => c.OnSolution.Payments).ThenByDescending(c => c.OnSolution.NewDevices).ThenByDescending(c => c.OnSolution.NewMerchants)
                    .ThenBy(c => c.SubjectId, StringComparer.Ordinal).ThenBy(c => c.Reference, StringComparer.Ordinal).ThenBy(c => c.Kind),
            ],
            Parts = [.. _links.ComponentIds.Select(Part)],
        };
    }

    private PartEffects Part(string id) => _links.Components.FirstOrDefault(c => c.Id == id) is { } component
        ? new PartEffects(id, component.Kind, _parts.Of(component).Effects, WithDependencies(component).Effects)
        : new PartEffects(id, null, Effects.Refused, Effects.Refused);

    private Branch Solution()
    {
        Branch whole = _parts.OfSolution(_solution);
        foreach (string missing in _links.ComponentIds.Except(_links.Components.Select(c => c.Id), StringComparer.Ordinal))
        {
            whole = whole.And(Branch.Of(Cause(CauseKind.Composition, missing, "It is part of the composition and not registered.", GraphIds.Component(missing))));
        }

        Need(ComponentKind.MpocSoftware, "MPoC software (SDK)");
        Need(ComponentKind.AttestationService, "A&M service");
        Need(ComponentKind.PaymentBackEnd, "payment back-end");
        Need(ComponentKind.MpocApplication, "MPoC application");
        ComponentState[] applications = [.. _links.OfKind(ComponentKind.MpocApplication)];
        if (applications.Length > 0) whole = whole.And(Branch.OfAlternatives([.. applications.Select(WithDependencies)]));
        foreach (ComponentState part in _links.Components.Where(c => c.Kind is ComponentKind.PaymentBackEnd or ComponentKind.DecryptionService or ComponentKind.ProviderPart))
        {
            whole = whole.And(WithDependencies(part));
        }

        return whole.Below(_root);

        void Need(ComponentKind kind, string name)
        {
            if (!_links.OfKind(kind).Any()) whole = whole.And(Branch.Of(Cause(CauseKind.Composition, _solution.Id, $"The composition has no {name}.") with { Component = kind }));
        }
    }

    private Branch WithDependencies(ComponentState component)
    {
        if (_withDependencies.TryGetValue(component.Id, out Branch? known)) return known;
        Branch branch = component.Kind switch
        {
            ComponentKind.MpocApplication => _parts.Of(component).And(Branch.OfAlternatives([.. _links.SdksOf(component).Select(WithDependencies)])),
            ComponentKind.MpocSoftware => OfSdk(component),
            _ => _parts.Of(component),
        };
        return _withDependencies[component.Id] = branch.Below(GraphIds.Component(component.Id));
    }

    private Branch OfSdk(ComponentState sdk)
    {
        Branch branch = _parts.Of(sdk);
        IReadOnlyList<(ComponentState Service, IReadOnlyList<string> References)> services = _links.ServicesOf(sdk);
        branch = services.Count == 0
            ? branch.And(Branch.Of(Cause(CauseKind.NotPaired, sdk.Id, "Its listings name no A&M service of the composition.") with { Component = sdk.Kind }))
            : branch.And(Branch.OfAlternatives([.. services.Select(s => _parts.OfReferences(s.Service, s.References).Below(GraphIds.Component(s.Service.Id)))]));
        foreach (ComponentState part in _links.Components.Where(c => c.Kind is ComponentKind.Kernel or ComponentKind.ScrpReader)) branch = branch.And(WithDependencies(part));
        return branch;
    }

    private static EffectCause Cause(CauseKind kind, string subjectId, string reason, params string[] path) =>
        new() { Kind = kind, SubjectId = subjectId, Own = Effects.Refused, OnSolution = Effects.Refused, Path = path, Reason = reason };
}

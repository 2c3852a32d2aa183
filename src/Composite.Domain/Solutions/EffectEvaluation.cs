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
    private readonly Dictionary<string, Branch> _sdks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Branch> _sdkSets = new(StringComparer.Ordinal);
    private readonly Branch _kernelsAndReaders;
    private readonly string _root;

    public EffectEvaluation(SolutionFacts facts, SolutionState solution, AsOf asOf)
    {
        (_solution, _asOf) = (solution, asOf);
        _policy = facts.Policies.At(asOf);
        _links = new SolutionLinks(facts, solution, asOf);
        _parts = new PartEvaluation(facts, asOf, _policy.Values);
        _root = GraphIds.Solution(solution.Id);
        _kernelsAndReaders = _links.Components.Where(c => c.Kind is ComponentKind.Kernel or ComponentKind.ScrpReader)
            .Aggregate(Branch.Fine, (all, part) => all.And(_parts.Of(part).Below(GraphIds.Component(part.Id))));
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
                .. whole.Causes.OrderByDescending(c => c.OnSolution.Payments).ThenByDescending(c => c.OnSolution.NewDevices).ThenByDescending(c => c.OnSolution.NewMerchants)
                    .ThenBy(c => c.SubjectId, StringComparer.Ordinal).ThenBy(c => c.Reference, StringComparer.Ordinal).ThenBy(c => c.Kind),
            ],
            Parts = [.. _links.ComponentIds.Select(Part)],
        };
    }

    private PartEffects Part(string id) => _links.Components.FirstOrDefault(c => c.Id == id) is { } component
        ? new PartEffects(id, component.Kind, _parts.Of(component).Effects, component.Kind switch
        {
            ComponentKind.MpocApplication => _parts.Of(component).Effects.Or(OfSdks(_links.SdksOf(component)).Effects),
            ComponentKind.MpocSoftware => OfSdk(component).Effects.Or(_kernelsAndReaders.Effects),
            _ => _parts.Of(component).Effects,
        })
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
        if (applications.Length > 0) whole = whole.And(OfApplications(applications));
        foreach (ComponentState part in _links.Components.Where(c => c.Kind is ComponentKind.PaymentBackEnd or ComponentKind.DecryptionService or ComponentKind.ProviderPart))
        {
            whole = whole.And(_parts.Of(part).Below(GraphIds.Component(part.Id)));
        }

        return whole.Below(_root);

        void Need(ComponentKind kind, string name)
        {
            if (!_links.OfKind(kind).Any()) whole = whole.And(Branch.Of(Cause(CauseKind.Composition, _solution.Id, $"The composition has no {name}.") with { Component = kind }));
        }
    }

    // One application is enough. Most run on the same SDKs, which are then named once, below the first of them.
    private Branch OfApplications(ComponentState[] applications)
    {
        HashSet<Branch> named = [];
        List<Effects> effects = [];
        List<Branch> causes = [];
        foreach (ComponentState application in applications)
        {
            Branch own = _parts.Of(application), sdks = OfSdks(_links.SdksOf(application));
            effects.Add(own.Effects.Or(sdks.Effects));
            causes.Add((named.Add(sdks) ? own.And(sdks) : own).Below(GraphIds.Component(application.Id)));
        }

        return Branch.Of(Effects.OfAlternatives(effects), causes);
    }

    // One SDK of the set is enough, and each needs every kernel and reader: these are named once, below the first.
    private Branch OfSdks(IReadOnlyList<ComponentState> sdks)
    {
        string key = string.Join(' ', sdks.Select(s => s.Id));
        if (_sdkSets.TryGetValue(key, out Branch? known)) return known;
        Branch set = Branch.OfAlternatives([.. sdks.Select(OfSdk)]);
        return _sdkSets[key] = sdks.Count == 0 ? set : set.And(_kernelsAndReaders.Below(GraphIds.Component(sdks[0].Id)));
    }

    // Without the kernels and readers.
    private Branch OfSdk(ComponentState sdk)
    {
        if (_sdks.TryGetValue(sdk.Id, out Branch? known)) return known;
        IReadOnlyList<(ComponentState Service, IReadOnlyList<string> References)> services = _links.ServicesOf(sdk);
        Branch paired = services.Count == 0
            ? Branch.Of(Cause(CauseKind.NotPaired, sdk.Id, "Its listings name no A&M service of the composition.") with { Component = sdk.Kind })
            : Branch.OfAlternatives([.. services.Select(s => _parts.OfReferences(s.Service, s.References).Below(GraphIds.Component(s.Service.Id)))]);
        return _sdks[sdk.Id] = _parts.Of(sdk).And(paired).Below(GraphIds.Component(sdk.Id));
    }

    private static EffectCause Cause(CauseKind kind, string subjectId, string reason, params string[] path) =>
        new() { Kind = kind, SubjectId = subjectId, Own = Effects.Refused, OnSolution = Effects.Refused, Path = path, Reason = reason };
}

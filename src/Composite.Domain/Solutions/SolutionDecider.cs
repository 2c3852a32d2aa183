using System.Text.RegularExpressions;
using Composite.Domain.Components;

namespace Composite.Domain.Solutions;

/// <summary>Decides commands about a composite solution.</summary>
public static partial class SolutionDecider
{
    public const int MaxComponents = 500;
    public const int MaxPlatformRules = 100;
    public const int MaxBlockedModels = 1000;

    public static Decision Register(SolutionState? state, string id, string name, string provider)
    {
        if (state is not null)
        {
            return state.Name == name && state.Provider == provider
                ? Decision.Accept()
                : Decision.Reject("already-registered", "solutionId", $"Solution '{id}' exists with another name or provider.", "Choose another id.");
        }

        return new Problems().Slug("solutionId", id).Text("name", name).Text("provider", provider).Or(new SolutionRegistered(id, name, provider));
    }

    /// <param name="state">The solution.</param>
    /// <param name="componentIds">The whole composition.</param>
    /// <param name="kindOf">The kind of a registered component, null for an unknown id.</param>
    public static Decision Compose(SolutionState state, IReadOnlyList<string> componentIds, Func<string, ComponentKind?> kindOf)
    {
        ArgumentNullException.ThrowIfNull(kindOf);
        Problems problems = new();
        IReadOnlyList<string> ids = problems.Items("componentIds", componentIds, 1, MaxComponents);
        if (problems.Any) return problems.Or();
        if (state.ComponentIds.SequenceEqual(ids)) return Decision.Accept();
        problems.Require(ids.Distinct(StringComparer.Ordinal).Count() == ids.Count, "duplicate", "componentIds", "A component is named twice.", "Name each once.");
        HashSet<ComponentKind> kinds = [];
        foreach (string id in ids)
        {
            if (kindOf(id) is { } kind) kinds.Add(kind);
            else problems.Add("unknown-component", "componentIds", $"Component '{Problems.Shown(id)}' is not registered.", "Register it first.");
        }

        foreach (ComponentKind kind in (ReadOnlySpan<ComponentKind>)[ComponentKind.MpocSoftware, ComponentKind.MpocApplication, ComponentKind.AttestationService, ComponentKind.PaymentBackEnd])
        {
            problems.Require(kinds.Contains(kind), "incomplete", "componentIds", $"No component of kind {kind} is named.", "Name every part that the solution runs on.");
        }

        return problems.Or(new SolutionComposed(ids));
    }

    public static Decision AdoptBaseline(SolutionState state, IReadOnlyList<PlatformRule> rules)
    {
        Problems problems = new();
        foreach (PlatformRule rule in problems.Items("rules", rules, 1, MaxPlatformRules))
        {
            problems.Slug("rules.os", rule.Os)
                .Pattern("rules.minVersion", rule.MinVersion, DottedPattern(), "Give dotted numbers, such as 13 or 17.4.")
                .Require(rule.MinPatchLevel != default, "missing", "rules.minPatchLevel", "It is missing.", "Give the oldest accepted patch level, YYYY-MM-DD.");
            foreach (string model in problems.Items("rules.blockedModels", rule.BlockedModels, 0, MaxBlockedModels)) problems.Text("rules.blockedModels", model, 100);
        }

        return !problems.Any && SaysTheSame(state.Baseline, rules) ? Decision.Accept() : problems.Or(new BaselineAdopted(rules));
    }

    /// <summary>Records until when an operating system's version is supported by its maker; again with other facts corrects it.</summary>
    public static Decision RecordPlatformSupport(SolutionState state, PlatformSupportRecorded support)
    {
        if (support is null) return Decision.Reject("missing", "support", "It is missing.", "Give the end of support.");
        if (state.PlatformSupport.LastOrDefault(s => s.Value.Os == support.Os && s.Value.Version == support.Version)?.Value == support) return Decision.Accept();
        return new Problems().Slug("os", support.Os).Pattern("version", support.Version, DottedPattern(), "Give dotted numbers, such as 13 or 17.4.")
            .Require(support.EndsOn != default, "missing", "endsOn", "It is missing.", "Give the first day without support, YYYY-MM-DD.")
            .Text("source", support.Source, 500)
            .Require(state.PlatformSupport.Count < ComponentDecider.MaxRecords, "count", "version", $"The solution has {ComponentDecider.MaxRecords} ends of support.", "Register a new solution.")
            .Or(support);
    }

    public static Decision Activate(SolutionState state, string reason) => state.Active ? Decision.Accept() : new Problems().Text("reason", reason, 500)
        .Require(state.ComponentIds.Count > 0, "incomplete", "solutionId", "The solution has no composition.", "Compose it first.")
        .Require(state.Baseline.Count > 0, "incomplete", "solutionId", "The solution has no COTS baseline.", "Adopt a baseline first.")
        .Require(state.Listings.References(ListingBook.AllThatIsKnown).Count > 0, "incomplete", "solutionId", "The solution has no listing.", "Record its listing first.")
        .Or(new SolutionActivated(reason));

    public static Decision Suspend(SolutionState state, string reason) =>
        !state.Active ? Decision.Accept() : new Problems().Text("reason", reason, 500).Or(new SolutionSuspended(reason));

    private static bool SaysTheSame(IReadOnlyList<PlatformRule> a, IReadOnlyList<PlatformRule> b) =>
        a.Count == b.Count && a.Zip(b).All(pair =>
            pair.First with { BlockedModels = pair.Second.BlockedModels } == pair.Second && pair.First.BlockedModels.SequenceEqual(pair.Second.BlockedModels));

    [GeneratedRegex(@"^[0-9]{1,6}(\.[0-9]{1,6}){0,3}\z", RegexOptions.CultureInvariant)]
    private static partial Regex DottedPattern();
}

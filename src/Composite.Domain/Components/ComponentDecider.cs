using Composite.Domain.Solutions;
using Composite.Domain.ThirdParties;

namespace Composite.Domain.Components;

/// <summary>Decides commands about a component. Pure: state and arguments in, events or problems out.</summary>
public static partial class ComponentDecider
{
    public const int MaxVersions = 1000;
    public const int MaxListings = 200;
    public const int MaxAttestationKeys = 16;
    public const int MaxCertificates = 16;
    public const int MaxResponsibilities = 100;

    /// <summary>Most remediations, checkpoints, attestations of compliance, corrections of one sort, names or profiles, each, that one component may have on record.</summary>
    public const int MaxRecords = 1000;

    public static Decision Register(ComponentState? state, string id, ComponentKind kind, string name, string vendor)
    {
        if (state is not null)
        {
            return state.Kind == kind && state.Name == name && state.Vendor == vendor
                ? Decision.Accept()
                : Decision.Reject("already-registered", "componentId", $"Component '{id}' exists with other kind, name or vendor.", "Choose another id, or show the component first.");
        }

        return new Problems().Slug("componentId", id).Text("name", name).Text("vendor", vendor)
            .Require(Enum.IsDefined(kind), "unknown-kind", "kind", "It is not a kind of component.", "Give one of: " + string.Join(", ", Enum.GetNames<ComponentKind>()) + ".")
            .Or(new ComponentRegistered(id, kind, name, vendor));
    }

    public static Decision Rename(ComponentState state, string name, string vendor, string reason) => state.Name == name && state.Vendor == vendor
        ? Decision.Accept()
        : new Problems().Text("name", name).Text("vendor", vendor).Text("reason", reason, 500)
            .Require(state.Names.Count < MaxRecords, "count", "name", $"The component was renamed {MaxRecords} times.", "Register the product as a new component.")
            .Or(new ComponentRenamed(name, vendor, reason));

    /// <param name="state">The component.</param>
    /// <param name="profile">The whole profile.</param>
    /// <param name="known">The facts as this silo has them: third parties are looked up there.</param>
    public static Decision SetProfile(ComponentState state, ComponentProfile profile, SolutionFacts known)
    {
        ArgumentNullException.ThrowIfNull(known);
        if (profile is null) return Decision.Reject("missing", "profile", "It is missing.", "Give the profile.");
        Problems problems = new();
        if (profile.ThirdPartyId is { } party)
        {
            problems.Slug("thirdPartyId", party)
                .Require(known.ThirdParties.ContainsKey(party), "unknown-third-party", "thirdPartyId", $"Third party '{Problems.Shown(party)}' is not registered.", "Register it first.");
        }

        if (profile.Contributes is { } contributes) problems.Notes("contributes", contributes, ComponentProfile.MaxTextLength);
        if (profile.Notes is { } notes) problems.Notes("notes", notes, ComponentProfile.MaxTextLength);
        if (profile.Responsibilities is { } responsibilities) problems.Responsibilities("responsibilities", responsibilities, MaxResponsibilities);
        if (!problems.Any && state.Profiles is [.., { Value: var last }] && last.SaysTheSameAs(profile)) return Decision.Accept();
        return problems
            .Require(state.Profiles.Count < MaxRecords, "count", "profile", $"The component has {MaxRecords} profiles.", "Register the product as a new component.")
            .Or(new ComponentProfileSet(profile));
    }
}

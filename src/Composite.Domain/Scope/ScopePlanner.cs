using Composite.Domain.Components;
using Composite.Domain.Solutions;

namespace Composite.Domain.Scope;

/// <summary>Plans who has which domain evaluated: the three cases of docs/glossary.md and every mixture of them.</summary>
/// <remarks>
/// Domains 1 to 3 follow the part that they are about: the SDK, the application, the A&amp;M service. Of domain 4 the provider always has
/// its own share, and each vendor its share through the listing of its part. Domain 5 is always the provider's.
/// </remarks>
public static class ScopePlanner
{
    private static readonly string[] Names = ["Software core", "Application integration", "Attestation and monitoring", "Software management", "MPoC solution"];

    /// <summary>The plan of a solution as of an instant; null for a solution that was not known then.</summary>
    public static ScopePlan? Of(SolutionFacts facts, string solutionId, AsOf asOf)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.Solutions.GetValueOrDefault(solutionId) is not { } solution || solution.RegisteredAt > asOf.KnownAt) return null;
        Recorded<ScopeDeclared>? declared = solution.ScopeAt(asOf);
        return declared is null
            ? new ScopePlan(solutionId, null, null, null, [.. Names.Select((name, i) => Undeclared(i + 1, name))])
            : Of(facts, declared.Value.Declaration, asOf, solution.ComponentIdsAt(asOf)) with { SolutionId = solutionId, DeclaredBy = declared.Value.DeclaredBy, DeclaredAt = declared.RecordedAt };
    }

    /// <summary>The plan of a declaration that nobody saved.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="declaration">What is built, and what is taken.</param>
    /// <param name="asOf">The instant.</param>
    /// <param name="composition">Ids of the solution's components; parts must be among them. Empty when there is no composition yet.</param>
    public static ScopePlan Of(SolutionFacts facts, ScopeDeclaration declaration, AsOf asOf, IReadOnlyList<string> composition)
    {
        ArgumentNullException.ThrowIfNull(declaration);
        ScopeSources sources = new(facts, asOf, composition);
        ScopeFinding software = sources.Find(ScopePartName.Software, declaration.Software, 1);
        ScopeFinding application = sources.Find(ScopePartName.Application, declaration.Application, 2);
        ScopeFinding attestation = sources.FindPaired(declaration);
        return new ScopePlan(null, declaration, null, null,
        [
            Domain(1, [software], own: []),
            Domain(2, [application], own: []),
            Domain(3, [attestation], own: []),
            Domain(
                4,
                [
                    sources.Find(ScopePartName.Software, declaration.Software, 4) with { Own = null },
                    sources.Find(ScopePartName.Application, declaration.Application, 4) with { Own = null },
                    sources.Find(ScopePartName.Attestation, declaration.Attestation, 4) with { Own = null },
                ],
                own: [Share(declaration)]),
            Domain(5, [sources.FindRun(ScopePartName.BackEnd, declaration.BackEnd), .. Decryption(sources, declaration)], own: ["your own environment, processes and merchants, and the third parties that you choose"]),
        ]);
    }

    private static IEnumerable<ScopeFinding> Decryption(ScopeSources sources, ScopeDeclaration declaration) =>
        declaration.Decryption is { } decryption ? [sources.FindRun(ScopePartName.Decryption, decryption)] : [];

    private static ScopeDomain Domain(int domain, IReadOnlyList<ScopeFinding> parts, IReadOnlyList<string> own) => new()
    {
        Domain = domain,
        Name = Names[domain - 1],
        EvaluatedByYou = [.. own, .. parts.Select(p => p.Own).OfType<string>()],
        ReliedOn = [.. parts.Select(p => p.Reliance).OfType<ScopeReliance>()],
        Shared = [.. parts.SelectMany(p => p.Shares)],
        Missing = [.. parts.SelectMany(p => p.Gaps)],
    };

    private static string Share(ScopeDeclaration declaration) =>
        (ReadOnlySpan<ScopeSource>)[declaration.Software.Source, declaration.Application.Source, declaration.Attestation.Source] is [ScopeSource.Own, ScopeSource.Own, ScopeSource.Own]
            ? "distribution, updates and operational keys of every part"
            : "your share: distribution, updates and operational keys of what you build and run";

    private static ScopeDomain Undeclared(int domain, string name) => new()
    {
        Domain = domain,
        Name = name,
        Missing = [new ScopeGap(null, "Nothing is declared about where the solution's parts come from.", "Declare the scope: composite scope declare.")],
    };
}

using System.Text.RegularExpressions;
using Composite.Domain.Solutions;

namespace Composite.Domain.Scope;

/// <summary>Decides declarations of scope. Whether the listings and third parties named are known is the plan's matter: it says what is missing.</summary>
public static partial class ScopeDecider
{
    public static Decision Declare(SolutionState state, ScopeDeclaration declaration, string person)
    {
        ArgumentNullException.ThrowIfNull(state);
        Problems problems = Check(new Problems().Text("declaredBy", person), declaration);
        return !problems.Any && state.Scopes is [.., { Value.Declaration: { } last }] && last == declaration ? Decision.Accept() : problems.Or(new ScopeDeclared(declaration, person));
    }

    /// <summary>Adds every defect of a declaration's form.</summary>
    public static Problems Check(Problems problems, ScopeDeclaration declaration)
    {
        ArgumentNullException.ThrowIfNull(problems);
        if (declaration is null) return problems.Add("missing", "declaration", "It is missing.", "Say for each part where it comes from.");
        Check(problems, "software", declaration.Software);
        Check(problems, "application", declaration.Application);
        Check(problems, "attestation", declaration.Attestation);
        Check(problems, "backEnd", declaration.BackEnd);
        if (declaration.Decryption is { } decryption) Check(problems, "decryption", decryption);
        return problems;
    }

    private static void Check(Problems problems, string path, ScopePart part)
    {
        if (part is null)
        {
            problems.Add("missing", path, "It is missing.", "Say where the part comes from.");
            return;
        }

        problems.Defined($"{path}.source", part.Source)
            .Require((part.Source == ScopeSource.Listing) == (part.Reference is not null), "reference", $"{path}.reference",
                part.Source == ScopeSource.Listing ? "The listing is not named." : "Only a listed part has a reference.", part.Source == ScopeSource.Listing ? "Give its reference, YYYY-NNNNN.NNN." : "Leave it out.")
            .Require(part.Source != ScopeSource.ThirdParty || part.ThirdPartyId is not null, "missing", $"{path}.thirdPartyId", "The third party is not named.", "Give its id.")
            .Require(part.Source != ScopeSource.Own || part.ThirdPartyId is null, "third-party", $"{path}.thirdPartyId", "What you make yourself has no third party.", "Leave it out.");
        if (part.Reference is { } reference) problems.Pattern($"{path}.reference", reference, ReferencePattern(), "Give the reference as on the listing: YYYY-NNNNN.NNN.");
        if (part.ThirdPartyId is { } thirdParty) problems.Slug($"{path}.thirdPartyId", thirdParty);
    }

    [GeneratedRegex(@"^20[0-9]{2}-[0-9]{5}\.[0-9]{3}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ReferencePattern();
}

using System.Text.RegularExpressions;

namespace Composite.Domain.ThirdParties;

/// <summary>Decides commands about third parties: the list that PCI DSS 12.8 wants, with its yearly review.</summary>
public static partial class ThirdPartyDecider
{
    public const int MaxResponsibilities = 100;
    public const int MaxNoticeHours = 365 * 24;

    /// <summary>Most facts of one sort that one third party may have on record.</summary>
    public const int MaxRecords = 1000;

    public static Decision Register(ThirdPartyState? state, string id, string name, string provides)
    {
        if (state is not null)
        {
            return state.Name == name && state.Provides == provides
                ? Decision.Accept()
                : Decision.Reject("already-registered", "thirdPartyId", $"Third party '{id}' exists with another name or other services.", "Choose another id, or correct what is recorded.");
        }

        return new Problems().Slug("thirdPartyId", id).Text("name", name).Notes("provides", provides).Or(new ThirdPartyRegistered(id, name, provides));
    }

    public static Decision Rename(ThirdPartyState state, string name, string provides, string reason) => state.Name == name && state.Provides == provides
        ? Decision.Accept()
        : new Problems().Text("name", name).Notes("provides", provides).Text("reason", reason, 500).Bounded("name", state.Names.Count)
            .Or(new ThirdPartyRenamed(name, provides, reason));

    public static Decision SetContact(ThirdPartyState state, Contact contact)
    {
        if (contact is null) return Decision.Reject("missing", "contact", "It is missing.", "Give the contact.");
        if (state.Contacts is [.., { Value: var last }] && last == contact) return Decision.Accept();
        Problems problems = new Problems().Text("name", contact.Name).Pattern("email", contact.Email, EmailPattern(), "Give an address such as psirt@example.com.");
        if (contact.Phone is { } phone) problems.Text("phone", phone, 40);
        return problems.Bounded("contact", state.Contacts.Count).Or(new ThirdPartyContactSet(contact));
    }

    public static Decision SetContract(ThirdPartyState state, ThirdPartyContract contract)
    {
        if (contract is null) return Decision.Reject("missing", "contract", "It is missing.", "Give the contract.");
        if (state.Contracts is [.., { Value: var last }] && last == contract) return Decision.Accept();
        Problems problems = new Problems().Text("reference", contract.Reference)
            .Require(contract.SignedOn != default, "missing", "signedOn", "It is missing.", "Give the first day in force, YYYY-MM-DD.")
            .Require(contract.SecurityNoticeHours is null or (> 0 and <= MaxNoticeHours), "range", "securityNoticeHours", "It is not a possible number of hours.", $"Give 1 to {MaxNoticeHours}, or leave it out.");
        if (contract.EndsOn is { } end) problems.InOrder("signedOn", contract.SignedOn, "endsOn", end);
        return problems.Bounded("contract", state.Contracts.Count).Or(new ThirdPartyContractSet(contract));
    }

    public static Decision SetResponsibilities(ThirdPartyState state, IReadOnlyList<Responsibility> responsibilities)
    {
        Problems problems = new Problems().Responsibilities("responsibilities", responsibilities, MaxResponsibilities);
        if (!problems.Any && state.Responsibilities is [.., { Value: var last }] && last.SequenceEqual(responsibilities)) return Decision.Accept();
        return problems.Bounded("responsibilities", state.Responsibilities.Count).Or(new ResponsibilitiesSet(responsibilities));
    }

    /// <summary>Records a review of the third party's compliance; one of the same day corrects what was recorded.</summary>
    public static Decision Review(ThirdPartyState state, ThirdPartyReviewed review, DateTimeOffset now)
    {
        if (review is null) return Decision.Reject("missing", "review", "It is missing.", "Give the review.");
        if (state.Reviews.LastOrDefault(r => r.Value.ReviewedOn == review.ReviewedOn)?.Value == review) return Decision.Accept();
        Problems problems = new Problems()
            .Require(review.ReviewedOn != default, "missing", "reviewedOn", "It is missing.", "Give the day of the review, YYYY-MM-DD.")
            .Require(review.ReviewedOn <= DateOnly.FromDateTime(now.UtcDateTime), "in-the-future", "reviewedOn", "It lies in the future.", "Give the day on which the review was held.")
            .InOrder("reviewedOn", review.ReviewedOn, "nextDueOn", review.NextDueOn)
            .Require(review.ReviewedOn == default || review.ReviewedOn.Year >= DateOnly.MaxValue.Year || review.NextDueOn <= review.ReviewedOn.AddYears(1), "too-late", "nextDueOn",
                $"{review.NextDueOn:O} is more than a year after the review.", "Give a day within a year: PCI DSS 12.8.4 wants a review at least yearly.")
            .Notes("conclusion", review.Conclusion);
        if (review.EvidenceSha256 is { } digest) problems.Pattern("evidenceSha256", digest, DigestPattern(), "Give 64 hexadecimal digits in lower case.");
        return problems.Bounded("review", state.Reviews.Count).Or(review);
    }

    /// <summary>Records from which day on the third party provides nothing; again with another day corrects it.</summary>
    public static Decision End(ThirdPartyState state, DateOnly endedOn, string reason) => state.EndedOn(DateTimeOffset.MaxValue) == endedOn
        ? Decision.Accept()
        : new Problems().Text("reason", reason, 500)
            .Require(endedOn != default, "missing", "endedOn", "It is missing.", "Give the first day on which it provides nothing, YYYY-MM-DD.")
            .Bounded("endedOn", state.Ends.Count)
            .Or(new ThirdPartyEnded(endedOn, reason));

    /// <summary>Says that the end was recorded by mistake.</summary>
    public static Decision Reinstate(ThirdPartyState state, string reason) => state.EndedOn(DateTimeOffset.MaxValue) is null
        ? Decision.Accept()
        : new Problems().Text("reason", reason, 500).Or(new ThirdPartyReinstated(reason));

    private static Problems Bounded(this Problems problems, string field, int count) => problems.Require(
        count < MaxRecords, "count", field, $"{MaxRecords} records of it exist.", "Register the third party anew.");

    [GeneratedRegex(@"^[^@\s]{1,64}@[^@\s]{1,190}\z", RegexOptions.CultureInvariant)]
    private static partial Regex EmailPattern();

    [GeneratedRegex(@"^[0-9a-f]{64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex DigestPattern();
}

/// <summary>Checks of the split of responsibility.</summary>
internal static class ResponsibilityChecks
{
    /// <summary>Lines of a split of responsibility: each area once, with who answers and what is done.</summary>
    public static Problems Responsibilities(this Problems problems, string field, IReadOnlyList<Responsibility>? lines, int most)
    {
        IReadOnlyList<Responsibility> items = problems.Items(field, lines, 0, most);
        foreach (Responsibility line in items)
        {
            problems.Text($"{field}.area", line.Area).Defined($"{field}.party", line.Party).Notes($"{field}.detail", line.Detail);
        }

        return problems.Require(items.Select(line => line.Area).Distinct(StringComparer.Ordinal).Count() == items.Count, "duplicate", field, "An area is named twice.", "Name each area once.");
    }
}

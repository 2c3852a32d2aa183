namespace Composite.Domain.ThirdParties;

/// <summary>A third party that provides parts or services of the solution entered the list (PCI DSS 12.8: the list with what each provides).</summary>
public sealed record ThirdPartyRegistered(string ThirdPartyId, string Name, string Provides) : IEvent;

/// <summary>The third party's name, or what it provides, was wrong or has changed.</summary>
public sealed record ThirdPartyRenamed(string Name, string Provides, string Reason) : IEvent;

/// <summary>Whom to reach at the third party was (re)defined.</summary>
public sealed record ThirdPartyContactSet(Contact Contact) : IEvent;

/// <summary>The contract with the third party was (re)defined as a whole.</summary>
public sealed record ThirdPartyContractSet(ThirdPartyContract Contract) : IEvent;

/// <summary>Who answers for what was (re)defined as a whole (PCI DSS 12.8.5/12.9: the split of responsibility).</summary>
public sealed record ResponsibilitiesSet(IReadOnlyList<Responsibility> Responsibilities) : IEvent;

/// <summary>The third party's compliance status was reviewed (PCI DSS 12.8.4: at least yearly); a later record for the same day corrects it.</summary>
/// <param name="ReviewedOn">The day (UTC) of the review.</param>
/// <param name="NextDueOn">By when the next is due.</param>
/// <param name="Conclusion">What came of it.</param>
/// <param name="EvidenceSha256">The review's record in the evidence vault, or null.</param>
public sealed record ThirdPartyReviewed(DateOnly ReviewedOn, DateOnly NextDueOn, string Conclusion, string? EvidenceSha256) : IEvent;

/// <summary>The third party no longer provides anything.</summary>
public sealed record ThirdPartyEnded(DateOnly EndedOn, string Reason) : IEvent;

/// <summary>Every end recorded so far was a mistake.</summary>
public sealed record ThirdPartyReinstated(string Reason) : IEvent;

/// <summary>A person or desk.</summary>
public sealed record Contact(string Name, string Email, string? Phone);

/// <summary>A contract.</summary>
/// <param name="Reference">The provider's own reference.</param>
/// <param name="SignedOn">First day (UTC) in force.</param>
/// <param name="EndsOn">First day no longer in force, or null while it has no end.</param>
/// <param name="SecurityNoticeHours">Within how many hours each side tells the other of a security issue, or null when the contract does not say.</param>
public sealed record ThirdPartyContract(string Reference, DateOnly SignedOn, DateOnly? EndsOn, int? SecurityNoticeHours);

/// <summary>One line of the split of responsibility.</summary>
/// <param name="Area">What it is about, such as a domain of MPoC or a requirement's subject.</param>
/// <param name="Party">Who answers for it.</param>
/// <param name="Detail">In plain words who does what.</param>
public sealed record Responsibility(string Area, ResponsibleParty Party, string Detail);

/// <summary>Who answers.</summary>
public enum ResponsibleParty
{
    /// <summary>The solution provider.</summary>
    Provider,

    /// <summary>The third party alone.</summary>
    ThirdParty,

    /// <summary>Both; the detail says who does what.</summary>
    Shared,
}

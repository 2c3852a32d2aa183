namespace Composite.Domain.Controls;

/// <summary>What a control is about.</summary>
public enum ControlGroup
{
    ThirdParties,
    Inventory,
    MerchantIdentification,
    Provisioning,
    KeyCustody,
    ChangeManagement,
    IncidentResponse,
    Guidance,
    BackEndSecurity,
    PenetrationTests,
    Offline,
    Anomalies,
}

/// <summary>How a control is checked.</summary>
public enum ControlCheckKind
{
    /// <summary>By an evaluator, from the journal's facts, whenever it is asked.</summary>
    Automatic,

    /// <summary>By documents in the evidence vault that are linked to the control.</summary>
    Evidence,

    /// <summary>By a responsible person's statement.</summary>
    Statement,
}

/// <summary>Where a control comes from. Ours are never presented as a requirement of PCI.</summary>
public enum ControlOrigin
{
    /// <summary>The provider's own.</summary>
    Ours,

    /// <summary>It rests on a fact that PCI published; <see cref="Control.Source"/> names where. The words are ours.</summary>
    PciPublic,
}

/// <summary>A control of solution management, under an id of our own. The reference to a requirement of PCI is empty until a licensed user imports it.</summary>
public sealed record Control
{
    /// <summary>Form <c>SOL-XXX-NN</c>.</summary>
    public required string Id { get; init; }

    public required ControlGroup Group { get; init; }

    public required string Title { get; init; }

    /// <summary>What must be so, in our own words.</summary>
    public required string Statement { get; init; }

    /// <summary>What goes wrong without it.</summary>
    public required string Why { get; init; }

    public required ControlCheck Check { get; init; }

    /// <summary>Who answers for it until somebody else is named: a role, such as <c>compliance</c>.</summary>
    public required string Owner { get; init; }

    /// <summary>Days after which a proof or a statement is due again; for an automatic one, how old the facts that it looks at may be.</summary>
    public required int CycleDays { get; init; }

    public required ControlOrigin Origin { get; init; }

    /// <summary>The publication, with its version where it has one; null for ours.</summary>
    public string? Source { get; init; }
}

/// <summary>How a control is checked.</summary>
public sealed record ControlCheck
{
    public required ControlCheckKind Kind { get; init; }

    /// <summary>The evaluator's key; for automatic controls only.</summary>
    public string? Evaluator { get; init; }

    /// <summary>The kinds of documents that prove it; none for others.</summary>
    public required IReadOnlyList<Evidence.EvidenceType> EvidenceTypes { get; init; }
}

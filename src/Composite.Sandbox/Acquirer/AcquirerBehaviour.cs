namespace Composite.Sandbox.Acquirer;

/// <summary>What the simulated acquirer does with a request. The ledger is right about each: what it calls authorised would be settled.</summary>
public abstract record AcquirerBehaviour
{
    private AcquirerBehaviour() { }

    /// <summary>Authorises and says so; a reversal is carried out and acknowledged.</summary>
    public sealed record Approve : AcquirerBehaviour;

    /// <summary>Records a decline and says so. A reversal or a sign-on is refused.</summary>
    /// <param name="Code">DE39, two letters or digits.</param>
    public sealed record Decline(string Code) : AcquirerBehaviour;

    /// <summary>Does what was asked and never answers.</summary>
    public sealed record Silent : AcquirerBehaviour;

    /// <summary>Does nothing and never answers, as if the request had been lost on the way.</summary>
    public sealed record Lost : AcquirerBehaviour;

    /// <summary>Does what was asked and answers after a while.</summary>
    public sealed record Late(TimeSpan Delay) : AcquirerBehaviour;

    /// <summary>Does what was asked and drops the connection instead of answering.</summary>
    public sealed record Drop : AcquirerBehaviour;

    /// <summary>Does what was asked and answers with an amount that is one minor unit higher.</summary>
    public sealed record WrongAmount : AcquirerBehaviour;

    /// <summary>Does what was asked and answers without a response code.</summary>
    public sealed record NoResponseCode : AcquirerBehaviour;

    /// <summary>Does what was asked and answers with bytes that are no message.</summary>
    public sealed record Garbage : AcquirerBehaviour;

    public static AcquirerBehaviour Default { get; } = new Approve();
}

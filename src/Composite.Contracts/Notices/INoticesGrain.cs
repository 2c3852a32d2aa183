namespace Composite.Contracts.Notices;

/// <summary>Plans the notices; one grain, key <c>main</c>.</summary>
[Alias("notices-grain")]
public interface INoticesGrain : IGrainWithStringKey
{
    /// <summary>Begins the planning, once: from then on its due work keeps it going.</summary>
    [Alias("start")]
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Issues every notice that is due and was not issued, each with the due work of its delivery.</summary>
    [Alias("plan")]
    Task PlanAsync(CancellationToken cancellationToken);

    /// <summary>Issues a notice that tries a webhook out.</summary>
    [Alias("test")]
    Task<CommandResult> TestAsync(string webhookId, string actor, CancellationToken cancellationToken);
}

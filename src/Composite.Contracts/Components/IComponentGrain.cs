namespace Composite.Contracts.Components;

/// <summary>A component of the composite; the key is its id.</summary>
[Alias("component-grain")]
public interface IComponentGrain : IGrainWithStringKey
{
    /// <summary>Carries out a command on behalf of <paramref name="actor"/> (<c>staff/…</c>).</summary>
    [Alias("execute")]
    Task<CommandResult> ExecuteAsync(ComponentCommand command, string actor, CancellationToken cancellationToken);
}

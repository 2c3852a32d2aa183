using Composite.Domain;
using Composite.Domain.Components;

namespace Composite.Grains.Journaling;

/// <summary>What a command's events claim in other streams, in the same append.</summary>
/// <param name="Of">The claims of the events that were decided; called after each decision.</param>
/// <param name="CatchUpAsync">Called when another writer's claim was first: the command is decided again when it returns.</param>
internal sealed record Claims(Func<IReadOnlyList<IEvent>, IReadOnlyList<Claim>> Of, Func<CancellationToken, ValueTask> CatchUpAsync);

using Composite.Domain.Ports;
using Composite.Grains.Components;
using Composite.Grains.Facts;
using Microsoft.Extensions.DependencyInjection;

namespace Composite.Grains;

/// <summary>Adds what the grains need of the silo besides the journal, the links and the dialects' names.</summary>
public static class GrainsHosting
{
    public static IServiceCollection AddCompositeGrains(this IServiceCollection services) => services
        .AddSingleton<FactsFeed>()
        .AddSingleton<ListingRegister>()
        .AddSingleton<IFacts>(provider => provider.GetRequiredService<FactsFeed>())
        .AddHostedService(provider => provider.GetRequiredService<FactsFeed>());
}

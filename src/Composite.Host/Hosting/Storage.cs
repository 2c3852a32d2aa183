namespace Composite.Host.Hosting;

/// <summary>What outlives the process.</summary>
internal static class Storage
{
    public static void AddCompositeStorage(this WebApplicationBuilder builder)
    {
    }
}

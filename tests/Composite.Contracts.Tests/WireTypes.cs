using System.Reflection;

namespace Composite.Contracts.Tests;

/// <summary>Everything in the contracts that goes over the wire.</summary>
internal static class WireTypes
{
    private static readonly Type[] All = typeof(CommandResult).Assembly.GetTypes();

    public static readonly IReadOnlyList<Type> Serialised = [.. All.Where(t => t.IsDefined(typeof(GenerateSerializerAttribute), inherit: false)).OrderBy(t => t.FullName, StringComparer.Ordinal)];

    public static readonly IReadOnlyList<Type> Records = [.. Serialised.Where(t => !t.IsEnum)];

    /// <summary>What can be an instance: an abstract command is on the wire only as one of its kinds.</summary>
    public static readonly IReadOnlyList<Type> Instances = [.. Records.Where(t => !t.IsAbstract)];

    public static readonly IReadOnlyList<Type> Enumerations = [.. Serialised.Where(t => t.IsEnum)];

    public static readonly IReadOnlyList<Type> Grains = [.. All.Where(t => t.IsInterface && t.IsAssignableTo(typeof(IGrain)))];

    /// <summary>Every type that is written in the contracts' source: no proxies, codecs or closures.</summary>
    public static readonly IReadOnlyList<Type> Written = [.. All.Where(t => t is { IsNested: false, Namespace: not null } && t.Namespace.StartsWith("Composite.Contracts", StringComparison.Ordinal))];

    public static string? AliasOf(MemberInfo member) => member.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias;

    /// <summary>The members of one level of inheritance, with their numbers on the wire.</summary>
    public static IReadOnlyList<(PropertyInfo Property, uint Id)> Members(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
            .Select(p => (Property: p, p.GetCustomAttribute<IdAttribute>()?.Id)).Where(m => m.Id is not null).Select(m => (m.Property, m.Id!.Value)),
    ];
}

using System.Reflection;
using System.Runtime.CompilerServices;

namespace Composite.Contracts.Tests;

/// <summary>An instance of a wire type in which every member has a value of its own, made from its path: always the same.</summary>
internal static class Sample
{
    private static readonly DateOnly FirstDay = new(2026, 1, 1);
    private static readonly MethodInfo ListOf = typeof(Sample).GetMethod(nameof(List), BindingFlags.NonPublic | BindingFlags.Static)!;
    private static readonly MethodInfo MapOf = typeof(Sample).GetMethod(nameof(Map), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static object Of(Type type) => Record(type, type.Name);

    private static object Record(Type type, string path)
    {
        object value = RuntimeHelpers.GetUninitializedObject(type);
        for (Type? level = type; level is not null && level != typeof(object); level = level.BaseType)
        {
            foreach ((PropertyInfo property, _) in WireTypes.Members(level)) property.SetValue(value, Value(property.PropertyType, $"{path}.{property.Name}"));
        }

        return value;
    }

    private static object Value(Type type, string path)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        int number = Number(path);
        if (type == typeof(string)) return path;
        if (type == typeof(int)) return number;
        if (type == typeof(long)) return 10_000_000_000L + number;
        if (type == typeof(decimal)) return number / 10m;
        if (type == typeof(bool)) return true;
        if (type == typeof(DateOnly)) return FirstDay.AddDays(number % 365);
        if (type == typeof(DateTimeOffset)) return new DateTimeOffset(FirstDay, TimeOnly.MinValue, TimeSpan.Zero).AddSeconds(number);
        if (type == typeof(ReadOnlyMemory<byte>)) return new ReadOnlyMemory<byte>([(byte)number, (byte)(number >> 8), 0xFF]);
        if (type.IsEnum) return Enum.GetValues(type).Cast<object>().Last();
        if (!type.IsGenericType) return Record(type, path);
        Type[] of = type.GetGenericArguments();
        return type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? ListOf.MakeGenericMethod(of).Invoke(null, [path])!
            : type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>) ? MapOf.MakeGenericMethod(of[1]).Invoke(null, [path])!
            : throw new NotSupportedException($"Say here what a sample of {type} is.");
    }

    private static T[] List<T>(string path) => [(T)Value(typeof(T), path + "[0]"), (T)Value(typeof(T), path + "[1]")];

    private static Dictionary<string, T> Map<T>(string path) => new() { ["EUR"] = (T)Value(typeof(T), path + "[EUR]"), ["USD"] = (T)Value(typeof(T), path + "[USD]") };

    // FNV-1a, so that the number depends on the path alone.
    private static int Number(string path)
    {
        uint hash = 2166136261;
        foreach (char c in path) hash = unchecked((hash ^ c) * 16777619);
        return (int)(hash % 1_000_000) + 1;
    }
}

using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Session;

namespace Composite.Contracts.Tests;

/// <summary>The serialiser that silos speak with.</summary>
internal static class Wire
{
    private static readonly ServiceProvider Services = new ServiceCollection().AddSerializer().BuildServiceProvider();

    public static Serializer Serializer => Services.GetRequiredService<Serializer>();

    public static SerializerSessionPool Sessions => Services.GetRequiredService<SerializerSessionPool>();

    /// <summary>The bytes with the type's name, as for an argument whose declared type is a base.</summary>
    public static byte[] Write(object value) => Serializer.SerializeToArray(value);

    public static object Read(byte[] bytes) => Serializer.Deserialize<object>(bytes)!;

    /// <summary>Every member as text, since lists within records are equal only by reference.</summary>
    public static string Shown(object value) => JsonSerializer.Serialize(value, value.GetType());
}

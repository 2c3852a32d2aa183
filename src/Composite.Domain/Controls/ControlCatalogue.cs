using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Composite.Domain.Controls;

/// <summary>The controls, from the resource <c>catalogue.json</c>, in the order written there.</summary>
public static class ControlCatalogue
{
    private const string Resource = "Composite.Domain.Controls.catalogue.json";

    public static IReadOnlyList<Control> Controls { get; } = Read();

    private static readonly FrozenDictionary<string, Control> ById = Controls.ToFrozenDictionary(c => c.Id, StringComparer.Ordinal);

    /// <summary>The control with an id, or null.</summary>
    public static Control? Find(string? id) => id is null ? null : ById.GetValueOrDefault(id);

    private static IReadOnlyList<Control> Read()
    {
        using Stream json = typeof(ControlCatalogue).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"The resource {Resource} is missing.");
        return JsonSerializer.Deserialize(json, ControlCatalogueJson.Default.IReadOnlyListControl) ?? throw new InvalidOperationException($"The resource {Resource} is null.");
    }
}

/// <summary>How the catalogue is written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(IReadOnlyList<Control>))]
internal sealed partial class ControlCatalogueJson : JsonSerializerContext;

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Composite.Exchange.Tests.Exports;

/// <summary>
/// The form of the OSCAL documents that we write, from the OSCAL 1.1.3 model reference: which members an object may have, which it must
/// have, the data types, no empty arrays, and that every reference within the document finds its target. Our reading, not NIST's schema:
/// see <c>Schemas/README.md</c>.
/// </summary>
internal static partial class OscalForm
{
    // Shape: its members. "!" must be there, "[]" is an array of; a member's type is a data type or another shape.
    private static readonly Dictionary<string, string> Shapes = new()
    {
        ["component-definition"] = "uuid:uuid! metadata:metadata! components[]:defined-component capabilities[]:capability back-matter:back-matter",
        ["metadata"] = "title:text! last-modified:instant! version:string! oscal-version:string! props[]:property roles[]:role parties[]:party remarks:text",
        ["role"] = "id:token! title:text!",
        ["party"] = "uuid:uuid! type:party-type! name:string",
        ["property"] = "name:token! ns:uri value:string! remarks:text",
        ["defined-component"] = "uuid:uuid! type:string! title:text! description:text! purpose:text props[]:property responsible-roles[]:responsible-role control-implementations[]:control-implementation remarks:text",
        ["responsible-role"] = "role-id:token! party-uuids[]:uuid props[]:property",
        ["capability"] = "uuid:uuid! name:string! description:text! props[]:property incorporates-components[]:incorporates-component control-implementations[]:control-implementation remarks:text",
        ["incorporates-component"] = "component-uuid:uuid! description:text!",
        ["control-implementation"] = "uuid:uuid! source:uri-reference! description:text! props[]:property implemented-requirements[]:implemented-requirement!",
        ["implemented-requirement"] = "uuid:uuid! control-id:token! description:text! props[]:property remarks:text",
        ["assessment-results"] = "uuid:uuid! metadata:metadata! import-ap:import-ap! results[]:result! back-matter:back-matter",
        ["import-ap"] = "href:uri-reference! remarks:text",
        ["result"] = "uuid:uuid! title:text! description:text! start:instant! end:instant props[]:property local-definitions:local-definitions reviewed-controls:reviewed-controls! observations[]:observation findings[]:finding remarks:text",
        ["local-definitions"] = "components[]:system-component",
        ["system-component"] = "uuid:uuid! type:string! title:text! description:text! purpose:text props[]:property status:component-status! responsible-roles[]:responsible-role remarks:text",
        ["component-status"] = "state:component-state! remarks:text",
        ["reviewed-controls"] = "description:text control-selections[]:control-selection!",
        ["control-selection"] = "description:text include-all:include-all include-controls[]:select-control",
        ["select-control"] = "control-id:token! statement-ids[]:token",
        ["observation"] = "uuid:uuid! title:text description:text! props[]:property methods[]:string! types[]:token subjects[]:subject-reference relevant-evidence[]:relevant-evidence collected:instant! expires:instant remarks:text",
        ["subject-reference"] = "subject-uuid:uuid! type:token! title:text props[]:property",
        ["relevant-evidence"] = "href:uri-reference description:text! props[]:property remarks:text",
        ["finding"] = "uuid:uuid! title:text! description:text! props[]:property target:finding-target! implementation-statement-uuid:uuid related-observations[]:related-observation remarks:text",
        ["finding-target"] = "type:target-type! target-id:token! title:text description:text props[]:property status:objective-status! remarks:text",
        ["objective-status"] = "state:objective-state! reason:token remarks:text",
        ["related-observation"] = "observation-uuid:uuid!",
        ["back-matter"] = "resources[]:resource",
        ["resource"] = "uuid:uuid! title:text description:text props[]:property rlinks[]:rlink remarks:text",
        ["rlink"] = "href:uri-reference! media-type:string hashes[]:hash",
        ["hash"] = "algorithm:string! value:string!",
    };

    private static readonly Dictionary<string, Regex> Types = new()
    {
        ["uuid"] = Uuid(),
        ["string"] = Line(),
        ["token"] = Token(),
        ["instant"] = Instant(),
        ["uri"] = Uri(),
        ["uri-reference"] = Reference(),
        ["text"] = Anything(),
        ["party-type"] = new("^(person|organization)$"),
        ["component-state"] = new("^(under-development|operational|disposition|other)$"),
        ["objective-state"] = new("^(satisfied|not-satisfied)$"),
        ["target-type"] = new("^(statement-id|objective-id)$"),
    };

    /// <summary>What is wrong with a document; empty when nothing is.</summary>
    public static IReadOnlyList<string> Errors(ReadOnlyMemory<byte> document, string root)
    {
        JsonNode json = JsonNode.Parse(document.Span)!;
        List<string> errors = [];
        if (json is not JsonObject { Count: 1 } outer || outer[root] is not JsonObject model) return [$"It is no {root}."];
        Check(model, root, root, errors);
        string[] ids = [.. Documents.Values(json, "uuid")];
        errors.AddRange(ids.GroupBy(i => i).Where(g => g.Count() > 1).Select(g => $"UUID {g.Key} is there {g.Count()} times"));
        foreach (string member in (string[])["component-uuid", "subject-uuid", "observation-uuid", "party-uuids"]) errors.AddRange(Documents.Values(json, member).Except(ids).Select(id => $"{member} {id} has no target"));
        errors.AddRange(Documents.Values(json, "href").Where(h => h.StartsWith('#')).Select(h => h[1..]).Except(ids).Select(id => $"href #{id} has no target"));
        errors.AddRange(Documents.Values(json, "role-id").Except(Documents.Values(json["" + root]!["metadata"]!["roles"], "id")).Select(id => $"role {id} has no target"));
        return errors;
    }

    private static void Check(JsonNode? node, string shape, string path, List<string> errors)
    {
        if (Types.TryGetValue(shape, out Regex? type))
        {
            if (node is not JsonValue value || !value.TryGetValue(out string? text) || !type.IsMatch(text)) errors.Add($"{path}: '{node}' is no {shape}");
            return;
        }

        if (node is not JsonObject o)
        {
            errors.Add($"{path}: it is no object");
            return;
        }

        HashSet<string> known = [];
        foreach (string member in shape == "include-all" ? [] : Shapes[shape].Split(' '))
        {
            string[] parts = member.TrimEnd('!').Split(':');
            bool list = parts[0].EndsWith("[]", StringComparison.Ordinal);
            string name = list ? parts[0][..^2] : parts[0];
            known.Add(name);
            if (!o.ContainsKey(name))
            {
                if (member.EndsWith('!')) errors.Add($"{path}: {name} is missing");
            }
            else if (!list) Check(o[name], parts[1], $"{path}.{name}", errors);
            else if (o[name] is not JsonArray { Count: > 0 } items) errors.Add($"{path}.{name}: it is no array with items");
            else for (int i = 0; i < items.Count; i++) Check(items[i], parts[1], $"{path}.{name}[{i}]", errors);
        }

        errors.AddRange(o.Select(p => p.Key).Except(known).Select(name => $"{path}: {name} is not known"));
    }

    [GeneratedRegex("^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[45][0-9A-Fa-f]{3}-[89ABab][0-9A-Fa-f]{3}-[0-9A-Fa-f]{12}$")]
    private static partial Regex Uuid();

    [GeneratedRegex(@"^\S(.*\S)?$")]
    private static partial Regex Line();

    [GeneratedRegex(@"^(\p{L}|_)(\p{L}|\p{N}|[.\-_])*$")]
    private static partial Regex Token();

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?Z$")]
    private static partial Regex Instant();

    [GeneratedRegex(@"^[a-zA-Z][a-zA-Z0-9+\-.]+:.+$")]
    private static partial Regex Uri();

    [GeneratedRegex(@"^[^\s""<>\\^`{|}]+$")]
    private static partial Regex Reference();

    [GeneratedRegex(".", RegexOptions.Singleline)]
    private static partial Regex Anything();
}

using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Composite.Domain.Staff;
using Composite.Host.Tests.Support;
using Xunit;

namespace Composite.Host.Tests.Apis;

[Collection(SharedHost.Name)]
public sealed class OpenApiTests(TestHost host)
{
    [Fact]
    public async Task Description_CheckedIn_IsWhatTheCodeGives()
    {
        string path = Path.Combine(Root(), "docs", "openapi.json");
        Assert.True(File.Exists(path), "docs/openapi.json is missing. Build src/Composite.Host and check it in.");
        JsonNode served = JsonNode.Parse(await ServedAsync())!;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(await File.ReadAllTextAsync(path)), served), "docs/openapi.json is not current. Build src/Composite.Host and check it in.");
    }

    [Fact]
    public async Task Description_EveryOperation_SaysWhatItDoesWhoMayAndWhatComesBack()
    {
        List<string> lacking = [];
        HashSet<string> names = [];
        foreach (JsonProperty path in JsonElement.Parse(await ServedAsync()).GetProperty("paths").EnumerateObject())
        {
            foreach (JsonProperty operation in path.Value.EnumerateObject())
            {
                string name = $"{operation.Name} {path.Name}";
                JsonElement value = operation.Value;
                if (!value.TryGetProperty("summary", out JsonElement summary) || summary.GetString() is not { Length: > 5 }) lacking.Add($"{name}: summary");
                if (!value.TryGetProperty("operationId", out JsonElement id) || !names.Add(id.GetString()!)) lacking.Add($"{name}: operationId");
                if (!value.GetProperty("responses").EnumerateObject().Any(r => r.Name.StartsWith('2'))) lacking.Add($"{name}: a 2xx response");
                bool open = path.Name.StartsWith("/health/", StringComparison.Ordinal);
                bool secured = value.TryGetProperty("security", out JsonElement security) && security.GetArrayLength() == 1;
                if (secured == open) lacking.Add($"{name}: security");
                if (!open && !value.GetProperty("responses").TryGetProperty("401", out _)) lacking.Add($"{name}: 401");
                if (operation.Name is "put" && !value.TryGetProperty("requestBody", out _)) lacking.Add($"{name}: body");
            }
        }

        Assert.Empty(lacking);
    }

    private async Task<string> ServedAsync()
    {
        using HttpClient client = host.Member(StaffRole.Auditor);
        return await client.GetStringAsync("/openapi/v1.json");
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}

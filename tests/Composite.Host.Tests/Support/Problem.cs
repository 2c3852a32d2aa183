using System.Net;
using System.Text.Json;
using Xunit;

namespace Composite.Host.Tests.Support;

/// <summary>A problem as a client reads it.</summary>
internal sealed record Problem(HttpStatusCode Status, string Code, string Text, IReadOnlyList<(string Code, string Field)> Errors)
{
    /// <summary>Reads an answer that must be a problem of the right shape.</summary>
    public static async Task<Problem> OfAsync(HttpResponseMessage response)
    {
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(response.Content.Headers.ContentType?.MediaType == "application/problem+json", $"{(int)response.StatusCode} {text}");
        JsonElement json = JsonElement.Parse(text);
        Assert.Equal((int)response.StatusCode, json.GetProperty("status").GetInt32());
        Assert.NotEmpty(json.GetProperty("title").GetString()!);
        string type = json.GetProperty("type").GetString()!;
        Assert.StartsWith("urn:composite:problem:", type, StringComparison.Ordinal);
        List<(string, string)> errors = [];
        if (json.TryGetProperty("errors", out JsonElement listed))
        {
            foreach (JsonElement error in listed.EnumerateArray())
            {
                Assert.NotEmpty(error.GetProperty("reason").GetString()!);
                Assert.NotEmpty(error.GetProperty("remedy").GetString()!);
                errors.Add((error.GetProperty("code").GetString()!, error.GetProperty("field").GetString()!));
            }
        }

        return new(response.StatusCode, type["urn:composite:problem:".Length..], text, errors);
    }
}

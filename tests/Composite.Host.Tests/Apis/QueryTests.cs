using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Composite.Domain.Staff;
using Composite.Host.Apis.Bodies;
using Composite.Host.Tests.Support;
using Xunit;

namespace Composite.Host.Tests.Apis;

/// <summary>
/// A query is understood as a whole or refused: a misspelled filter must not answer as if it were none. Every operation that the OpenAPI
/// description tells staff of is held to it, so that a new one can't forget it.
/// </summary>
[Collection(SharedHost.Name)]
public sealed class QueryTests(TestHost host)
{
    private static readonly string[] AsOfNames = ["validAt", "knownAt", "at"];

    [Fact]
    public async Task EveryStaffOperation_UnknownParameter_Is400WithItsName()
    {
        List<string> wrong = [];
        foreach (Operation operation in await StaffAsync())
        {
            Problem? problem = await SendAsync(operation, "colour=red");
            if (problem is not { Status: HttpStatusCode.BadRequest, Code: "invalid-request" } || !problem.Errors.Contains(("unknown-parameter", "colour")))
                wrong.Add($"{operation.Name}: {problem?.Text ?? "answered"}");
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task EveryStaffRead_AsOfThatIsNone_Is400WithItsName()
    {
        List<string> wrong = [];
        int asked = 0;
        foreach (Operation operation in (await StaffAsync()).Where(o => o.Method == HttpMethod.Get))
        {
            foreach (string name in operation.Parameters.Intersect(AsOfNames))
            {
                foreach (string value in (string[])["yesterday", "2026-13-01", "2026-01-31T12:00:00", ""])
                {
                    asked++;
                    Problem? problem = await SendAsync(operation, $"{name}={value}");
                    if (problem?.Status != HttpStatusCode.BadRequest || !problem.Errors.Contains(("invalid-value", name))) wrong.Add($"{operation.Name}, {name}={value}: {problem?.Text ?? "answered"}");
                }
            }
        }

        Assert.Empty(wrong);
        Assert.True(asked > 100, $"Only {asked} as-ofs were tried.");
    }

    [Fact]
    public async Task EveryStaffRead_RepeatedParameter_Is400WithItsName()
    {
        List<string> wrong = [];
        foreach (Operation operation in (await StaffAsync()).Where(o => o.Method == HttpMethod.Get))
        {
            foreach (string name in operation.Parameters)
            {
                Problem? problem = await SendAsync(operation, $"{name}=1&{name}=2");
                if (problem?.Status != HttpStatusCode.BadRequest || !problem.Errors.Contains(("repeated", name))) wrong.Add($"{operation.Name}, {name}: {problem?.Text ?? "answered"}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task EveryFault_IsToldAtOnce()
    {
        using HttpClient client = host.Member(StaffRole.Auditor);
        Problem problem = await Problem.OfAsync(await client.GetAsync("/v1/evidence?colour=red&type=rumour&limit=0&validAt=then&validOn=x&subject="));
        Assert.Equal(
            [("invalid-value", "type"), ("invalid-value", "validAt"), ("invalid-value", "validOn"), ("range", "limit"), ("size", "subject"), ("unknown-parameter", "colour")],
            problem.Errors.OrderBy(e => e.Code, StringComparer.Ordinal).ThenBy(e => e.Field, StringComparer.Ordinal));
    }

    // A name may be anything that somebody typed: it is quoted only when it can be one.
    [Theory]
    [InlineData("%3Cscript%3E=1", "unknown-parameter", "query")]
    [InlineData("a%0Ab=1", "unknown-parameter", "query")]
    [InlineData("vendor=4111111111111111", null, null)]
    [InlineData("4111111111111111=1", null, null)]
    public async Task Query_NotToBeQuoted_IsNot(string query, string? code, string? field)
    {
        using HttpClient client = host.Member(StaffRole.Auditor);
        Problem problem = await Problem.OfAsync(await client.GetAsync("/v1/inventory?" + query));
        Assert.Equal(HttpStatusCode.BadRequest, problem.Status);
        if (code is null) Assert.Equal("clear-account-data", problem.Code);
        else Assert.Equal((code, field!), Assert.Single(problem.Errors));
        Assert.DoesNotContain("4111111111111111", problem.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("script", problem.Text, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<Operation>> StaffAsync()
    {
        using HttpClient client = host.Member(StaffRole.Auditor);
        List<Operation> operations = [];
        foreach (JsonProperty path in JsonElement.Parse(await client.GetStringAsync("/openapi/v1.json")).GetProperty("paths").EnumerateObject())
        {
            foreach (JsonProperty operation in path.Value.EnumerateObject())
            {
                bool isDevices = path.Name.StartsWith("/v1/device/", StringComparison.Ordinal) || path.Name.StartsWith("/health/", StringComparison.Ordinal);

                // The installer's one call needs a secret that works once.
                if (isDevices || path.Name == "/v1/staff/bootstrap") continue;
                string[] parameters = operation.Value.TryGetProperty("parameters", out JsonElement listed)
                    ? [.. listed.EnumerateArray().Where(p => p.GetProperty("in").GetString() == "query").Select(p => p.GetProperty("name").GetString()!)]
                    : [];
                operations.Add(new Operation(new HttpMethod(operation.Name.ToUpperInvariant()), path.Name, parameters, operation.Value.GetProperty("description").GetString()!));
            }
        }

        Assert.True(operations.Count > 100, $"Only {operations.Count} operations are described.");
        return operations;
    }

    // Null when it was answered.
    private async Task<Problem?> SendAsync(Operation operation, string query)
    {
        StaffRole role = operation.Caller.Contains("administrator", StringComparison.Ordinal) ? StaffRole.Administrator
            : operation.Caller.Contains("operator", StringComparison.Ordinal) ? StaffRole.Operator : StaffRole.Compliance;
        using HttpClient client = host.Member(role);
        string token = "token-" + Guid.CreateVersion7(host.Time.GetUtcNow()).ToString("N");
        if (operation.Path.Contains("{token}", StringComparison.Ordinal)) host.Record(new CalendarTokenIssued(host.LastMember, Ids.Sha256(token)));
        using HttpRequestMessage request = new(operation.Method, operation.Address(token) + "?" + query);
        if (operation.Method != HttpMethod.Get) request.Content = new StringContent("{}", Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using HttpResponseMessage response = await client.SendAsync(request);
        return response.IsSuccessStatusCode ? null : await Problem.OfAsync(response);
    }

    private sealed record Operation(HttpMethod Method, string Path, IReadOnlyList<string> Parameters, string Caller)
    {
        public string Name => $"{Method} {Path}";

        public string Address(string token)
        {
            string id = Path.StartsWith("/v1/devices/", StringComparison.Ordinal) || Path.StartsWith("/v1/payments/", StringComparison.Ordinal) ? Payments.Id : "some-id";
            return Path.Replace("{token}", token, StringComparison.Ordinal).Replace("{reference}", "2026-00001.001", StringComparison.Ordinal).Replace("{version}", "1.0", StringComparison.Ordinal)
                .Replace("{controlId}", "SOL-INV-01", StringComparison.Ordinal).Replace("{sha256}", new string('a', 64), StringComparison.Ordinal).Replace("{id}", id, StringComparison.Ordinal)
                .Replace("{", string.Empty, StringComparison.Ordinal).Replace("}", string.Empty, StringComparison.Ordinal);
        }
    }
}

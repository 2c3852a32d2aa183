using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Composite.Domain.Staff;
using Composite.Host.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Composite.Host.Tests.Access;

/// <summary>Every endpoint against every kind of caller. An endpoint that is not in the table fails the test.</summary>
[Collection(SharedHost.Name)]
public sealed class AccessMatrixTests(TestHost host)
{
    private const string Anyone = "nobody administrator operator compliance auditor device impostor";
    private const string AllStaff = "administrator operator compliance auditor";

    private static readonly Dictionary<string, string> Expected = new()
    {
        ["GET /health/live"] = Anyone,
        ["GET /health/ready"] = Anyone,
        ["GET /openapi/{documentName}.json"] = AllStaff,

        // A signature is let as far as its body, which must hold the key that verifies it: see ActivationTests.
        ["POST /v1/device/activations"] = "device impostor",
        ["POST /v1/device/attestations"] = "device",
        ["GET /v1/device/configuration"] = "device",
        ["POST /v1/device/payments"] = "device",
        ["GET /v1/device/payments/{id}"] = "device",
        ["POST /v1/device/payments/{id}/void"] = "device",
        ["POST /v1/staff/bootstrap"] = "",
        ["GET /v1/staff/members"] = "administrator",
        ["POST /v1/staff/members"] = "administrator",
        ["POST /v1/staff/members/{id}/removal"] = "administrator",
        ["GET /v1/components"] = AllStaff,
        ["GET /v1/components/{id}"] = AllStaff,
        ["PUT /v1/components/{id}"] = "compliance",
        ["POST /v1/components/{id}/versions"] = "compliance",
        ["GET /v1/components/{id}/history"] = AllStaff,
        ["PUT /v1/components/{id}/name"] = "compliance",
        ["PUT /v1/components/{id}/profile"] = "compliance",
        ["POST /v1/components/{id}/versions/{version}/correction"] = "compliance",
        ["POST /v1/components/{id}/versions/{version}/withdrawal"] = "compliance",
        ["POST /v1/components/{id}/versions/{version}/reinstatement"] = "compliance",
        ["POST /v1/components/{id}/listings"] = "compliance",
        ["POST /v1/components/{id}/listings/{reference}/correction"] = "compliance",
        ["POST /v1/components/{id}/listings/{reference}/retraction"] = "compliance",
        ["POST /v1/components/{id}/listings/{reference}/revocation"] = "compliance",
        ["POST /v1/components/{id}/listings/{reference}/revocation-withdrawal"] = "compliance",
        ["POST /v1/components/{id}/listings/{reference}/remediation"] = "compliance",
        ["POST /v1/components/{id}/listings/{reference}/checkpoints"] = "compliance",
        ["POST /v1/components/{id}/compliance"] = "compliance",
        ["POST /v1/components/{id}/compliance/retraction"] = "compliance",
        ["POST /v1/components/{id}/attestation-keys"] = "compliance",
        ["POST /v1/components/{id}/attestation-keys/{keyId}/revocation"] = "compliance",
        ["GET /v1/inventory"] = AllStaff,
        ["GET /v1/inventory/summary"] = AllStaff,
        ["GET /v1/exposure"] = AllStaff,
        ["GET /v1/impact/components/{id}"] = AllStaff,
        ["GET /v1/impact/components/{id}/merchants"] = AllStaff,
        ["GET /v1/impact/components/{id}/devices"] = AllStaff,
        ["GET /v1/impact/components/{id}/versions/{version}"] = AllStaff,
        ["GET /v1/impact/components/{id}/versions/{version}/merchants"] = AllStaff,
        ["GET /v1/impact/components/{id}/versions/{version}/devices"] = AllStaff,
        ["GET /v1/impact/listings/{reference}"] = AllStaff,
        ["GET /v1/impact/listings/{reference}/merchants"] = AllStaff,
        ["GET /v1/impact/listings/{reference}/devices"] = AllStaff,
        ["GET /v1/solutions"] = AllStaff,
        ["GET /v1/solutions/{id}"] = AllStaff,
        ["GET /v1/solutions/{id}/graph"] = AllStaff,
        ["PUT /v1/solutions/{id}"] = "compliance",
        ["PUT /v1/solutions/{id}/composition"] = "compliance",
        ["PUT /v1/solutions/{id}/baseline"] = "compliance",
        ["PUT /v1/solutions/{id}/activation"] = "compliance",
        ["POST /v1/solutions/{id}/listings"] = "compliance",
        ["GET /v1/solutions/{id}/history"] = AllStaff,
        ["POST /v1/solutions/{id}/platform-support"] = "compliance",
        ["POST /v1/solutions/{id}/listings/{reference}/correction"] = "compliance",
        ["POST /v1/solutions/{id}/listings/{reference}/retraction"] = "compliance",
        ["POST /v1/solutions/{id}/listings/{reference}/revocation"] = "compliance",
        ["POST /v1/solutions/{id}/listings/{reference}/revocation-withdrawal"] = "compliance",
        ["POST /v1/solutions/{id}/listings/{reference}/remediation"] = "compliance",
        ["POST /v1/solutions/{id}/listings/{reference}/checkpoints"] = "compliance",
        ["GET /v1/third-parties"] = AllStaff,
        ["GET /v1/third-parties/{id}"] = AllStaff,
        ["GET /v1/third-parties/{id}/history"] = AllStaff,
        ["PUT /v1/third-parties/{id}"] = "compliance",
        ["PUT /v1/third-parties/{id}/name"] = "compliance",
        ["PUT /v1/third-parties/{id}/contact"] = "compliance",
        ["PUT /v1/third-parties/{id}/contract"] = "compliance",
        ["PUT /v1/third-parties/{id}/responsibilities"] = "compliance",
        ["POST /v1/third-parties/{id}/reviews"] = "compliance",
        ["POST /v1/third-parties/{id}/end"] = "compliance",
        ["POST /v1/third-parties/{id}/reinstatement"] = "compliance",
        ["GET /v1/acquirers"] = AllStaff,
        ["GET /v1/acquirers/{id}"] = AllStaff,
        ["PUT /v1/acquirers/{id}"] = "administrator",
        ["PUT /v1/acquirers/{id}/activation"] = "administrator",
        ["PUT /v1/acquirers/{id}/notification-terms"] = "compliance",
        ["GET /v1/calendar"] = AllStaff,
        ["GET /v1/calendar.ics"] = AllStaff,

        // By a token in the path alone: see CalendarApiTests.
        ["GET /v1/calendar/{token}.ics"] = "",
        ["POST /v1/calendar/token"] = AllStaff,
        ["POST /v1/calendar/token/revocation"] = AllStaff,
        ["GET /v1/cases"] = AllStaff,
        ["GET /v1/cases/{id}"] = AllStaff,
        ["PUT /v1/cases/{id}"] = "operator compliance",
        ["POST /v1/cases/{id}/amendments"] = "compliance",
        ["POST /v1/cases/{id}/block"] = "compliance",
        ["POST /v1/cases/{id}/restriction"] = "compliance",
        ["POST /v1/cases/{id}/campaigns"] = "compliance",
        ["POST /v1/cases/{id}/decisions"] = "compliance",
        ["POST /v1/cases/{id}/notifications"] = "compliance",
        ["POST /v1/cases/{id}/closure"] = "compliance",
        ["GET /v1/webhooks"] = "administrator",
        ["GET /v1/webhooks/{id}"] = "administrator",
        ["GET /v1/webhooks/{id}/deliveries"] = "administrator",
        ["POST /v1/webhooks"] = "administrator",
        ["PUT /v1/webhooks/{id}"] = "administrator",
        ["PUT /v1/webhooks/{id}/activation"] = "administrator",
        ["POST /v1/webhooks/{id}/secret-rotation"] = "administrator",
        ["POST /v1/webhooks/{id}/removal"] = "administrator",
        ["POST /v1/webhooks/{id}/test"] = "administrator",
        ["POST /v1/webhooks/{id}/deliveries/{noticeId}/redelivery"] = "administrator",
        ["GET /v1/merchants"] = AllStaff,
        ["GET /v1/merchants/{id}"] = AllStaff,
        ["PUT /v1/merchants/{id}"] = "operator",
        ["POST /v1/merchants/{id}/identification"] = "operator",
        ["POST /v1/merchants/{id}/guidance"] = "operator",
        ["PUT /v1/merchants/{id}/profile"] = "operator",
        ["POST /v1/merchants/{id}/contracts"] = "operator",
        ["POST /v1/merchants/{id}/terminals"] = "operator",
        ["POST /v1/merchants/{id}/approval"] = "operator",
        ["POST /v1/merchants/{id}/suspension"] = "operator",
        ["GET /v1/devices"] = AllStaff,
        ["GET /v1/devices/{id}"] = AllStaff,
        ["POST /v1/devices"] = "operator",
        ["POST /v1/devices/{id}/activation-codes"] = "operator",
        ["POST /v1/devices/{id}/status-changes"] = "operator",
        ["GET /v1/payments"] = AllStaff,
        ["GET /v1/payments/{id}"] = AllStaff,
        ["GET /v1/policies"] = AllStaff,
        ["GET /v1/policies/proposals"] = AllStaff,
        ["POST /v1/policies/proposals"] = "compliance",
        ["POST /v1/policies/proposals/{id}/approval"] = "compliance",
        ["POST /v1/policies/proposals/{id}/withdrawal"] = "compliance",
        ["GET /v1/waivers"] = AllStaff,
        ["GET /v1/waivers/{id}"] = AllStaff,
        ["POST /v1/waivers"] = "compliance",
        ["POST /v1/waivers/{id}/approval"] = "compliance",
        ["POST /v1/waivers/{id}/end"] = "compliance",
        ["GET /v1/remediations"] = AllStaff,
        ["POST /v1/remediations/decisions"] = "compliance",
        ["GET /v1/solutions/{id}/scope"] = AllStaff,
        ["PUT /v1/solutions/{id}/scope"] = "compliance",
        ["POST /v1/scope/plan"] = AllStaff,
        ["GET /v1/controls"] = AllStaff,
        ["GET /v1/controls/assessment"] = AllStaff,
        ["GET /v1/controls/mappings"] = AllStaff,
        ["PUT /v1/controls/mappings/{id}"] = "compliance",
        ["PUT /v1/controls/mappings/{id}/csv"] = "compliance",
        ["GET /v1/controls/{controlId}"] = AllStaff,
        ["PUT /v1/controls/{controlId}/owner"] = "compliance",
        ["POST /v1/controls/{controlId}/statements"] = "compliance",
        ["POST /v1/controls/{controlId}/evidence"] = "compliance",
        ["POST /v1/controls/{controlId}/evidence/{sha256}/removal"] = "compliance",
        ["POST /v1/controls/{controlId}/exemption"] = "compliance",
        ["POST /v1/controls/{controlId}/exemption/approval"] = "compliance",
        ["POST /v1/controls/{controlId}/exemption/end"] = "compliance",
        ["GET /v1/evidence"] = AllStaff,
        ["POST /v1/evidence"] = "compliance",
        ["GET /v1/evidence/{sha256}"] = AllStaff,
        ["GET /v1/evidence/{sha256}/content"] = AllStaff,
        ["POST /v1/evidence/{sha256}/withdrawal"] = "compliance",
        ["GET /v1/journal"] = AllStaff,
        ["POST /v1/imports/listings"] = "compliance",
        ["GET /v1/exports/inventory"] = AllStaff,
        ["GET /v1/exports/evidence-pack"] = AllStaff,
        ["POST /v1/journal/verification"] = AllStaff,
    };

    private static readonly string[] Callers = ["nobody", "administrator", "operator", "compliance", "auditor", "device", "impostor"];

    [Fact]
    public async Task EveryEndpoint_EveryCaller_LetsInWhomTheTableNames()
    {
        using HttpClient client = host.CreateClient();
        using TestDevice device = new TestDevice(host).Enrolled();
        Dictionary<string, string> credentials = Enum.GetValues<StaffRole>().ToDictionary(r => r.ToString().ToLowerInvariant(), r => host.AddMember(r));
        List<string> wrong = [];
        foreach (string endpoint in Endpoints())
        {
            if (!Expected.TryGetValue(endpoint, out string? allowed))
            {
                wrong.Add($"{endpoint} is not in the table");
                continue;
            }

            foreach (string caller in Callers)
            {
                using HttpRequestMessage request = Request(endpoint, caller, device, credentials);
                using HttpResponseMessage response = await client.SendAsync(request);
                bool letIn = response.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden);
                if (letIn != allowed.Split(' ').Contains(caller)) wrong.Add($"{endpoint}, {caller}: {(int)response.StatusCode}");
                if (!letIn) await Problem.OfAsync(response);
            }
        }

        Assert.Empty(wrong);
        Assert.Empty(Expected.Keys.Except(Endpoints()));
    }

    [Fact]
    public async Task WrongRole_Member_IsTold403AndNotWhatExists()
    {
        using HttpClient auditor = host.Member(StaffRole.Auditor);
        using HttpResponseMessage response = await auditor.PutAsync("/v1/components/sdk", new StringContent("{}", Encoding.UTF8, "application/json"));
        Problem problem = await Problem.OfAsync(response);
        Assert.Equal((HttpStatusCode.Forbidden, "not-allowed"), (problem.Status, problem.Code));
    }

    private IEnumerable<string> Endpoints() => host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Select(e => $"{e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]} {Path(e)}").Distinct();

    private static string Path(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.Trim('/').Replace("//", "/", StringComparison.Ordinal);

    private static HttpRequestMessage Request(string endpoint, string caller, TestDevice device, Dictionary<string, string> credentials)
    {
        HttpMethod method = new(endpoint.Split(' ')[0]);
        string id = endpoint.Contains("/devices/", StringComparison.Ordinal) || endpoint.Contains("/payments/", StringComparison.Ordinal) ? Payments.Id : "some-id";
        string path = endpoint.Split(' ')[1].Replace("{id}", id, StringComparison.Ordinal).Replace("{documentName}", "v1", StringComparison.Ordinal)
            .Replace("{version}", "1.0", StringComparison.Ordinal).Replace("{reference}", "2026-00001.001", StringComparison.Ordinal).Replace("{keyId}", "k1", StringComparison.Ordinal)
            .Replace("{token}", "t1", StringComparison.Ordinal).Replace("{noticeId}", "ntc_1", StringComparison.Ordinal)
            .Replace("{controlId}", "SOL-INV-01", StringComparison.Ordinal).Replace("{sha256}", new string('a', 64), StringComparison.Ordinal);
        string body = method == HttpMethod.Get ? "" : "{}";
        if (caller == "device") return device.Signed(method, path, body);
        if (caller == "impostor")
        {
            using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            return device.Signed(method, path, body, key: other);
        }

        HttpRequestMessage request = new(method, path);
        if (body.Length > 0) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (credentials.TryGetValue(caller, out string? credential)) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", credential);
        return request;
    }
}

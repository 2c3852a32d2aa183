using System.Net.Http.Json;
using Composite.Sandbox.Attestation;

namespace Composite.Sandbox.Devices;

/// <summary>The device's side of its A&amp;M service.</summary>
internal sealed class AttestationClient(HttpClient http, TimeProvider time)
{
    /// <summary>The service's token, or null when it does not answer in time or refuses.</summary>
    public async Task<string?> AppraiseAsync(AppraisalRequest request, TimeSpan atMost, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = new(atMost, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            using HttpResponseMessage response = await http.PostAsJsonAsync("/appraisals", request, WireJson.Options, either.Token);
            return response.IsSuccessStatusCode
                ? (await response.Content.ReadFromJsonAsync<AppraisalReply>(WireJson.Options, either.Token))?.Token
                : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Composite.Contracts.Acquirers;
using Composite.Contracts.Components;
using Composite.Contracts.Merchants;
using Composite.Contracts.Solutions;
using Composite.Contracts.Staff;
using Composite.Domain.Ports;
using Composite.Sandbox.Devices;

namespace Composite.Sandbox.Staff;

/// <summary>The staff API as one member of staff uses it. Every refusal is an exception: the sandbox asks for nothing that may be refused.</summary>
public sealed class StaffClient(HttpClient http, string credential)
{
    private const int PageLimit = 500;

    /// <summary>Most pages that a list is read in.</summary>
    private const int MaxPages = 200;

    /// <summary>Adds the first administrator; the client's credential is the bootstrap secret.</summary>
    public Task<CredentialReply> BootstrapAsync(string memberId, string name, CancellationToken cancellationToken) =>
        SendAsync<CredentialReply>(HttpMethod.Post, "/v1/staff/bootstrap", new { MemberId = memberId, Name = name }, cancellationToken);

    public Task<CredentialReply> AddMemberAsync(string memberId, string name, IReadOnlyList<StaffRole> roles, CancellationToken cancellationToken) =>
        SendAsync<CredentialReply>(HttpMethod.Post, "/v1/staff/members", new { MemberId = memberId, Name = name, Roles = roles }, cancellationToken);

    /// <summary>Registers a component.</summary>
    public Task ComponentAsync(string id, RegisterComponent component, CancellationToken cancellationToken) => PutAsync($"/v1/components/{id}", component, cancellationToken);

    public Task VersionAsync(string id, AddComponentVersion version, CancellationToken cancellationToken) => PostAsync($"/v1/components/{id}/versions", version, cancellationToken);

    /// <summary>Records a listing.</summary>
    public Task ListingAsync(string id, ListingInfo listing, CancellationToken cancellationToken) => PostAsync($"/v1/components/{id}/listings", listing, cancellationToken);

    /// <summary>Corrects a recorded listing.</summary>
    public Task CorrectListingAsync(string id, ListingInfo listing, string reason, CancellationToken cancellationToken) =>
        PostAsync($"/v1/components/{id}/listings/{listing.Reference}/correction", new { Listing = listing, Reason = reason }, cancellationToken);

    public Task<CommandReply> RevokeListingAsync(string id, string reference, string reason, CancellationToken cancellationToken) =>
        PostAsync($"/v1/components/{id}/listings/{reference}/revocation", new { Reason = reason }, cancellationToken);

    public Task ComplianceAsync(string id, RecordCompliance compliance, CancellationToken cancellationToken) => PostAsync($"/v1/components/{id}/compliance", compliance, cancellationToken);

    public Task AttestationKeyAsync(string id, AttestationKey key, CancellationToken cancellationToken) => PostAsync($"/v1/components/{id}/attestation-keys", key, cancellationToken);

    public Task SolutionAsync(string id, RegisterSolution solution, CancellationToken cancellationToken) => PutAsync($"/v1/solutions/{id}", solution, cancellationToken);

    public Task SolutionListingAsync(string id, ListingInfo listing, CancellationToken cancellationToken) => PostAsync($"/v1/solutions/{id}/listings", listing, cancellationToken);

    public Task CompositionAsync(string id, IReadOnlyList<string> componentIds, CancellationToken cancellationToken) =>
        PutAsync($"/v1/solutions/{id}/composition", new { ComponentIds = componentIds }, cancellationToken);

    public Task BaselineAsync(string id, IReadOnlyList<PlatformRuleInfo> rules, CancellationToken cancellationToken) =>
        PutAsync($"/v1/solutions/{id}/baseline", new { Rules = rules }, cancellationToken);

    public Task ActivateSolutionAsync(string id, string reason, CancellationToken cancellationToken) =>
        PutAsync($"/v1/solutions/{id}/activation", new { Active = true, Reason = reason }, cancellationToken);

    public Task AcquirerAsync(string id, RegisterAcquirer acquirer, CancellationToken cancellationToken) => PutAsync($"/v1/acquirers/{id}", acquirer, cancellationToken);

    public Task MerchantAsync(string id, RegisterMerchant merchant, CancellationToken cancellationToken) => PutAsync($"/v1/merchants/{id}", merchant, cancellationToken);

    public Task IdentificationAsync(string id, IdentifyMerchant identification, CancellationToken cancellationToken) => PostAsync($"/v1/merchants/{id}/identification", identification, cancellationToken);

    public Task GuidanceAsync(string id, AcknowledgeGuidance guidance, CancellationToken cancellationToken) => PostAsync($"/v1/merchants/{id}/guidance", guidance, cancellationToken);

    public Task ProfileAsync(string id, SetAcceptanceProfile profile, CancellationToken cancellationToken) => PutAsync($"/v1/merchants/{id}/profile", profile, cancellationToken);

    public Task ContractAsync(string id, ContractAcquirer contract, CancellationToken cancellationToken) => PostAsync($"/v1/merchants/{id}/contracts", contract, cancellationToken);

    public Task TerminalAsync(string id, CreateTerminal terminal, CancellationToken cancellationToken) => PostAsync($"/v1/merchants/{id}/terminals", terminal, cancellationToken);

    /// <summary>Approves a merchant, or lifts its suspension.</summary>
    public Task ApproveMerchantAsync(string id, string reason, CancellationToken cancellationToken) => PostAsync($"/v1/merchants/{id}/approval", new { Reason = reason }, cancellationToken);

    public Task SuspendMerchantAsync(string id, string reason, CancellationToken cancellationToken) => PostAsync($"/v1/merchants/{id}/suspension", new { Reason = reason }, cancellationToken);

    /// <summary>Foresees a device for a terminal and returns its id.</summary>
    public async Task<string> DeviceAsync(string merchantId, string tid, CancellationToken cancellationToken) =>
        (await SendAsync<DeviceReference>(HttpMethod.Post, "/v1/devices", new { MerchantId = merchantId, Tid = tid }, cancellationToken)).DeviceId;

    /// <summary>Issues the code that the merchant gets out of band.</summary>
    public async Task<string> ActivationCodeAsync(string deviceId, CancellationToken cancellationToken) =>
        (await SendAsync<ActivationCodeMessage>(HttpMethod.Post, $"/v1/devices/{deviceId}/activation-codes", null, cancellationToken)).ActivationCode;

    /// <summary>A payment's whole timeline; null when Composite knows no such payment.</summary>
    public async Task<PaymentTimeline?> PaymentAsync(string paymentId, CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync<PaymentTimeline>(HttpMethod.Get, $"/v1/payments/{paymentId}", null, cancellationToken);
        }
        catch (StaffRefusedException e) when (e.Status == (int)HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>Every payment, youngest first.</summary>
    public async Task<IReadOnlyList<PaymentRow>> PaymentsAsync(CancellationToken cancellationToken)
    {
        List<PaymentRow> rows = [];
        string after = string.Empty;
        for (int page = 0; page < MaxPages; page++)
        {
            ListPage<PaymentRow> part = await SendAsync<ListPage<PaymentRow>>(HttpMethod.Get, $"/v1/payments?limit={PageLimit}{after}", null, cancellationToken);
            rows.AddRange(part.Rows);
            if (part.Next is null)
                return rows;
            after = $"&after={Uri.EscapeDataString(part.Next)}";
        }

        throw new InvalidOperationException($"There are more than {MaxPages * PageLimit} payments.");
    }

    public Task<JournalHead> JournalAsync(CancellationToken cancellationToken) => SendAsync<JournalHead>(HttpMethod.Get, "/v1/journal", null, cancellationToken);

    private Task<CommandReply> PutAsync(string path, object body, CancellationToken cancellationToken) => SendAsync<CommandReply>(HttpMethod.Put, path, body, cancellationToken);

    private Task<CommandReply> PostAsync(string path, object body, CancellationToken cancellationToken) => SendAsync<CommandReply>(HttpMethod.Post, path, body, cancellationToken);

    private async Task<T> SendAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", credential);
        if (body is not null)
            request.Content = JsonContent.Create(body, body.GetType(), options: WireJson.Options);
        using HttpResponseMessage response = await http.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            ProblemReply? problem = response.Content.Headers.ContentLength > 0 ? await response.Content.ReadFromJsonAsync<ProblemReply>(WireJson.Options, cancellationToken) : null;
            throw new StaffRefusedException($"{method} {path}", (int)response.StatusCode, problem);
        }

        return await response.Content.ReadFromJsonAsync<T>(WireJson.Options, cancellationToken)
            ?? throw new StaffRefusedException($"{method} {path}", (int)response.StatusCode, null);
    }

    private sealed record ActivationCodeMessage(string ActivationCode);
}

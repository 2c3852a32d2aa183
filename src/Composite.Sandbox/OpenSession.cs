using System.Globalization;
using Composite.Sandbox.Attestation;
using Composite.Sandbox.Devices;
using Composite.Sandbox.Hosting;
using Composite.Sandbox.Seeding;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Composite.Sandbox;

/// <summary>The sandbox as something to play with: runs until Ctrl-C, with a bench of its own to make the simulators act.</summary>
internal static class OpenSession
{
    private static readonly AcquirerTimeouts Timeouts = new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(2));

    public static async Task<int> RunAsync(SandboxFolder folder, TimeProvider time, DateTimeOffset startedAt, TextWriter screen, CancellationToken cancellationToken)
    {
        await using SandboxWorld world = await SandboxWorld.StartAsync(folder, Timeouts, time, cancellationToken);
        DeviceSimulator north = await world.EnrolAsync(SampleMerchant.NorthId, cancellationToken);
        DeviceReply first = await world.FirstPaymentAsync(north, new Purchase(12_34), cancellationToken);
        TimeSpan elapsed = time.GetUtcNow() - startedAt;
        DeviceSimulator south = await world.EnrolAsync(SampleMerchant.SouthId, cancellationToken);
        await using WebApplication bench = Bench(world, north, south, screen);
        await bench.StartAsync(cancellationToken);
        await screen.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"First payment {first.Outcome} {elapsed.TotalSeconds:0.0} s after the start: {first.Payment?.PaymentId}"));
        await screen.WriteLineAsync(Guide(world, folder, bench.Urls.First(), first.Payment?.PaymentId));
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await screen.WriteLineAsync("Stopping.");
        }

        return 0;
    }

    private static WebApplication Bench(SandboxWorld world, DeviceSimulator north, DeviceSimulator south, TextWriter screen)
    {
        WebApplication bench = LoopbackServer.Create(port: 0);
        bench.MapPost("/pay/{amountMinor:long:range(1,999999999999)}", async (long amountMinor, bool? pin, string? acquirer, CancellationToken cancellationToken) =>
        {
            DeviceSimulator device = acquirer == "south" ? south : north;
            DeviceReply reply = await device.PayAsync(new Purchase(amountMinor) { Pin = pin == true ? TestCard.Pin : null }, cancellationToken);
            await screen.WriteLineAsync($"{device.Identity.Tid}: {reply.Outcome} {reply.Refusal}".TrimEnd());
            return Results.Content(reply.Body + "\n", "application/json");
        });
        bench.MapPost("/void/{paymentId:guid}", async (Guid paymentId, string? acquirer, CancellationToken cancellationToken) =>
            Results.Content((await (acquirer == "south" ? south : north).VoidAsync(paymentId.ToString(), cancellationToken)).Body + "\n", "application/json"));
        bench.MapPost("/attestation/{mode}", (string mode) =>
        {
            if (!Enum.TryParse(mode, ignoreCase: true, out AttestationMode wanted) || !Enum.IsDefined(wanted))
                return Results.Text($"Give one of: {string.Join(", ", Enum.GetNames<AttestationMode>()).ToLowerInvariant()}.\n", statusCode: StatusCodes.Status400BadRequest);
            world.Attestation.Behave(new AttestationBehaviour(wanted));
            return Results.Text($"The A&M service is {mode}.\n");
        });
        return bench;
    }

    private static string Guide(SandboxWorld world, SandboxFolder folder, string bench, string? paymentId) => $"""

        Composite        {world.Url}
        its certificate  SHA-256 {world.Fingerprint}
        credential       {folder.StaffCredential} (roles operator and compliance)
        its log          {folder.HostLog}

        Look around with the operator's tool:
          export COMPOSITE_URL={world.Url} COMPOSITE_CERTIFICATE={world.Fingerprint} COMPOSITE_CREDENTIAL=$(cat {folder.StaffCredential})
          alias composite='dotnet run -c Release --project src/Composite.Cli --'
          composite payments show {paymentId}
          composite payments list
          composite components show {SampleSolution.SdkId}
          composite inventory list
          composite inventory impact {SampleSolution.SdkId} --hypothesis revoked
          composite calendar list
          composite evidence-pack -o pack.zip

        Have the simulated devices pay (minor units; everything is made up, the cards are the schemes' test numbers):
          curl -X POST {bench}/pay/1999                       approved
          curl -X POST '{bench}/pay/4200?pin=true'            approved with PIN
          curl -X POST {bench}/pay/90051                      declined: not sufficient funds
          curl -X POST '{bench}/pay/90100?acquirer=south'     the acquirer is silent: unknown, then reversed
          curl -X POST '{bench}/pay/90300?acquirer=south'     it answers too late: reversed
          curl -X POST {bench}/attestation/contraindicated    from now on devices are refused; then try /attestation/affirming

        Revoke the SDK's listing and see payments refused:
          composite components revoke-listing {SampleSolution.SdkId} {SampleSolution.SdkListing} --reason "trying it out"

        Ctrl-C stops everything.
        """;
}
